"""Personal data hidden in every field of a record that people write."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.identity import digest
from data.privacy.found import PersonalKind
from data.privacy.texts import MaskedText, mask_text, placeholder
from data.records import Cue, Kind, Record
from ingest.refusals import Refusal

ALIAS = 6
"""Hexadecimal digits that tell two hidden authors of one shop apart."""


@dataclass(frozen=True, slots=True)
class MaskedRecord:
    """A record as it is kept, and how many pieces of each kind were hidden in all its fields."""

    record: Record
    hidden: Mapping[PersonalKind, int]


def mask_record(record: Record, language: str, salt: str) -> MaskedRecord:
    """Hide the personal data of a record; the offsets of its cues follow.

    What the brand says keeps the brand's own contact points. An author whose name is a contact becomes an alias that
    is always the same in one ledger, so that voices stay apart.

    Args:
        language: of the placeholders, ISO 639-1.
        salt: secret of the ledger, so that nobody can try out names on an alias.
    """
    text = mask_text(record.text, language, by_brand=record.by_brand)
    titled = record.kind in (Kind.FAQ, Kind.PRODUCT)
    title = mask_text(record.title or "", language, by_brand=titled)
    incentive = mask_text(record.provenance.incentive or "", language)
    attributes = {name: mask_text(value, language) for name, value in record.attributes.items()}
    author = (
        MaskedText(record.author or "", (), language)
        if record.by_brand
        else mask_text(record.author or "", language, signature=True)
    )
    speakers = (
        [] if record.by_brand else [mask_text(cue.speaker or "", language, signature=True) for cue in record.cues]
    )
    every = [text, title, incentive, author, *attributes.values()]
    hidden = Counter(one.kind for masked in (*every, *_once(speakers)) for one in masked.found)
    if not hidden:
        return MaskedRecord(record, {})
    kept = replace(
        record,
        text=text.text,
        title=record.title and title.text,
        author=record.author and _author(record.author, author, salt),
        attributes={name: masked.text for name, masked in attributes.items()},
        provenance=replace(record.provenance, incentive=record.provenance.incentive and incentive.text),
        cues=_cues(record.cues, text, language),
    )
    return MaskedRecord(kept, dict(sorted(hidden.items())))


def author_alias(author: str, kind: PersonalKind, language: str, salt: str) -> str:
    """What is kept of an author whose name is a contact: the placeholder and a salted mark."""
    mark = digest(salt, author.casefold())[:ALIAS]
    return f"{placeholder(kind, language)[:-1]} · {mark}]"


def mask_refusal(refusal: Refusal) -> Refusal:
    """What an import shows of a row it refused, with its personal data hidden; English, as the reasons are."""
    value, reason = (mask_text(said, "en").text for said in (refusal.value, refusal.reason))
    return replace(refusal, value=value, reason=reason)


def _author(author: str, masked: MaskedText, salt: str) -> str:
    if not masked.found:
        return author
    return author_alias(author, masked.found[0].kind, masked.language, salt)


def _once(speakers: list[MaskedText]) -> list[MaskedText]:
    return list({masked.text: masked for masked in speakers}.values())


def _cues(cues: tuple[Cue, ...], text: MaskedText, language: str) -> tuple[Cue, ...]:
    """The cues over the masked text; one that held nothing but a part of something hidden goes."""
    moved = [
        replace(
            cue,
            start=text.moved(cue.start),
            end=text.moved(cue.end),
            speaker=cue.speaker and mask_text(cue.speaker, language, signature=True).text,
        )
        for cue in cues
    ]
    return tuple(cue for cue in moved if cue.start < cue.end)
