"""The index on a Chroma server: what happens when the server goes, hangs or comes back, and how builds take turns."""

import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.errors import IndexUnavailableError
from data.home import Home
from data.settings import Settings
from retrieval.assembly import open_index
from retrieval.index import Snapshot
from retrieval.search import Searcher
from retrieval.served_index import STATE, ServedIndex
from tests.records_for_tests import Shop, review
from tests.retrieval.conftest import ChromaServer

SOON_S = 30.0


@pytest.fixture
def shop(chroma_server: ChromaServer, tmp_path: Path) -> Iterator[Shop]:
    index = ServedIndex(chroma_server.url)
    shop = Shop(tmp_path, index)
    shop.keep(review(1, "My very dry skin drinks it up."), review(2, "The pump broke within a week."))
    shop.build()
    yield shop
    for name in collections(index):
        index._connected().delete_collection(name)
    index.close()
    shop.ledger.close()


def collections(index: ServedIndex) -> list[str]:
    """Names of the collections on the server."""
    return sorted(collection.name for collection in index._connected().list_collections())


def found(index: ServedIndex, shop: Shop) -> list[str]:
    return [hit.span.text for hit in Searcher(index, shop.embedder, shelves=2).search("dry skin", "en", "cream")]


def refused_soon(ask: Callable[[], object]) -> str:
    """What is said when the server cannot be asked; it is said within half a minute."""
    started = time.monotonic()
    with pytest.raises(IndexUnavailableError) as refused:
        ask()
    assert time.monotonic() - started < SOON_S
    return str(refused.value)


def test_the_setting_of_a_url_opens_the_served_form(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, chroma_url="http://127.0.0.1:9")
    assert isinstance(open_index(settings, Home(tmp_path)), ServedIndex)


def test_where_no_server_listens_it_is_said_soon_with_what_to_start() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    index = ServedIndex(url)
    for ask in (index.snapshot, index.manifest, index.draft("fake-1").__enter__):
        said = refused_soon(ask)
        assert said.startswith(f"no Chroma server answers at {url}")
        assert "chroma run --host 127.0.0.1" in said


def test_when_the_server_dies_every_question_says_so_and_when_it_is_back_they_are_answered(
    shop: Shop, chroma_server: ChromaServer
) -> None:
    assert isinstance(shop.index, ServedIndex)
    searcher = Searcher(shop.index, shop.embedder, shelves=2)
    before = searcher.search("dry skin", "en", "cream")
    chroma_server.kill()
    try:
        said = refused_soon(lambda: searcher.search("dry skin", "en", "cream"))
        assert f"the Chroma server at {chroma_server.url} cannot be read" in said
        assert "chroma run" in said
        assert searcher.ready() == said
        assert "chroma run" in refused_soon(shop.build)
        assert "chroma run" in refused_soon(ServedIndex(chroma_server.url).snapshot)
    finally:
        chroma_server.start()
    assert searcher.search("dry skin", "en", "cream") == before
    assert searcher.ready() is None
    shop.keep(review(3, "The zip is sturdy."))
    assert shop.build().version == "build-2"
    assert len(searcher.search("dry skin", "en", "cream")) == 3


def test_a_server_that_dies_in_the_middle_of_a_question_is_told_too(shop: Shop, chroma_server: ChromaServer) -> None:
    class Opened:
        """An index that was asked just before the server died."""

        def __init__(self, snapshot: Snapshot) -> None:
            self.manifest, self.snapshot, self.draft = shop.index.manifest, lambda: snapshot, shop.index.draft

    searcher = Searcher(Opened(shop.index.snapshot()), shop.embedder, shelves=2, exact_up_to=0)
    chroma_server.kill()
    try:
        assert "index build-1 cannot be read" in refused_soon(lambda: searcher.search("dry", "en", "cream"))
        assert "index build-1 cannot be read" in refused_soon(lambda: searcher.search("dry", "en", None))
    finally:
        chroma_server.start()


def test_a_server_that_hangs_is_not_waited_for_for_ever(
    shop: Shop, chroma_server: ChromaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.served_index.ANSWER_S", 1.0)
    index = ServedIndex(chroma_server.url)
    assert found(index, shop)
    chroma_server.send(signal.SIGSTOP)
    try:
        assert f"the Chroma server at {chroma_server.url} cannot be read" in refused_soon(index.snapshot)
    finally:
        chroma_server.send(signal.SIGCONT)
    assert found(index, shop)
    index.close()


def test_a_connection_that_was_closed_is_opened_again_by_the_next_question(shop: Shop) -> None:
    index = ServedIndex(shop.index._url)  # type: ignore[attr-defined]  # the served one
    assert found(index, shop)
    index.close()
    index.close()
    assert found(index, shop)
    index.close()


def test_a_build_cut_short_is_known_as_unfinished_and_made_anew_beside_what_it_left(shop: Shop) -> None:
    assert isinstance(shop.index, ServedIndex)
    with shop.index.draft("fake-1") as draft:
        draft.store.remove(draft.store.of_records([review(1, "").id]))  # and no commit, as when the builder is killed
    assert shop.index.manifest() is None
    assert shop.index.snapshot().version == "build-1"
    shop.embedder.read.clear()
    assert shop.build().version == "build-2"
    assert shop.embedder.read == []
    assert len(found(shop.index, shop)) == 2
    assert collections(shop.index) == ["temoin-centres-2", "temoin-rows-2", STATE]


def test_a_rebuild_cut_short_leaves_what_is_served_untouched_and_its_own_rows_are_dropped(shop: Shop) -> None:
    assert isinstance(shop.index, ServedIndex)
    manifest = shop.index.manifest()
    with shop.index.draft("fake-1", fresh=True) as draft:
        draft.store.add(shop.index.snapshot().store.of_product("cream"))
    assert shop.index.manifest() == manifest
    assert len(found(shop.index, shop)) == 2
    assert shop.build(fresh=True).rows == 2
    assert collections(shop.index) == ["temoin-centres-2", "temoin-rows-2", STATE]


def test_a_reader_that_asks_during_a_build_does_not_keep_what_it_saw(shop: Shop, chroma_server: ChromaServer) -> None:
    assert isinstance(shop.index, ServedIndex)
    reader = ServedIndex(chroma_server.url)
    searcher = Searcher(reader, shop.embedder, shelves=2)
    with shop.index.draft("fake-1") as draft:
        rows = draft.store.of_product("cream")
        draft.store.remove(rows[:1])
        assert len(searcher.search("dry skin", "en", "cream")) == 1
        draft.store.add(rows[:1])
        draft.commit(draft.base)
    assert len(searcher.search("dry skin", "en", "cream")) == 2
    reader.close()


def test_what_others_keep_on_the_same_server_is_left_alone(shop: Shop) -> None:
    assert isinstance(shop.index, ServedIndex)
    shop.index._connected().create_collection("somebody-elses", embedding_function=None)
    shop.build(fresh=True)
    assert "somebody-elses" in collections(shop.index)
