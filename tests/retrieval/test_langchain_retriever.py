"""The search as LangChain sees it: documents whose words are the records', with what proves them beside."""

from pathlib import Path

import pytest
from langchain_core.runnables import RunnableLambda

from data.errors import IndexUnavailableError
from data.records import Kind
from retrieval.filters import Filters
from retrieval.langchain_retriever import UgcRetriever
from retrieval.search import Searcher
from tests.records_for_tests import Shop, review

DRY = review(1, "My very dry skin drinks it up.")
FAQ = review(2, "The pump locks for travelling.", kind=Kind.FAQ, author=None, rating=None, published=None)
BALM = review(3, "Dry hands love this balm.", product_id="balm")


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    shop = Shop(tmp_path)
    shop.keep(DRY, FAQ, BALM)
    shop.build()
    shop.ledger.close()
    return Searcher(shop.index, shop.embedder, shelves=4)


def test_a_document_is_a_span_with_its_place_and_its_facts(searcher: Searcher) -> None:
    first = UgcRetriever(searcher=searcher, product_id="cream").invoke("dry skin")[0]
    assert first.page_content == DRY.text[first.metadata["start"] : first.metadata["end"]]
    score = first.metadata.pop("score")
    assert isinstance(score, float)
    assert first.id == f"{DRY.id}:0-{len(DRY.text)}"
    assert first.metadata == {
        "record_id": DRY.id,
        "start": 0,
        "end": len(DRY.text),
        "start_s": None,
        "product_id": "cream",
        "kind": "review",
        "language": "en",
        "author": "author 1",
        "rating": 4.0,
        "published": "2026-01-02",
    }


def test_what_is_not_known_is_none(searcher: Searcher) -> None:
    filters = Filters(kinds=frozenset({Kind.FAQ}))
    (found,) = UgcRetriever(searcher=searcher, product_id="cream", filters=filters).invoke("pump")
    assert [found.metadata[name] for name in ("author", "rating", "published")] == [None, None, None]


def test_without_a_product_the_whole_shop_is_searched_up_to_the_limit(searcher: Searcher) -> None:
    assert len(UgcRetriever(searcher=searcher).invoke("dry")) == 3
    assert len(UgcRetriever(searcher=searcher, limit=1).invoke("dry")) == 1


def test_it_is_a_runnable_like_any_other(searcher: Searcher) -> None:
    chain = UgcRetriever(searcher=searcher, product_id="balm") | RunnableLambda(lambda found: found[0].page_content)
    assert chain.invoke("hands") == BALM.text


def test_an_index_that_cannot_be_read_is_told_as_it_is(tmp_path: Path) -> None:
    empty = Shop(tmp_path)
    empty.ledger.close()
    with pytest.raises(IndexUnavailableError, match="python -m ingest PATH"):
        UgcRetriever(searcher=Searcher(empty.index, empty.embedder, shelves=1)).invoke("dry")
