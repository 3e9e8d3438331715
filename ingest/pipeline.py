"""The way in: read, describe, keep, find copies, bring the index up. Killed anywhere, run again, same result."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from data.errors import HomeError, IngestError
from data.home import Home
from data.identity import digest, fingerprint
from data.languages import language_of
from data.ledger import Ledger
from data.products import Product
from data.records import Record, Status
from ingest.chunking import cut
from ingest.copy_marks import mark_copies
from ingest.erasure_gate import Gate
from ingest.masking import mask_refusal
from ingest.moderation.decisions import decide
from ingest.moderation.judging import judge, rules_version
from ingest.moderation.reading import Reader
from ingest.proof import proof_score
from ingest.readers import Item, known_as, known_names, read_paths
from ingest.refusals import Refusal
from ingest.report import Report
from ingest.running_count import Count
from ingest.vault import Vault, keep_originals
from retrieval.builder import Built, Watcher, build
from retrieval.index import Index
from retrieval.manifest import LAYOUT, Manifest
from retrieval.model import Model, SharedModel

BLOCK = 2_000


@dataclass(frozen=True, slots=True)
class Options:
    """What one import was asked to do; `today` resolves relative dates without a date of export."""

    mapping: Path | None = None
    product: str | None = None
    full: bool = False
    rebuild: bool = False
    dry_run: bool = False
    today: date = field(default_factory=date.today)


@dataclass(frozen=True, slots=True)
class Stores:
    """The parts an import works on."""

    home: Home
    ledger: Ledger
    index: Index
    model: Model
    vault: Vault | None = None


def ingest(paths: Sequence[Path], stores: Stores, options: Options, watcher: Watcher) -> Report:
    """Read exports into the ledger and bring the index up to it.

    Raises:
        IngestError: nothing at all could be read.
        HomeError: another import is running on this home.
    """
    started, stores = time.monotonic(), replace(stores, model=SharedModel(stores.model))
    with builder_lock(stores.home), ThreadPoolExecutor(1) as beside:
        # hundreds of megabytes are hashed to tell, while the exports are read
        fault = None if options.dry_run else beside.submit(stores.index.fault)
        count = Count()
        if paths or not options.rebuild:
            reading = read_paths(
                paths,
                mapping=options.mapping,
                product=options.product,
                today=options.today,
                on_skip=count.skipped.append,
            )
            _keep(reading, stores, options, count, watcher, beside)
        if not options.dry_run:
            count.spared = options.full and count.broken
            count.retired = _retire_missing(stores.ledger, count) if options.full and not count.broken else 0
            count.copies, campaigns = mark_copies(stores.ledger, stores.index)
            count.held.update({"campaign": campaigns} if campaigns else {})
        built = _bring_up(stores, options, watcher, fault.result()) if fault else Built(None)
        return count.report(built, stores.home, options.dry_run, time.monotonic() - started)


def settle(stores: Stores, record_id: str, status: Status, reason: str, actor: str, at: datetime) -> Record:
    """Let a person decide on a record, and bring the index up to it at once.

    Raises:
        NotFoundError: no record has the id.
        IngestError: no reason or no name was given, or the record has left its source.
        HomeError: another import is running on this home.
    """
    with builder_lock(stores.home):
        kept = decide(stores.ledger, record_id, status, reason, actor, at)
        bring_up(stores)
        return kept


def bring_up(stores: Stores) -> Built:
    """Bring the index up to the ledger at once; the caller holds `builder_lock`."""
    return _bring_up(stores, Options(), Unwatched(), stores.index.fault())


def rebuild(stores: Stores, watcher: Watcher) -> Built:
    """Build the index from nothing; the caller holds `builder_lock`."""
    return _bring_up(stores, Options(rebuild=True), watcher, None)


@contextmanager
def builder_lock(home: Home) -> Iterator[None]:
    """Hold the home's one builder's place (`HomeError` when another process has it)."""
    lock = FileLock(home.builder_lock)
    try:
        lock.acquire(timeout=1)
    except Timeout as error:
        raise HomeError(
            f"another import is running on {home.root}: wait for it to end, or choose another folder with --home DIR"
        ) from error
    try:
        yield
    finally:
        lock.release()


def describe(record: Record) -> Record:
    """The record with what is derived from it alone: language and proof score."""
    return replace(record, language=language_of(record), proof_score=proof_score(record))


class Unwatched:
    """A watcher for work too short to be watched."""

    def begin(self, stage: str, total: int) -> Callable[[int], None]:  # noqa: ARG002 - nobody watches
        """A stage nobody looks at."""
        return lambda done: None  # noqa: ARG005 - nobody watches


def _keep(
    reading: Iterator[Item], stores: Stores, options: Options, count: Count, watcher: Watcher, beside: Executor
) -> None:
    ledger = stores.ledger
    progress = watcher.begin("read", 0)
    names = known_names(ledger.products())
    for block in _blocks(reading):
        # a review page may name a product by another id it has; the sheet already known is fuller
        products = [item for item in block if isinstance(item, Product) and known_as(item.id, names) == item.id]
        records = [_filed(item, names) for item in block if isinstance(item, Record)]
        refusals = [mask_refusal(item) for item in block if isinstance(item, Refusal)]
        count.read += len(records) + len(refusals)
        count.products += len(products)
        count.refusals += refusals
        if products and not options.dry_run:
            ledger.put_products(products)
        _keep_records(_first_of_each(records, count), stores, options, count, beside)
        progress(len(block))
    if not count.read and not count.products:
        raise IngestError("nothing to read: no file of a known layout was found (see docs/formats.md)")


def _filed(record: Record, names: Mapping[str, str]) -> Record:
    """The record under the id of its product, which an earlier import may have told."""
    return replace(record, product_id=known_as(record.product_id, names))


def _first_of_each(records: Iterable[Record], count: Count) -> list[Record]:
    """Records seen for the first time in this import; the same row twice is a duplicate."""
    fresh = []
    for record in records:
        if record.id in count.seen:
            count.repeated += 1
            continue
        count.seen.add(record.id)
        count.sources.add((record.provenance.source, record.product_id))
        count.kinds[record.kind.value] += 1
        fresh.append(record)
    return fresh


def _keep_records(records: list[Record], stores: Stores, options: Options, count: Count, beside: Executor) -> None:
    ledger, rules, now = stores.ledger, rules_version(), datetime.now(UTC)
    prints = {record.id: digest(fingerprint(record), rules) for record in records}
    known = ledger.fingerprints([record.id for record in records])
    moved = [record for record in records if known.get(record.id) != prints[record.id]]
    if moved and not options.dry_run:
        beside.submit(stores.model.open)  # what fails here is told where the model is wanted
    judged, erased = Gate.of(ledger).let_in(moved, judge(moved, ledger, now))
    if not options.dry_run:  # which writes nothing, and a text that is read leaves its vector
        reader = Reader(ledger, stores.model)
        judged = reader.read(judged, now)
        count.embedded += reader.embedded
    count.unchanged += len(records) - len(moved)
    count.refusals += erased
    count.new |= {one.record.id for one in judged if one.record.id not in known}
    count.changed |= {one.record.id for one in judged if one.record.id in known}
    count.judged(judged)
    if judged and not options.dry_run:
        # the reason first: a kill between the two leaves a reason too many, never a record held back without one
        ledger.journal.add_decisions([one.decision for one in judged if one.decision])
        hidden, let_in = {one.record.id for one in judged if one.hidden}, {one.record.id for one in judged}
        keep_originals(stores.vault, ledger, (record for record in moved if record.id in let_in), hidden, now)
        ledger.put_records([(one.record, prints[one.record.id]) for one in judged])


def _retire_missing(ledger: Ledger, count: Count) -> int:
    """Retire what the sources just read no longer hold, about the products they spoke of."""
    missing = {
        record.id
        for product_id in sorted({product_id for _, product_id in count.sources})
        for record in ledger.records(product_id, served_only=False)
        if record.id not in count.seen and (record.provenance.source, product_id) in count.sources
    }
    return ledger.retire(missing) if missing else 0


def _bring_up(stores: Stores, options: Options, watcher: Watcher, fault: str | None) -> Built:
    manifest, restored = stores.index.manifest(), stores.home.to_rebuild
    fresh = options.rebuild or restored.exists() or fault is not None
    if manifest and not fresh and _current(manifest, stores):
        return Built(None, rows=manifest.rows)
    built = build(stores.index, stores.ledger, stores.model.open(), cut, watcher, fresh=fresh)
    restored.unlink(missing_ok=True)
    return built


def _current(manifest: Manifest, stores: Stores) -> bool:
    """Whether the index holds the ledger's revision, told without loading the model."""
    fits = manifest.layout == LAYOUT and stores.model.made(manifest.model_id)
    return fits and manifest.revision == stores.ledger.revision()


def _blocks(reading: Iterator[Item]) -> Iterator[list[Item]]:
    while block := list(islice(reading, BLOCK)):
        yield block
