"""The sections of the table, each a few rows; shops of every size are built once and shared by those that need them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from data.home import Home
from data.settings import Settings
from eval.bench import answer_rows, ingest_rows, peers, search_rows, serving_rows, start_rows
from eval.bench.row import Row, absent
from eval.bench.shops import Bench, filled
from eval.bench.simulated import SimulatedModel, sentences, simulated_model
from eval.bench.tiers import Tier
from retrieval.built_in_model import built_in_model
from retrieval.cross_encoder import CrossEncoder, open_cross_encoder
from retrieval.embedder import Embedder
from retrieval.model import Model, ModelSource


class Workshop:
    """What sections share, made when first asked for: the model, a peer's, the sentences, the shops."""

    def __init__(self, tier: Tier, settings: Settings, stack: ExitStack, keep: Path | None = None) -> None:
        """`settings` name the model; shops below `keep` stay, and are found there the next time."""
        self.tier, self.settings, self._stack, self._keep = tier, settings, stack, keep
        self._shops: dict[int, Bench] = {}

    @cached_property
    def source(self) -> Model:
        """The model of the settings, as an import opens it."""
        return Opened(ModelSource(self.settings, Home(self.settings.home).prepare()).open())

    @cached_property
    def folder(self) -> Path:
        """Where the built-in model lies."""
        return built_in_model(Home(self.settings.home).models)

    @cached_property
    def given(self) -> Any:
        """The same model as peers use it."""
        return peers.embeddings(self.folder)

    @cached_property
    def pool(self) -> list[str]:
        """Sentences simulated reviews are made of."""
        return sentences(self.tier.pool)

    @cached_property
    def model(self) -> SimulatedModel:
        """A model that reads nothing but the pool."""
        return simulated_model(self.source.open(), self.pool)

    @cached_property
    def rate(self) -> float:
        """CPU seconds a character of a text takes the model."""
        return ingest_rows.rate_of(self.source.open(), self.pool[::4])

    def shop(self, spans: int) -> Bench:
        """The shop of one of the tier's sizes."""
        if spans not in self._shops:
            models = Home(self.settings.home).models
            shop = filled(self.model, spans, self.pool, self.tier.big, self._keep, models)
            self._shops[spans] = self._stack.enter_context(shop)
        return self._shops[spans]

    @property
    def shops(self) -> list[Bench]:
        """All of them, smallest first."""
        return [self.shop(size) for size in self.tier.sizes]


@dataclass(frozen=True, slots=True)
class Opened:
    """A model that is loaded, where one that loads itself is expected."""

    embedder: Embedder

    def open(self) -> Embedder:
        """The model."""
        return self.embedder

    def made(self, model_id: str) -> bool:
        """Whether vectors come from it."""
        return model_id == self.embedder.model_id


def _encode(at: Workshop) -> list[Row]:
    if not peers.installed("langchain_huggingface"):
        return [absent("encode the same texts", "sentence-transformers", "langchain-huggingface")]
    return [ingest_rows.encoding(at.source.open(), at.given, at.pool[::8], at.tier.rounds)]


def _ingest(at: Workshop) -> list[Row]:
    if not peers.installed("langchain_chroma"):
        return [absent("ingest, reviews a CPU second", ingest_rows.PEER, "langchain-chroma langchain-huggingface")]
    return ingest_rows.against_peers(at.source, at.given, at.pool, at.tier.reviews, at.tier.rounds)


def _again(at: Workshop) -> list[Row]:
    return [ingest_rows.again(at.shops[0], at.rate, at.tier.rounds)]


def _besides(at: Workshop) -> list[Row]:
    return [ingest_rows.besides(at.shops[-1], at.rate), *ingest_rows.growth(at.shops, at.rate)]


def _changed(at: Workshop) -> list[Row]:
    return [ingest_rows.changed(at.shops[-1], min(3, at.tier.rounds))]


def _search(at: Workshop) -> list[Row]:
    small, large = at.shops[0], at.shops[-1]
    rows: list[Row] = []
    if peers.installed("langchain_chroma"):
        rows = [
            row for bench in (small, large) for row in search_rows.inside_a_product(bench, at.given, at.tier.rounds)
        ]
    else:
        rows.append(absent("search inside a product", search_rows.PEER, "langchain-chroma langchain-huggingface"))
    return [*rows, search_rows.warm(small, large, at.tier.rounds), search_rows.cold_shelf(large, at.tier.rounds)]


def _giant(at: Workshop) -> list[Row]:
    return [search_rows.giant_product(at.model.embedder, at.pool, at.tier.giant, at.tier.rounds)]


def _answers(at: Workshop) -> list[Row]:
    def reads() -> CrossEncoder | None:
        # no peer takes turns here: what a shopper waits is told as it is installed
        installed = at.settings.model_copy(update={"threads": INSTALLED})
        return open_cross_encoder(installed, Home(at.settings.home))

    return answer_rows.whole_answers(at.shops[0], reads, at.tier.big, at.tier.rounds)


def _serving(at: Workshop) -> list[Row]:
    if not peers.installed("langchain_chroma"):
        return [absent("32 clients, one worker", serving_rows.PEER, "langchain-chroma langchain-huggingface")]
    return serving_rows.against_plain(at.shops[0], at.folder, at.tier.rounds, at.tier.questions)


def _workers(at: Workshop) -> list[Row]:
    return [serving_rows.two_workers(at.shops[0], at.tier.rounds, at.tier.questions)]


def _start(at: Workshop) -> list[Row]:
    home = at.shops[0].settings.home
    return [start_rows.helps(at.tier.rounds), *start_rows.server_start(home, min(3, at.tier.rounds))]


def _memory(at: Workshop) -> list[Row]:
    return serving_rows.memory(at.shops[0], at.shops[-1], at.tier.flat)


INSTALLED = Settings.model_fields["threads"].default
"""Threads of a call where nobody sets them."""
SECTIONS: Mapping[str, Callable[[Workshop], Sequence[Row]]] = {
    "encode": _encode,
    "ingest": _ingest,
    "again": _again,
    "besides": _besides,
    "search": _search,
    "giant": _giant,
    "answers": _answers,
    "start": _start,
    "serving": _serving,
    "workers": _workers,
    "memory": _memory,
    "changed": _changed,
}
"""In the order they are run: the last changes the shop it measures."""


@contextmanager
def workshop(tier: Tier, settings: Settings, keep: Path | None = None) -> Iterator[Workshop]:
    """A workshop; the shops it built are taken away at the end, unless there is a folder to `keep` them in."""
    with ExitStack() as stack:
        yield Workshop(tier, settings, stack, keep)
