"""Is everything there and as it was written? Each row of the index is held against the ledger; it is looked at too."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Final

import numpy as np

from data.backups import backups_in, fault_of
from data.errors import IndexUnavailableError
from data.identity import text_hash
from data.ledger import Ledger
from data.records import Record
from ingest.chunking import cut
from ingest.pipeline import Stores
from retrieval.builder import Watcher
from retrieval.checksums import CHECKSUM, altered
from retrieval.chroma_store import explained
from retrieval.index import Snapshot
from retrieval.passages import passages
from retrieval.remedies import remedy_for
from retrieval.rows import Row, rows_of
from retrieval.vectors import unit

BLOCK: Final = 500
SHOWN: Final = 5
CLOSE: Final = 1e-3
RESTORE: Final = "python -m ingest restore newest --replace"
REBUILD: Final = "python -m ingest rebuild"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: how often, the first few, and the command that helps."""

    what: str
    count: int
    examples: tuple[str, ...]
    remedy: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and what was found wrong; `ledger` is the hash of its content."""

    records: int = 0
    rows: int = 0
    backups: int = 0
    ledger: str = ""
    generation: str | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def as_dict(self) -> dict[str, object]:
        """As JSON can say it."""
        return {"sound": self.sound, **asdict(self)}


@dataclass(slots=True)
class _Seen:
    """Ids found wrong so far, by what is wrong with them."""

    lost: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    bent: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    rows: int = 0

    def findings(self) -> Iterator[Finding]:
        """One for each kind there is."""
        told = {
            "rows the ledger asks for are not in the index": self.lost,
            "rows of the index say other than the ledger": self.other,
            "vectors are not those that were written": self.bent,
            "rows of the index have no record in the ledger": self.stray,
        }
        yield from (_finding(what, ids, REBUILD) for what, ids in told.items() if ids)


def verify(stores: Stores, watcher: Watcher, now: datetime) -> Verification:
    """Look at the ledger, the index and the backups of a home; changes nothing.

    Raises:
        LedgerError: the ledger cannot be read to its end.
    """
    ledger = stores.ledger
    faults = ledger.care.faults()
    findings = [_finding("faults in the ledger's database", faults, RESTORE)] if faults else []
    content, seen, generation = ledger.care.content(), _Seen(), None
    if content.counts["records"]:
        stale = list(_stale(stores))
        findings += stale
        try:
            with explained("the index", REBUILD):
                snapshot = stores.index.snapshot()
                generation = snapshot.version
                if not stale:  # else every row that changed since would be told one by one
                    _compare(snapshot, ledger, seen, watcher)
        except IndexUnavailableError as error:
            findings += (
                [] if stale else [_finding("the index cannot be read", [str(error)], remedy_for(str(error), REBUILD))]
            )
    kept = backups_in(stores.home.backups)
    broken = [f"{backup.folder.name}: {fault}" for backup in kept if (fault := fault_of(backup))]
    ended = [backup.folder.name for backup in kept if backup.has_expired(now)]
    findings += [*seen.findings(), *_of_backups(broken, ended)]
    return Verification(content.counts["records"], seen.rows, len(kept), content.hash, generation, tuple(findings))


def _stale(stores: Stores) -> Iterator[Finding]:
    """An index that is damaged, of another model, or behind the ledger."""
    if fault := stores.index.fault():
        yield _finding("the index is damaged", [fault], REBUILD)
        return
    manifest = stores.index.manifest()
    if manifest is None:
        yield _finding("there is no index", ["nothing was built, or a build was cut short"], REBUILD)
    elif not stores.model.made(manifest.model_id):
        yield _finding("the index is of another model than the settings name", [manifest.model_id], REBUILD)
    elif stores.home.to_rebuild.exists():
        yield _finding("the index is older than the ledger that was restored", [stores.home.to_rebuild.name], REBUILD)
    elif manifest.revision != (now_at := stores.ledger.revision()):
        yield _finding("the index is behind the ledger", [f"revision {manifest.revision} of {now_at}"], REBUILD)


def _of_backups(broken: list[str], ended: list[str]) -> Iterator[Finding]:
    if broken:
        yield _finding("backups are damaged", broken, "python -m ingest backup, then delete the damaged ones")
    if ended:
        yield _finding("backups are kept longer than said", ended, "python -m ingest backup drops them")


def _compare(snapshot: Snapshot, ledger: Ledger, seen: _Seen, watcher: Watcher) -> None:
    """Every row of every served record, then whatever else the index holds."""
    served = sorted(record.id for record in ledger.records())
    progress = watcher.begin("verify", len(served))
    for first in range(0, len(served), BLOCK):
        block = served[first : first + BLOCK]
        _compare_records(block, snapshot, ledger, seen)
        progress(len(block))
    if seen.rows != snapshot.store.count():
        known = frozenset(served)
        for page in snapshot.store.pages():
            strays = [row.id for row in page if str(row.metadata["record_id"]) not in known]
            seen.stray += strays
            seen.rows += len(strays)


def _compare_records(block: Collection[str], snapshot: Snapshot, ledger: Ledger, seen: _Seen) -> None:
    records = ledger.records_among(block)
    found = {row.id: row for row in snapshot.store.of_records(list(block))}
    wanted = {row.id: row for row in _rows(records.values(), ledger, snapshot.manifest.model_id)}
    seen.rows += len(found)
    seen.lost += sorted(wanted.keys() - found.keys())
    seen.stray += sorted(found.keys() - wanted.keys())
    seen.bent += altered(list(found.values()))
    seen.other += sorted(row_id for row_id, row in wanted.items() if row_id in found and _differs(row, found[row_id]))


def _rows(records: Collection[Record], ledger: Ledger, model_id: str) -> Iterator[Row]:
    """The rows the index should have of some records, made anew; a vector that is no longer cached is all zeros."""
    cut_up = [passage for record in records for passage in passages(record, cut(record))]
    keys = [[text_hash(text) for text in passage.texts] for passage in cut_up]
    cached = ledger.vectors(model_id, {key for hashes in keys for key in hashes})
    unknown = np.zeros_like(next(iter(cached.values()))) if cached else np.zeros(1, np.float32)
    for passage, hashes in zip(cut_up, keys, strict=True):
        yield from rows_of(passage, np.stack([cached.get(key, unknown) for key in hashes]))


def _differs(wanted: Row, found: Row) -> bool:
    """Whether text, facts or vector are another; what Chroma rounds is the same."""
    facts = {name: value for name, value in found.metadata.items() if name != CHECKSUM}
    same_vector = not wanted.vector.any() or bool(np.abs(unit(wanted.vector) - unit(found.vector)).max() < CLOSE)
    return not same_vector or (wanted.text, dict(wanted.metadata)) != (found.text, facts)


def _finding(what: str, ids: Sequence[str], remedy: str) -> Finding:
    return Finding(what, len(ids), tuple(ids[:SHOWN]), remedy)
