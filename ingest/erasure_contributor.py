"""Who asks to be erased, what of the ledger is theirs, and the salted marks that keep it from coming back."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from data.errors import NotFoundError
from data.identity import digest
from data.ledger import Ledger
from data.privacy.found import PersonalKind
from data.records import Kind, Record
from ingest.masking import author_alias

BRAND: Final = frozenset({Kind.PRODUCT, Kind.FAQ})
"""The brand's own word: it has no contributor."""
ALIAS: Final = re.compile(r"· ([0-9a-f]+)\]$")
WORDS: Final = 6
"""Words from which the same text under another name is taken for the erased one; fewer are anybody's."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """Everything one person goes by: names as sources show them, in one source or all; single records besides."""

    names: tuple[str, ...] = ()
    source: str | None = None
    record_ids: tuple[str, ...] = ()


def folded(text: str) -> str:
    """The text as names are compared: one form of each letter, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def contributions(ledger: Ledger, who: Contributor) -> list[Record]:
    """Every record of a contributor, hidden and retired ones included, by id; videos they speak in too.

    Raises:
        NotFoundError: one of `record_ids` is not there, or is the brand's own word.
    """
    salt = ledger.journal.salt()
    wanted = set(_stones_of_names(who.names, who.source, salt))
    ids = {one for name in ledger.eraser.authors() if wanted & set(_stones_of_author(name, who.source, salt))
           for one in ledger.ids_of_author(name, who.source)}  # fmt: skip
    for video in ledger.records(kinds=[Kind.TRANSCRIPT], served_only=False):
        if who.source in (None, video.provenance.source) and _speaks(video, wanted, who.source, salt):
            ids.add(video.id)
    found = ledger.records_among(ids | set(who.record_ids), served_only=False)
    for record_id in who.record_ids:
        if record_id not in found:
            raise NotFoundError(f"no record has the id {record_id!r}: it was never stored, or it was erased")
        if found[record_id].kind in BRAND:
            raise NotFoundError(f"record {record_id!r} is the brand's own word: change it in the brand's export")
    return [found[record_id] for record_id in sorted(found) if found[record_id].kind not in BRAND]


def stones_for(who: Contributor, records: list[Record], salt: str) -> list[str]:
    """The tombstones of an erasure: of the names, and of each record and its words, whoever signs them."""
    stones = set(_stones_of_names(who.names, who.source, salt))
    for record in records:
        stones |= {_record_stone(record.id, salt), *_words_stones(record, salt)}
    return sorted(stones)


def stones_of(given: Record, kept: Record, salt: str) -> Iterator[str]:
    """Every tombstone that keeps a record out; `given` as its source has it, `kept` with its personal data hidden."""
    yield _record_stone(given.id, salt)
    for record in (given, kept):
        yield from _words_stones(record, salt)
        for name in {record.author, *(cue.speaker for cue in record.cues)} - {None, ""}:
            for source in (None, given.provenance.source):
                yield from _stones_of_author(str(name), source, salt)


def is_known(who: Contributor, stones: frozenset[str], salt: str) -> bool:
    """Whether somebody of one of these names was erased before."""
    return not stones.isdisjoint(_stones_of_names(who.names, who.source, salt))


def _speaks(video: Record, wanted: set[str], source: str | None, salt: str) -> bool:
    speakers = {cue.speaker for cue in video.cues if cue.speaker}
    return any(wanted & set(_stones_of_author(name, source, salt)) for name in speakers)


def _stones_of_names(names: tuple[str, ...], source: str | None, salt: str) -> Iterator[str]:
    """Of names as a person gives them: as they are, and as the alias they were hidden under."""
    for name in filter(None, map(folded, names)):
        yield digest(salt, "author", source or "", name)
    for name in names:
        if mark := _mark(name) or _mark(author_alias(name.strip(), PersonalKind.EMAIL, "en", salt)):
            yield digest(salt, "alias", source or "", mark)


def _stones_of_author(author: str, source: str | None, salt: str) -> Iterator[str]:
    """Of an author as a record names them."""
    yield digest(salt, "author", source or "", folded(author))
    if mark := _mark(author):
        yield digest(salt, "alias", source or "", mark)


def _mark(author: str) -> str | None:
    """The salted mark in an alias; it is the same in every language."""
    found = ALIAS.search(author)
    return found[1] if found else None


def _record_stone(record_id: str, salt: str) -> str:
    return digest(salt, "record", record_id)


def _words_stones(record: Record, salt: str) -> Iterator[str]:
    words = re.findall(r"\w+", folded(record.text))
    if len(words) >= WORDS:
        yield digest(salt, "words", record.product_id, " ".join(words))
