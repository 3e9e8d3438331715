"""A shop that imports exports from a folder, with a fake model."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from data.home import Home
from data.ledger import Ledger
from ingest.chunking import cut
from ingest.pipeline import Options, Stores, ingest
from ingest.report import Report
from retrieval.checksums import combine_ids
from retrieval.embedder import Embedder
from retrieval.generations import EmbeddedIndex
from retrieval.passages import passages
from retrieval.probe import probe_here
from tests.fakes_embedder import FakeEmbedder
from tests.records_for_tests import Watcher

TODAY = date(2026, 6, 1)


class FakeModel:
    """A model source that remembers how often it was loaded."""

    def __init__(self, embedder: FakeEmbedder | None = None) -> None:
        self.embedder, self.opened = embedder or FakeEmbedder(), 0

    def open(self) -> Embedder:
        self.opened += 1
        return self.embedder

    def made(self, model_id: str) -> bool:
        return model_id == self.embedder.model_id


class Importer:
    """A home with its ledger and index, and a folder of exports beside it."""

    def __init__(self, folder: Path, model: FakeModel | None = None) -> None:
        self.exports = folder / "exports"
        self.exports.mkdir(parents=True, exist_ok=True)
        self.home = Home(folder / "home").prepare()
        self.ledger = Ledger.open(self.home.ledger_url)
        self.index = EmbeddedIndex(self.home.index, probe_here)
        self.model = model or FakeModel()

    def write(self, name: str, *rows: Mapping[str, object]) -> Path:
        """A CSV export of some rows, whose columns are those of all of them."""
        return write_csv(self.exports / name, *rows)

    def run(self, *paths: Path, **options: object) -> Report:
        """Import the paths, all exports when none are given."""
        return self.read(paths or [self.exports], **options)

    def read(self, paths: Sequence[Path], **options: object) -> Report:
        """Import exactly these paths; the model's `read` texts are those of this import."""
        self.model.embedder.read.clear()
        stores = Stores(self.home, self.ledger, self.index, self.model)
        asked = Options(today=TODAY, **options)  # type: ignore[arg-type]  # fields by name
        return ingest(paths, stores, asked, Watcher())

    def served(self) -> dict[str, str]:
        """Text by external id of every record that is served."""
        return {str(record.provenance.external_id): record.text for record in self.ledger.records()}


def write_csv(path: Path, *rows: Mapping[str, object]) -> Path:
    """A CSV file whose columns are those of all rows."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def row(number: int, text: str, **more: object) -> dict[str, object]:
    """A row of the native review layout, changed by keyword."""
    plain: dict[str, object] = {
        "review_id": number,
        "product_id": "cream",
        "text": text,
        "rating": 4,
        "author": f"author {number}",
        "date": f"2026-01-{1 + number % 28:02}",
        "language": "en",
    }
    return plain | more


def balanced(report: Report) -> bool:
    """Whether every row that was read is accounted for once."""
    parts = (report.new, report.changed, report.unchanged, report.duplicate, report.refused)
    return min(parts) >= 0 and report.read == sum(parts) and report.kept == report.new + report.changed


def expected_rows(importer: Importer) -> set[str]:
    """Ids of the rows an index of the ledger has, told without the index."""
    found = [p for record in importer.ledger.records() for p in passages(record, cut(record))]
    wholes = {f"{p.record.id}:{p.start}-{p.end}:whole" for p in found if len(p.texts) > len(p.spans)}
    return wholes | {span.id for p in found for span in p.spans}


def assert_index_says_what_the_ledger_says(importer: Importer) -> None:
    snapshot = importer.index.snapshot()
    rows = [row for page in snapshot.store.pages() for row in page]
    assert {row.id for row in rows} == expected_rows(importer)
    assert (snapshot.manifest.rows, snapshot.manifest.ids) == (len(rows), combine_ids("0", (r.id for r in rows)))
    assert snapshot.manifest.revision == importer.ledger.revision()
