"""On a Chroma server too an erased contributor leaves no row, and what the server's own files keep is said."""

from pathlib import Path

from ingest.erasure import erase
from ingest.erasure_contributor import Contributor
from ingest.pipeline import Stores
from retrieval.search import Searcher
from retrieval.served_index import ServedIndex
from tests.imports_for_tests import FakeModel
from tests.records_for_tests import Shop, Watcher, review
from tests.retrieval.conftest import ChromaServer


def test_no_row_is_left_on_the_server_and_a_running_reader_follows(chroma_server: ChromaServer, tmp_path: Path) -> None:
    index = ServedIndex(chroma_server.url)
    shop = Shop(tmp_path, index)
    shop.keep(review(1, "My very dry skin drinks it up."), review(2, "The pump broke within a week."))
    shop.build()
    read = ServedIndex(chroma_server.url)
    running = Searcher(read, shop.embedder, shelves=2)
    assert len(running.search("dry skin", "en", "cream")) == 2
    receipt = erase(Stores(shop.home, shop.ledger, index, FakeModel()), Contributor(("author 1",)), "x", Watcher())
    assert (receipt.clean, receipt.notes) == (True, ("chroma_files",))
    rows = [row for page in index.snapshot().store.pages() for row in page]
    assert {str(row.metadata["author"]) for row in rows} == {"author 2"}
    assert [hit.about.author for hit in running.search("dry skin", "en", "cream")] == ["author 2"]
    names = [collection.name for collection in index._connected().list_collections()]
    assert len([name for name in names if name.startswith("temoin-rows")]) == 1
    for name in names:
        index._connected().delete_collection(name)
    index.close()
    read.close()
    shop.ledger.close()
