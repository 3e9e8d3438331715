"""Erasure: a contributor leaves ledger, index, caches, journals and files, stays out, and a scan proves it."""

import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from data.erasures import note_erased, noted
from data.errors import IndexUnavailableError, NotFoundError
from data.records import Record
from ingest.chunking import cut
from ingest.erasure_contributor import Contributor, contributions
from ingest.erasure_files import Cleared, Kept, backups, clear_files, every_file
from ingest.erasure_needles import Finder
from ingest.erasure_plan import Plan, drop_plan, hashes_of_others, pending, plan_of
from ingest.erasure_receipt import Receipt
from ingest.erasure_scan import Scan, number_form, scan_cache, scan_files, scan_index, stacked
from ingest.pipeline import Stores, builder_lock
from retrieval.builder import Built, Watcher, build
from retrieval.served_index import ServedIndex


@dataclass(frozen=True, slots=True)
class Preview:
    """What an erasure would take away: the records themselves, and how much of the rest.

    `mentioned` counts other people's contributions that use one of the names.
    """

    records: tuple[Record, ...]
    traces: dict[str, int]
    mentioned: int
    backups: tuple[Kept, ...]


def preview(stores: Stores, who: Contributor) -> Preview:
    """Look, and change nothing (`NotFoundError` where nothing is theirs)."""
    plan = plan_of(stores.ledger, who, "", datetime.now(UTC))
    found = tuple(contributions(stores.ledger, who))
    return Preview(found, plan.traces, plan.mentioned, tuple(backups(stores.home)))


def erase(stores: Stores, who: Contributor, actor: str, watcher: Watcher) -> Receipt:
    """Erase a contributor, after ending an erasure that was cut short; the receipt is kept in the home folder.

    Raises:
        NotFoundError: nothing is theirs.
        HomeError: an import is running on this home.
        TemoinError: the ledger or the index failed; run again, it goes on where it was.
    """
    with builder_lock(stores.home):
        cut_short = pending(stores.home)
        earlier = _carried_out(cut_short, stores, watcher) if cut_short else None
        try:
            plan = plan_of(stores.ledger, who, actor, datetime.now(UTC))
        except NotFoundError:
            if earlier is None:
                raise
            return earlier
        plan.write(stores.home)
        return _carried_out(plan, stores, watcher)


def _carried_out(plan: Plan, stores: Stores, watcher: Watcher) -> Receipt:
    """Every step may be done twice: the second time it finds nothing to do."""
    started = time.monotonic()
    _bury(plan, stores)
    cleared = clear_files(stores.home, plan.finder, plan.quotes)
    ids, keep = frozenset(plan.record_ids), hashes_of_others(stores.ledger, plan.record_ids)
    stores.ledger.eraser.erase(ids, plan.quotes, keep)
    built = build(stores.index, stores.ledger, stores.model.open(), cut, watcher, fresh=True)
    older = stores.index.drop_older()
    stores.home.to_rebuild.unlink(missing_ok=True)
    stores.ledger.answers.forget(ids)  # an answer may have been on its way
    stores.ledger.eraser.forget_removals(ids)
    folded = stores.ledger.eraser.scrub()
    scan = _scanned(plan, stores, watcher)
    receipt = _receipt(plan, stores, cleared, built, older, scan, folded=folded, seconds=time.monotonic() - started)
    receipt.write(stores.home)
    if receipt.clean:
        drop_plan(stores.home)
    return receipt


def _bury(plan: Plan, stores: Stores) -> None:
    """Keep them out from now on, in the ledger and beside it, and have the index built anew whoever builds it next."""
    at, salt = datetime.fromisoformat(plan.at), stores.ledger.journal.salt()
    known = {contributor for one in noted(stores.home.erased) for contributor in one.contributors}
    for stone in plan.stones:
        stores.ledger.journal.add_tombstone(stone, at)
        if stone not in known:
            note_erased(stores.home.erased, salt, stone, at)
    stores.home.to_rebuild.write_text("an erasure is under way: run it again\n", encoding="utf-8")


def _scanned(plan: Plan, stores: Stores, watcher: Watcher) -> Scan:
    """The whole home folder byte by byte, every cached vector and every row of the index."""
    scan, wanted = Scan(needles=len(plan.needles)), stacked(plan.numbers())
    progress = watcher.begin("scan", 3)
    numbers = [form for vector in plan.numbers() for form in number_form(vector)]
    everything = Finder([*plan.finder.needles, *numbers])
    scan_files(every_file(stores.home), everything, scan)
    progress(1)
    scan_cache(stores.ledger, wanted, scan)
    progress(1)
    try:
        scan_index(stores.index, wanted, frozenset(plan.record_ids), scan)
    except IndexUnavailableError:
        scan.finds("index that cannot be read")
    progress(1)
    return scan


def _receipt(
    plan: Plan,
    stores: Stores,
    cleared: Cleared,
    built: Built,
    older: int,
    scan: Scan,
    *,
    folded: bool,
    seconds: float,
) -> Receipt:
    clean, kept = folded and not scan.left, tuple(backups(stores.home))
    notes = {
        "log_busy": not folded,
        "something_left": bool(scan.left),
        "postgresql_log": not stores.ledger.eraser.is_file,
        "chroma_files": isinstance(stores.index, ServedIndex),
        "backups": bool(kept),
        "mentions": plan.mentioned > 0,
    }
    index: dict[str, Any] = {"version": built.version, "rows": built.rows, "older_removed": older}
    return Receipt(
        id=plan.id,
        at=plan.at,
        actor=plan.actor,
        clean=clean,
        erased=plan.traces,
        kinds=plan.counts,
        index=index,
        files=asdict(cleared),
        scan=asdict(scan),
        mentioned=plan.mentioned,
        backups=kept,
        notes=tuple(name for name, holds in notes.items() if holds),
        tombstones=len(plan.stones),
        seconds=round(seconds, 2),
    )
