"""The searcher: one product or the whole shop, shelves kept in memory and dropped when the index moves."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.errors import IndexUnavailableError
from retrieval.chroma_store import ChromaStore
from retrieval.hits import Hit
from retrieval.rerank import CrossEncoderReranker, Reranker
from retrieval.rows import Row
from retrieval.search import Searcher
from tests.records_for_tests import Shop, review


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    shop.keep(
        review(1, "My very dry skin drinks it up."),
        review(2, "The pump broke within a week."),
        review(3, "Smells of fresh almond, which I like.", product_id="balm"),
        review(4, "La fermeture est solide et ne coince pas.", product_id="sac", language="fr"),
    )
    shop.build()
    yield shop
    shop.ledger.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Products read from Chroma, in order."""
    seen: list[str] = []
    original = ChromaStore.of_product

    def of_product(store: ChromaStore, product_id: str) -> list[Row]:
        seen.append(product_id)
        return original(store, product_id)

    monkeypatch.setattr(ChromaStore, "of_product", of_product)
    return seen


def searcher(shop: Shop, shelves: int = 4, reranker: Reranker | None = None, **more: Any) -> Searcher:
    return Searcher(shop.index, shop.embedder, shelves, reranker, **more)


def texts(hits: Sequence[Hit]) -> list[str]:
    return [hit.span.text for hit in hits]


def test_a_product_is_read_once_and_kept(shop: Shop, asked: list[str]) -> None:
    search = searcher(shop)
    for question in ("dry skin", "pump", "zip"):
        search.search(question, "en", "cream")
    assert asked == ["cream"]


def test_the_products_asked_for_last_are_kept(shop: Shop, asked: list[str]) -> None:
    search = searcher(shop, shelves=2)
    for product in ("cream", "balm", "cream", "sac", "cream", "balm"):
        search.search("zip", "en", product)
    assert asked == ["cream", "balm", "sac", "balm"]


def test_when_the_index_moves_products_are_read_again(shop: Shop, asked: list[str]) -> None:
    search = searcher(shop)
    search.search("zip", "en", "cream")
    shop.keep(review(5, "The zip is sturdy."))
    shop.build()
    assert "The zip is sturdy." in texts(search.search("zip", "en", "cream"))
    assert asked == ["cream", "cream"]


def test_a_product_nobody_wrote_about_is_an_empty_shelf(shop: Shop) -> None:
    search = searcher(shop)
    assert search.search("zip", "en", "unknown") == []
    assert len(search.shelf("unknown")) == 0


def test_the_limit_is_kept(shop: Shop) -> None:
    assert len(searcher(shop).search("skin", "en", None, limit=3)) == 3


@pytest.mark.parametrize("exact_up_to", [20_000, 0])
def test_the_whole_shop_is_searched_alike_exactly_and_through_the_approximate_index(
    shop: Shop, exact_up_to: int
) -> None:
    search = searcher(shop, exact_up_to=exact_up_to)
    assert texts(search.search("fresh almond", "en", None))[0].startswith("Smells of fresh almond")
    assert len(search.search("fresh almond", "en", None)) == 4


def test_an_index_of_another_model_is_refused_with_the_remedy(shop: Shop) -> None:
    shop.embedder.model_id = "fake-2"
    search = searcher(shop)
    with pytest.raises(IndexUnavailableError, match=r"built with fake-1, the settings name fake-2: .*--rebuild"):
        search.search("skin", "en", "cream")
    assert "fake-2" in str(search.ready())


@pytest.mark.parametrize("exact_up_to", [20_000, 0])
def test_a_row_whose_vector_was_altered_is_told_not_served(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, exact_up_to: int
) -> None:
    def alter(rows: list[Row]) -> list[Row]:
        return [replace(rows[0], vector=np.roll(rows[0].vector, 1)), *rows[1:]]

    by_product, by_record = ChromaStore.of_product, ChromaStore.of_records
    monkeypatch.setattr(ChromaStore, "of_product", lambda *given: alter(by_product(*given)))
    monkeypatch.setattr(ChromaStore, "of_records", lambda *given: alter(by_record(*given)))
    search = searcher(shop, exact_up_to=exact_up_to)
    with pytest.raises(IndexUnavailableError, match=r"1 rows of index gen-000001 are damaged.*--rebuild"):
        search.search("skin", "en", "cream" if exact_up_to else None)


def test_many_threads_get_the_same_answers_as_one(shop: Shop) -> None:
    search = searcher(shop, shelves=1)
    asked = [(q, p) for q in ("dry skin", "pump", "almond", "fermeture") for p in ("cream", "balm", "sac", None)] * 4
    expected = [texts(search.search(q, "en", p)) for q, p in asked]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda given: texts(search.search(given[0], "en", given[1])), asked)) == expected


class Backwards:
    """A reranker that turns the order round and remembers how many hits it was given."""

    depth = 3

    def __init__(self) -> None:
        self.given: list[int] = []

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        self.given.append(len(hits))
        return list(reversed(hits))


def test_a_reranker_reads_its_depth_and_the_limit_comes_after(shop: Shop) -> None:
    reranker = Backwards()
    plain = searcher(shop).search("skin", "en", None, limit=3)
    reranked = searcher(shop, reranker=reranker).search("skin", "en", None, limit=1)
    assert reranker.given == [3]
    assert texts(reranked) == texts(plain)[-1:]


class Shortest:
    """In the place of a loaded cross-encoder: the shorter a text the better."""

    def predict(self, pairs: list[tuple[str, str]], show_progress_bar: bool) -> list[float]:
        return [-float(len(text)) for _, text in pairs]


def test_a_cross_encoder_orders_hits_by_its_own_score_and_renews_the_ranks(shop: Shop) -> None:
    reranker = object.__new__(CrossEncoderReranker)
    reranker._model, reranker.depth = Shortest(), 30
    hits = searcher(shop, reranker=reranker).search("skin", "en", None)
    lengths = [len(hit.span.text) for hit in hits]
    assert lengths == sorted(lengths)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4]
    assert [hit.scores.final for hit in hits] == [-float(length) for length in lengths]
    assert reranker.rerank("skin", []) == []
