"""What an erasure is about to do, written down before it begins: killed anywhere, the next run ends it the same way."""

import json
import os
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from data.errors import NotFoundError
from data.home import Home
from data.identity import text_hash
from data.ledger import Ledger
from data.ledger_vectors import LITTLE_ENDIAN, Vector
from data.records import Record
from ingest.chunking import cut
from ingest.erasure_contributor import Contributor, contributions, is_known, stones_for
from ingest.erasure_files import PLAN
from ingest.erasure_needles import Finder, Quotes, forms, needles_of, told_of, words_of
from ingest.erasure_scan import Stack, same, stacked
from ingest.moderation.units import parts_of, units_of
from retrieval.passages import passages

SURVIVORS = 1_000
"""Other people's records looked through at a time."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One erasure; it holds the very words that must go, so it is the last thing to go.

    `needles` are what nobody else says, `vectors` what no other text has; `counts` is by kind of record.
    """

    id: str
    at: str
    actor: str
    names: tuple[str, ...]
    record_ids: tuple[str, ...]
    texts: tuple[str, ...]
    needles: tuple[str, ...]
    vectors: tuple[str, ...]
    stones: tuple[str, ...]
    traces: dict[str, int]
    counts: dict[str, int]
    mentioned: int

    @property
    def quotes(self) -> Quotes:
        """Tells what quotes the contributor."""
        return Quotes(self.record_ids, self.texts, self.names)

    @property
    def finder(self) -> Finder:
        """Finds the contributor's words in bytes."""
        return Finder(form for needle in self.needles for form in forms(needle))

    def numbers(self) -> list[Vector]:
        """The contributor's vectors."""
        return [np.frombuffer(b64decode(said), LITTLE_ENDIAN) for said in self.vectors]

    def write(self, home: Home) -> None:
        """Put it on disk, readable by its owner only."""
        following = home.root / f"{PLAN}.next"
        with os.fdopen(os.open(following, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(self), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(following, home.root / PLAN)


def pending(home: Home) -> Plan | None:
    """The erasure that was cut short, if one was."""
    try:
        said = json.loads((home.root / PLAN).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    cells: Any = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    return Plan(**cells)


def drop_plan(home: Home) -> None:
    """The erasure is done."""
    for name in (PLAN, f"{PLAN}.next"):
        Path(home.root / name).unlink(missing_ok=True)


def plan_of(ledger: Ledger, who: Contributor, actor: str, at: datetime) -> Plan:
    """Find everything of a contributor; nothing is changed.

    Raises:
        NotFoundError: nothing is theirs, or one of the records asked for is not there.
    """
    records = contributions(ledger, who)
    if not records:
        raise NotFoundError(_nothing(ledger, who))
    ids, names = frozenset(record.id for record in records), _names(who, records)
    texts = tuple(text for record in records for text in words_of(record))
    quotes, keep = Quotes(ids, texts, names), hashes_of_others(ledger, ids)
    needles, mentioned = _of_nobody_else(ledger, ids, needles_of(records), Quotes((), (), names))
    return Plan(
        id=f"erasure-{at:%Y%m%d-%H%M%S}-{uuid4().hex[:6]}",
        at=at.isoformat(timespec="seconds"),
        actor=actor,
        names=names,
        record_ids=tuple(sorted(ids)),
        texts=texts,
        needles=needles,
        vectors=tuple(b64encode(one.tobytes()).decode() for one in _vectors(ledger, records, keep)),
        stones=tuple(stones_for(who, records, ledger.journal.salt())),
        traces=asdict(ledger.eraser.traces(ids, quotes, keep)),
        counts=dict(sorted(Counter(record.kind.value for record in records).items())),
        mentioned=mentioned,
    )


def hashes_of_others(ledger: Ledger, ids: Collection[str]) -> set[str]:
    """Hashes of every text that is embedded of a record not among `ids`."""
    return {key for record in ledger.records(served_only=False) if record.id not in ids for key in hashes_of(record)}


def hashes_of(record: Record) -> list[str]:
    """Hashes of every text of a record that is embedded, for the index or for moderation."""
    indexed = (text for passage in passages(record, cut(record)) for text in passage.texts)
    read = (one.text for unit in units_of(record) for one in (unit, *parts_of(unit)))
    return [*dict.fromkeys(text_hash(text) for text in (*indexed, *read))]


def _names(who: Contributor, records: list[Record]) -> tuple[str, ...]:
    """What they go by; of records asked for by their id, whoever signs them is not looked for."""
    own = {record.author for record in records if record.id not in who.record_ids and not record.cues}
    return tuple(sorted({name.strip() for name in who.names} | {name for name in own if name}))


def _vectors(ledger: Ledger, records: list[Record], keep: set[str]) -> list[Vector]:
    """Cached vectors of the texts, but for those another text has too."""
    hashes = {key for record in records for key in hashes_of(record)} - keep
    own = [np.frombuffer(raw, LITTLE_ENDIAN) for _, _, raw in ledger.eraser.vectors(hashes)]
    stacks: list[Stack] = stacked(own)
    others = (np.frombuffer(raw, LITTLE_ENDIAN) for _, key, raw in ledger.eraser.every_vector() if key in keep)
    shared = same(stacks, others)
    return [row for row, twice in zip((row for stack in stacks for row in stack), shared, strict=True) if not twice]


def _of_nobody_else(
    ledger: Ledger, ids: Collection[str], needles: list[str], names: Quotes
) -> tuple[tuple[str, ...], int]:
    """The needles that stand in no other record and no product's sheet; and how many others speak of the person."""
    by_form = {needle.encode(errors="replace"): needle for needle in needles}
    finder, shared, mentioned = Finder(by_form), set[bytes](), 0
    block = [json.dumps([asdict(product) for product in ledger.products()], ensure_ascii=False)]
    for record in ledger.records(served_only=False):
        if record.id not in ids:
            block.append(told_of(record))
            mentioned += names(record.text)
        if len(block) == SURVIVORS:
            shared |= finder.found_in("\n".join(block).encode(errors="replace"))
            block = []
    shared |= finder.found_in("\n".join(block).encode(errors="replace"))
    return tuple(needle for form, needle in by_form.items() if form not in shared), mentioned


def _nothing(ledger: Ledger, who: Contributor) -> str:
    named = ", ".join(map(repr, who.names)) or "these records"
    where = f" in {who.source!r}" if who.source else ""
    if is_known(who, ledger.journal.tombstones(), ledger.journal.salt()):
        return f"nothing is held of {named}{where}: they were erased before, and are kept out"
    return f"nothing is held of {named}{where}: write the name as the source shows it"
