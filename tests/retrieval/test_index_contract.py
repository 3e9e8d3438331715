"""What both forms of the index promise: the embedded one, and the one on a real Chroma server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest

from data.errors import IndexUnavailableError
from data.records import Record
from ingest.chunking import cut
from retrieval.checksums import altered, combine_ids
from retrieval.generations import EmbeddedIndex
from retrieval.index import Index
from retrieval.passages import passages
from retrieval.probe import probe_here
from retrieval.search import Searcher
from retrieval.served_index import ServedIndex
from tests.fakes_embedder import FakeEmbedder
from tests.records_for_tests import Shop, review
from tests.retrieval.conftest import ChromaServer

DRY = review(
    1, "My very dry skin drinks it up within the minute I put it on. No tightness is left, even after two days of wind."
)
PUMP = review(2, "The pump broke within a week.")
SCENT = review(3, "Smells of fresh almond, which I like.", product_id="balm")


def embedded(folder: Path, request: pytest.FixtureRequest) -> Callable[[], Index]:
    return lambda: EmbeddedIndex(folder / "index", probe_here)


def served(folder: Path, request: pytest.FixtureRequest) -> Callable[[], Index]:
    server: ChromaServer = request.getfixturevalue("chroma_server")
    opened: list[ServedIndex] = []

    def opener() -> ServedIndex:
        opened.append(ServedIndex(server.url))
        return opened[-1]

    def forget() -> None:
        client = opened[0]._connected()
        for collection in client.list_collections():
            client.delete_collection(collection.name)
        for index in opened:
            index.close()

    opener()
    request.addfinalizer(forget)
    return opener


@pytest.fixture(params=[embedded, served], ids=["embedded", "served"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Index]:
    """Opens the index, as each process does for itself; it is empty at first."""
    opening: Callable[[], Index] = request.param(tmp_path, request)
    return opening


@pytest.fixture
def shop(opener: Callable[[], Index], tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path, opener())
    shop.keep(DRY, PUMP, SCENT)
    yield shop
    shop.ledger.close()


def found(index: Index, embedder: FakeEmbedder, question: str, product: str | None = "cream") -> list[str]:
    return [hit.span.text for hit in Searcher(index, embedder, shelves=4).search(question, "en", product)]


def assert_true(shop: Shop) -> None:
    """The index holds what the ledger serves, unaltered, and its manifest and centres say so."""
    snapshot = shop.index.snapshot()
    rows = [row for page in snapshot.store.pages() for row in page]
    said = [p for record in shop.ledger.records() for p in passages(record, cut(record))]
    assert sorted(r.id for r in rows if r.text) == sorted(span.id for p in said for span in p.spans)
    assert len(rows) == sum(len(p.texts) for p in said)
    assert altered(rows) == []
    manifest = snapshot.manifest
    assert (manifest.rows, manifest.ids) == (len(rows), combine_ids("0", (r.id for r in rows)))
    assert manifest.revision == shop.ledger.revision()
    assert shop.index.manifest() == manifest
    spoken = {str(r.metadata["language"]) for r in rows}
    assert snapshot.centres.passages.keys() == spoken
    for language in spoken:
        own = [r.vector for r in rows if r.text and r.metadata["language"] == language]
        total = snapshot.centres.passages[language]
        assert total.count == len(own)
        np.testing.assert_allclose(total.vector, np.sum(own, axis=0), atol=1e-4)


def test_before_the_first_build_there_is_nothing_to_serve(shop: Shop) -> None:
    assert shop.index.manifest() is None
    with pytest.raises(IndexUnavailableError, match="python -m ingest PATH"):
        shop.index.snapshot()
    assert "python -m ingest PATH" in str(Searcher(shop.index, shop.embedder, shelves=1).ready())


def test_what_was_built_is_found_inside_its_product_and_in_the_whole_shop(shop: Shop) -> None:
    built = shop.build()
    assert (built.records, built.embedded) == (3, 5)
    assert found(shop.index, shop.embedder, "dry skin")[0].startswith("My very dry skin")
    assert not any("almond" in text for text in found(shop.index, shop.embedder, "almond smell"))
    assert found(shop.index, shop.embedder, "almond smell", None)[0] == SCENT.text
    assert Searcher(shop.index, shop.embedder, shelves=1).ready() is None
    assert_true(shop)


def test_an_empty_ledger_makes_an_empty_index(opener: Callable[[], Index], tmp_path: Path) -> None:
    shop = Shop(tmp_path, opener())
    shop.build()
    assert found(shop.index, shop.embedder, "dry skin") == found(shop.index, shop.embedder, "dry skin", None) == []
    assert_true(shop)
    shop.keep(DRY)
    shop.build()
    assert_true(shop)


def test_nothing_changed_writes_nothing_and_reads_nothing(shop: Shop) -> None:
    first = shop.build()
    shop.embedder.read.clear()
    assert shop.build().version is None
    assert shop.index.snapshot().version == first.version
    assert shop.embedder.read == []


def test_one_changed_review_is_one_embedding(shop: Shop) -> None:
    shop.build()
    shop.embedder.read.clear()
    shop.keep(review(2, "The pump still works after a year."))
    assert shop.build().embedded == 1
    assert shop.embedder.read == ["The pump still works after a year."]
    assert PUMP.text not in found(shop.index, shop.embedder, "pump")
    assert_true(shop)


def test_what_a_source_took_back_is_not_kept_beside_the_new_row(shop: Shop) -> None:
    shop.build()
    shop.keep(review(2, PUMP.text, rating=None, author=None))
    shop.build()
    (row,) = shop.index.snapshot().store.of_records([PUMP.id])
    assert (row.about.rating, row.about.author) == (None, None)


def test_a_retired_record_is_not_found_any_more_nor_its_language_counted(shop: Shop) -> None:
    german = review(9, "Die Pumpe ist nach einer Woche kaputt gegangen.", language="de")
    shop.keep(german)
    shop.build()
    shop.ledger.retire([german.id, PUMP.id])
    shop.build()
    assert not any("ump" in text for text in found(shop.index, shop.embedder, "pump"))
    assert_true(shop)


def test_a_rebuild_reads_no_text_twice_and_finds_the_same(shop: Shop) -> None:
    before = shop.build()
    answers = found(shop.index, shop.embedder, "dry skin")
    shop.embedder.read.clear()
    rebuilt = shop.build(fresh=True)
    assert rebuilt.version not in (None, before.version)
    assert shop.embedder.read == []
    assert found(shop.index, shop.embedder, "dry skin") == answers
    assert_true(shop)


def test_another_model_of_another_dimension_takes_the_place_of_the_first(shop: Shop) -> None:
    shop.build()
    old, shop.embedder = shop.embedder, FakeEmbedder("fake-2", dimension=32)
    assert shop.build().embedded == 5
    assert found(shop.index, shop.embedder, "dry skin")[0].startswith("My very dry skin")
    with pytest.raises(IndexUnavailableError, match="built with fake-2, the settings name fake-1"):
        found(shop.index, old, "dry skin")
    assert_true(shop)


@pytest.mark.parametrize("fresh", [False, True])
def test_another_process_finds_what_was_built_meanwhile(shop: Shop, opener: Callable[[], Index], fresh: bool) -> None:
    shop.build()
    reader = Searcher(opener(), shop.embedder, shelves=4)
    assert len(reader.search("zip", "en", "cream")) == 2
    shop.keep(review(4, "The zip of the pouch is sturdy."))
    shop.build(fresh=fresh)
    assert reader.search("zip", "en", "cream")[0].span.text == "The zip of the pouch is sturdy."
    assert reader.search("zip", "en", None)[0].span.text == "The zip of the pouch is sturdy."


class SwitchedOffError(Exception):
    """Nothing a build expects."""


class FailingEmbedder(FakeEmbedder):
    """Reads a few times, then is out of order."""

    reads_left = 1

    def documents(self, texts, progress=None):  # type: ignore[no-untyped-def]  # as the fake has it
        if not self.reads_left:
            raise SwitchedOffError("the machine was switched off")
        self.reads_left -= 1
        return super().documents(texts, progress)


@pytest.mark.parametrize("fresh", [False, True])
@pytest.mark.parametrize("reads", [0, 1])
def test_a_build_that_was_cut_short_serves_on_and_the_next_one_makes_it_true(
    shop: Shop, opener: Callable[[], Index], monkeypatch: pytest.MonkeyPatch, reads: int, fresh: bool
) -> None:
    shop.build()
    whole, shop.embedder = shop.embedder, FailingEmbedder()
    shop.embedder.reads_left = reads
    shop.keep(review(1, "My oily skin hates it."), review(4, "The zip is sturdy."), review(5, "La pompe fuit."))
    shop.ledger.retire([PUMP.id])
    monkeypatch.setattr("retrieval.builder.BLOCK", 1)
    with pytest.raises(SwitchedOffError):
        shop.build(fresh=fresh)
    assert SCENT.text in found(opener(), whole, "almond smell", "balm")
    shop.embedder = whole
    shop.index = opener()
    assert shop.build().version is not None
    assert_true(shop)
    assert shop.build().version is None


def test_a_first_build_that_was_cut_short_is_made_again(shop: Shop, opener: Callable[[], Index]) -> None:
    whole, shop.embedder = shop.embedder, FailingEmbedder()
    shop.embedder.reads_left = 0
    with pytest.raises(SwitchedOffError):
        shop.build()
    with pytest.raises(IndexUnavailableError, match="python -m ingest PATH"):
        opener().snapshot()
    shop.embedder = whole
    shop.build()
    assert_true(shop)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_changes_the_index_says_what_the_ledger_says(shop: Shop, seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a game, not a secret
    words = ["pump", "zip", "odeur", "peau", "douce", "scent", "dry", "Haut", "leicht"]
    for _ in range(5):
        shop.keep(*(_some_record(number, words, dice) for number in dice.sample(range(1, 15), 4)))
        shop.ledger.retire([review(number, "").id for number in dice.sample(range(1, 15), 2)])
        shop.build(fresh=dice.random() < 0.2)
        assert_true(shop)


def _some_record(number: int, words: list[str], dice: Random) -> Record:
    text = "\n".join(" ".join(dice.sample(words, 5)) + "." for _ in range(dice.randint(0, 3)))
    return review(number, text, language=dice.choice(["fr", "en", "de"]), product_id=dice.choice(["cream", "balm"]))
