"""Homes of a benchmark: an export of any size brought in by the product's own import, searched by its own search."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from data.home import Home
from data.ledger import Ledger
from data.settings import Settings, load_settings
from eval.bench.measuring import Times, timed
from eval.bench.simulated import SimulatedEmbedder, SimulatedModel, write_reviews
from ingest.pipeline import Options, Stores, Unwatched, ingest
from ingest.report import Report
from retrieval.cross_encoder import CrossEncoder
from retrieval.generations import EmbeddedIndex
from retrieval.model import Model
from retrieval.search import Searcher

SPANS = 4
"""Spans of a simulated review, on average."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A home that was filled in `times`, of which `embedding` CPU seconds stood for the model's."""

    spans: int
    settings: Settings
    stores: Stores
    export: Path
    times: Times
    embedding: float
    characters: int

    @property
    def products(self) -> list[str]:
        """Ids of the products of usual size, at least one."""
        return [product_id for product_id in self.stores.ledger.counts() if product_id != "big"]

    @property
    def searcher(self) -> Searcher:
        """A search over it that has no shelf yet."""
        return self.searcher_reading(None)

    def searcher_reading(self, encoder: CrossEncoder | None) -> Searcher:
        """The same, with what reads question and passage together."""
        index, model = EmbeddedIndex(self.stores.home.index), self.stores.model.open()
        return Searcher(index, model, self.settings.shelves, cross_encoder=encoder)


@contextmanager
def home(model: Model, keep: Path | None = None, models: Path | None = None) -> Iterator[tuple[Settings, Stores]]:
    """An empty home, taken away at the end; the one at `keep`, where it is given, stays.

    It is given the folder `models` of another home: a server started on it has no model to build.
    """
    with TemporaryDirectory(prefix="temoin-bench-") as folder:
        settings = load_settings(home=keep or Path(folder) / "home", threads=1)
        place = Home(settings.home).prepare()
        if models and not place.models.is_symlink():
            place.models.rmdir()
            place.models.symlink_to(models.resolve())
        with Ledger.open(place.ledger_url) as ledger:
            yield settings, Stores(place, ledger, EmbeddedIndex(place.index), model)


@contextmanager
def filled(
    model: SimulatedModel,
    spans: int,
    pool: list[str],
    big: int = 0,
    keep: Path | None = None,
    models: Path | None = None,
) -> Iterator[Bench]:
    """A home of about so many spans, `big` reviews of them on the product "big"; below `keep` it is kept, and found."""
    with home(model, keep and keep / f"shop-{spans}", models) as (settings, stores):
        export, figures = stores.home.root / "export.jsonl", stores.home.root / "bench.json"
        if not figures.exists():
            write_reviews(export, spans // SPANS, pool, big)
            figures.write_text(json.dumps(_fill(export, stores, model.embedder)), encoding="utf-8")
        cpu, wall, spent, characters = json.loads(figures.read_text(encoding="utf-8"))
        yield Bench(spans, settings, stores, export, Times((cpu,), (wall,)), spent, characters)


def _fill(export: Path, stores: Stores, embedder: SimulatedEmbedder) -> tuple[float, float, float, int]:
    """CPU and wall seconds of the import, those that stood for embedding, and the characters embedded."""
    before = embedder.cpu, embedder.characters
    times = timed(lambda: bring_in(export, stores))
    return times.cpu[0], times.wall[0], embedder.cpu - before[0], embedder.characters - before[1]


def bring_in(export: Path, stores: Stores) -> Report:
    """Import a file, watched by nobody."""
    return ingest([export], stores, Options(), Unwatched())
