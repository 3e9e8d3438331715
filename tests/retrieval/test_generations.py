"""The embedded index: built beside what is served, probed, switched; a real Chroma in a temporary folder."""

from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from data.errors import IndexUnavailableError
from retrieval.manifest import Manifest
from retrieval.probe import probe_in_child
from retrieval.search import Searcher
from tests.fakes_embedder import FakeEmbedder
from tests.records_for_tests import Shop, review


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    shop.keep(
        review(1, "My very dry skin drinks it up. No tightness after two days."),
        review(2, "The pump broke within a week."),
        review(3, "Smells of fresh almond, which I like.", product_id="balm"),
    )
    return shop


def found(shop: Shop, question: str, product: str | None = "cream") -> list[str]:
    searcher = Searcher(shop.index, shop.embedder, shelves=4)
    return [hit.span.text for hit in searcher.search(question, "en", product)]


def test_before_the_first_build_there_is_nothing_to_serve(shop: Shop) -> None:
    with pytest.raises(IndexUnavailableError, match="python -m ingest PATH"):
        shop.index.snapshot()


def test_what_was_built_is_found_inside_its_product_only(shop: Shop) -> None:
    shop.build()
    assert found(shop, "dry skin")[0].startswith("My very dry skin")
    assert not any("almond" in text for text in found(shop, "almond smell"))


def test_a_question_to_the_whole_shop_finds_every_product(shop: Shop) -> None:
    shop.build()
    assert found(shop, "almond smell", None)[0].startswith("Smells of fresh almond")


def test_nothing_changed_makes_no_new_generation_and_reads_nothing(shop: Shop) -> None:
    first = shop.build()
    shop.embedder.read.clear()
    second = shop.build()
    assert (first.version, second.version) == ("gen-000001", None)
    assert shop.embedder.read == []


def test_one_changed_review_is_one_embedding(shop: Shop) -> None:
    shop.build()
    shop.embedder.read.clear()
    shop.keep(review(2, "The pump still works after a year."))
    built = shop.build()
    assert shop.embedder.read == ["The pump still works after a year."]
    assert (built.version, built.embedded) == ("gen-000002", 1)
    assert "The pump broke within a week." not in found(shop, "pump")


def test_a_retired_record_is_not_found_any_more(shop: Shop) -> None:
    shop.build()
    shop.ledger.retire([review(2, "").id])
    shop.build()
    assert not any("pump" in text for text in found(shop, "pump"))


def test_a_server_switches_when_the_pointer_moves(shop: Shop) -> None:
    shop.build()
    searcher = Searcher(shop.index, shop.embedder, shelves=4)
    assert len(searcher.search("zip", "en", "cream")) == 2
    shop.keep(review(4, "The zip of the pouch is sturdy."))
    shop.build()
    assert searcher.search("zip", "en", "cream")[0].span.text == "The zip of the pouch is sturdy."


def test_only_the_generation_before_the_current_one_is_kept(shop: Shop, tmp_path: Path) -> None:
    for number in range(10, 14):
        shop.keep(review(number, f"Something new to say, number {number}."))
        shop.build()
    kept = sorted(path.name for path in (tmp_path / "index").iterdir())
    assert kept == ["CURRENT", "gen-000003", "gen-000004"]


def test_a_rebuild_from_nothing_reads_no_text_twice(shop: Shop) -> None:
    shop.build()
    before = found(shop, "dry skin")
    shop.embedder.read.clear()
    assert shop.build(fresh=True).version == "gen-000002"
    assert shop.embedder.read == []
    assert found(shop, "dry skin") == before


def test_another_model_makes_a_new_generation_and_the_old_model_is_refused(shop: Shop) -> None:
    shop.build()
    old = shop.embedder
    shop.embedder = FakeEmbedder("fake-2")
    shop.build()
    with pytest.raises(IndexUnavailableError, match="built with fake-2, the settings name fake-1"):
        Searcher(shop.index, old, shelves=1).search("skin", "en", "cream")


def test_a_half_written_generation_is_never_served(shop: Shop, tmp_path: Path) -> None:
    shop.build()
    with shop.index.draft("fake-1") as draft:
        draft.store.remove(draft.store.of_product("cream"))  # and no commit, as when the builder is stopped
    assert found(shop, "dry skin")
    assert not list((tmp_path / "index").glob("*.partial"))


@pytest.mark.parametrize("damage", ["truncate", "flip", "delete"])
def test_a_damaged_generation_is_told_not_served(shop: Shop, tmp_path: Path, damage: str) -> None:
    shop.build()
    database = tmp_path / "index" / "gen-000001" / "chroma.sqlite3"
    content = database.read_bytes()
    if damage == "truncate":
        database.write_bytes(content[: len(content) // 3])
    elif damage == "flip":
        middle = content.rfind(b"The pump broke")
        database.write_bytes(content[:100] + bytes(200) + content[300:middle])
    else:
        database.unlink()
    with pytest.raises(IndexUnavailableError, match="ingest"):
        found(shop, "dry skin")


def test_on_a_full_disk_space_helps_and_nothing_is_rebuilt(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.build()

    def refused(folder: str) -> None:
        raise OSError("error returned from database: (code: 13) database or disk is full")

    monkeypatch.setattr("retrieval.generations.open_folder", refused)
    with pytest.raises(IndexUnavailableError) as told:
        found(shop, "dry skin")
    assert "free some space" in str(told.value)
    assert "rebuild" not in str(told.value)


def test_a_generation_that_lost_rows_does_not_pass_the_probe(shop: Shop) -> None:
    shop.build()
    fault = "3 rows found, 9 written"
    with pytest.raises(IndexUnavailableError, match=fault), shop.index.draft("fake-1") as draft:
        draft.commit(replace(draft.base, rows=9))
    assert shop.index.snapshot().version == "gen-000001"


def test_a_generation_is_probed_by_a_process_of_its_own(shop: Shop, tmp_path: Path) -> None:
    shop.build()
    folder = tmp_path / "index" / "gen-000001"
    with probe_in_child() as probe:
        probe(folder)
    replace(Manifest.read(folder), rows=5).write(folder)
    with pytest.raises(IndexUnavailableError, match="3 rows found, 5 written"), probe_in_child() as probe:
        probe(folder)


def test_a_process_that_is_not_asked_to_probe_is_gone_with_the_draft() -> None:
    before = set(psutil.Process().children())
    with probe_in_child():
        (child,) = set(psutil.Process().children()) - before
    assert not child.is_running()
