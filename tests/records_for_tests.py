"""Records and stores that tests start from."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from data.home import Home
from data.identity import fingerprint, record_id
from data.ledger import Ledger
from data.records import Kind, Provenance, Record
from ingest.chunking import cut
from retrieval.builder import Built, build
from retrieval.generations import EmbeddedIndex
from retrieval.index import Index
from retrieval.probe import probe_here
from tests.fakes_embedder import FakeEmbedder


def review(number: int, text: str, **more: object) -> Record:
    """A review of "cream" by author number `number`, changed by keyword."""
    plain = Record(
        id=record_id(Kind.REVIEW, "test", str(number)),
        kind=Kind.REVIEW,
        product_id="cream",
        text=text,
        provenance=Provenance("test", str(number), verified=True),
        language="en",
        author=f"author {number}",
        published=date(2026, 1, 1 + number % 28),
        rating=4.0,
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # fields by name


class Watcher:
    """Remembers the stages it was told of and the steps done in each."""

    def __init__(self) -> None:
        self.stages: dict[str, int] = {}

    def begin(self, stage: str, total: int) -> Callable[[int], None]:
        self.stages.setdefault(stage, 0)

        def step(done: int) -> None:
            self.stages[stage] += done

        return step


class Shop:
    """A ledger and an index (embedded, unless another is given) in a folder, with a fake model."""

    def __init__(self, folder: Path, index: Index | None = None) -> None:
        self.home = Home(folder).prepare()
        self.ledger = Ledger.open(self.home.ledger_url)
        self.index = index or EmbeddedIndex(self.home.index, probe_here)
        self.embedder = FakeEmbedder()

    def keep(self, *records: Record) -> None:
        self.ledger.put_records([(record, fingerprint(record)) for record in records])

    def build(self, *, fresh: bool = False) -> Built:
        return build(self.index, self.ledger, self.embedder, cut, Watcher(), fresh=fresh)
