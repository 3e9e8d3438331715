"""A real index over records of a public set: ledger, spans, passages, generation, in a home thrown away after."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from data.home import Home
from data.identity import fingerprint
from data.ledger import Ledger
from data.records import Record
from data.settings import Settings, load_settings
from eval.batching import BatchingEmbedder
from eval.progress import Bars
from ingest.chunking import cut
from retrieval.assembly import open_reranker
from retrieval.builder import build
from retrieval.cross_encoder import CrossEncoder, open_cross_encoder
from retrieval.embedder import Embedder
from retrieval.generations import EmbeddedIndex
from retrieval.model import ModelSource
from retrieval.probe import probe_here
from retrieval.search import Searcher

EXACT = 10**9
"""Rows up to which all products are searched exactly: a measure of ranking shall not move with the size of a set."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The parts a measure works on."""

    home: Home
    settings: Settings
    ledger: Ledger
    searcher: Searcher


@contextmanager
def one_model() -> Iterator[Embedder]:
    """The model the settings name, loaded once for several trials; what is built for it is removed after."""
    with TemporaryDirectory(prefix="temoin-eval-") as folder:
        settings = load_settings(home=Path(folder) / "home")
        yield ModelSource(settings, Home(settings.home).prepare()).open()


@contextmanager
def trial(
    records: Sequence[Record],
    questions: Iterable[str],
    embedder: Embedder | None = None,
    encoder: CrossEncoder | None = None,
) -> Iterator[Trial]:
    """Index `records` in a home of its own, removed at the end; `questions` are embedded ahead of the searches.

    Model, reranker and cross-encoder are those the settings name, unless an `embedder` is given: then the cross-encoder
    is `encoder`, which may be none. Nothing outside that home is written.
    """
    with TemporaryDirectory(prefix="temoin-eval-") as folder:
        settings = load_settings(home=Path(folder) / "home")
        home = Home(settings.home).prepare()
        batching = BatchingEmbedder(embedder or ModelSource(settings, home).open())
        index = EmbeddedIndex(home.index, probe_here)
        with Ledger.open(home.ledger_url) as ledger:
            ledger.put_records([(record, fingerprint(record)) for record in records])
            build(index, ledger, batching, cut, Bars())
            batching.prepare(questions)
            reads = encoder if embedder else open_cross_encoder(settings, home)
            searcher = Searcher(index, batching, settings.shelves, open_reranker(settings), reads, exact_up_to=EXACT)
            yield Trial(home, settings, ledger, searcher)
