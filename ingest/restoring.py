"""A backup put back into a home: nobody who was erased comes back; there is the old ledger or the new, never none."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from data.audit import AuditEvent
from data.backups import DAMAGED, REPLACED, Backup
from data.database import connect
from data.erasures import Erased, agreed, noted
from data.errors import HomeError, LedgerError
from data.home import Home
from data.identity import text_hash
from data.ledger import Ledger
from data.restoring import replace_damaged, stage
from ingest.chunking import cut
from ingest.erasure_gate import Gate
from retrieval.builder import Watcher
from retrieval.passages import passages

STAGED: Final = "restored.partial.db"
DAMAGES: Final = ("damaged", "malformed", "not a database", "no ledger")


@dataclass(frozen=True, slots=True)
class Restored:
    """Records the ledger holds again, records left out because they were erased, where what was there before lies."""

    records: int
    left_out: int
    before: Path | None


def restore(
    backup: Backup, home: Home, url: str, watcher: Watcher, *, replace: bool, actor: str, now: datetime
) -> Restored:
    """Put a backup in the place of a home's ledger and mark the index to be built anew; the caller holds the lock.

    Args:
        replace: whether a ledger that holds something may be replaced; a backup of it is made first.

    Raises:
        HomeError: the home holds a ledger, and `replace` is off.
        LedgerError: the backup is damaged or of another ledger, or the present one cannot be reached or written.
    """
    staged = home.root / STAGED
    _clear(staged)
    try:
        with _present(url) as present:
            _ask(present, home, replace=replace)
            erased = [*noted(home.erased), *([present.care.erased()] if present else [])]
            revision = present.revision() if present else 0
            before = None
            if present and not present.care.is_empty():
                before = _lay_aside(present, home, watcher, now)
            left_out: list[int] = []
            kept = stage(backup, staged, lambda ledger: left_out.append(_leave_out(ledger, erased)), revision)
            _carry_over(present, staged, backup)
            _note(staged, backup, actor, now)
            home.to_rebuild.write_text("the ledger was restored: python -m ingest rebuild\n", encoding="utf-8")
            if present:
                present.care.replace_by(staged, steps(watcher, "put back"))
            else:
                before = home.backups / f"{DAMAGED}{now:%Y%m%dT%H%M%SZ}"
                replace_damaged(staged, connect(url).file or home.root, before)
    finally:
        _clear(staged)
    return Restored(kept, sum(left_out), before)


def made(ledger: Ledger, place: Path, watcher: Watcher, actor: str, now: datetime, keep_days: int) -> Backup:
    """Back a ledger up into `place`, and write down that and by whom (`LedgerError`)."""
    kept = ledger.care.backup(place, now, steps(watcher, "copy"), keep_days)
    ledger.audit.add(AuditEvent("backup made", kept.folder.name, actor, now, f"kept until {kept.expires:%Y-%m-%d}"))
    return kept


def _lay_aside(present: Ledger, home: Home, watcher: Watcher, now: datetime) -> Path:
    return present.care.backup(home.backups, now, steps(watcher, "copy what is there"), note=REPLACED).folder


def _clear(staged: Path) -> None:
    """Take away what is staged, and what a killed restore left of it."""
    for end in ("", "-wal", "-shm"):
        staged.with_name(staged.name + end).unlink(missing_ok=True)


def _ask(present: Ledger | None, home: Home, *, replace: bool) -> None:
    """Stop before a ledger that holds something, or a damaged one, is replaced unasked."""
    if replace or (present and present.care.is_empty()):
        return
    there = f"{sum(1 for _ in present.records(served_only=False))} records" if present else "a damaged ledger"
    raise HomeError(
        f"home {home.root} holds {there}: --replace puts the backup in its place (it is laid aside first), "
        "--home DIR takes another home"
    )


@contextmanager
def _present(url: str) -> Iterator[Ledger | None]:
    """The ledger whose place is taken; `None` where a file is damaged beyond opening."""
    try:
        ledger = Ledger.open(url)
    except LedgerError as error:
        if not url.startswith("sqlite") or not any(sign in str(error) for sign in DAMAGES):
            raise
        ledger = None
    if ledger is None:
        yield None
        return
    with ledger:
        yield ledger


def _leave_out(ledger: Ledger, erased: Sequence[Erased]) -> int:
    """Bury again whoever was erased since the backup, with all that quotes them; how many records went."""
    for contributor, at in sorted(agreed(erased, ledger.journal.salt()).items()):
        ledger.journal.add_tombstone(contributor, at)
    gate = Gate.of(ledger)
    gone = [record for record in ledger.records(served_only=False) if gate.refuses(record, record)]
    if gone:
        names = {name for record in gone for name in (record.id, record.author) if name}
        ids = {record.id for record in gone}
        ledger.eraser.erase(ids, lambda said: any(name in said for name in names), _texts(ledger, ids))
        ledger.eraser.forget_removals(ids)
        ledger.eraser.scrub()
    return len(gone)


def _texts(ledger: Ledger, without: Collection[str]) -> set[str]:
    """Hashes of every text that is embedded of the other records: their vectors stay."""
    kept = (record for record in ledger.records() if record.id not in without)
    return {text_hash(text) for record in kept for passage in passages(record, cut(record)) for text in passage.texts}


def _carry_over(present: Ledger | None, staged: Path, backup: Backup) -> None:
    """Take over what going back may not undo: keys that were ended since, and who did what since."""
    if present is None:
        return
    with Ledger.open(f"sqlite:///{staged.resolve()}") as ledger:
        ledger.keys.adopt(present.keys.all())
        known = set(ledger.audit.acts(backup.made))
        for event in present.audit.acts(backup.made):
            if event not in known:
                ledger.audit.add(event)


def _note(staged: Path, backup: Backup, actor: str, now: datetime) -> None:
    with Ledger.open(f"sqlite:///{staged.resolve()}") as ledger:
        ledger.audit.add(AuditEvent("ledger restored", backup.folder.name, actor, now))


def steps(watcher: Watcher, stage_name: str) -> Callable[[int, int], None]:
    """A stage told by all that is done of all there is."""
    begun: list[Callable[[int], None]] = []
    done = 0

    def step(so_far: int, total: int) -> None:
        nonlocal done
        if not begun:
            begun.append(watcher.begin(stage_name, total))
        begun[0](so_far - done)
        done = so_far

    return step
