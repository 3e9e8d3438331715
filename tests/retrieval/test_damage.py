"""Damage to any file of the index is found before it is served, the last good state is served, a rebuild ends it."""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from errno import ENOSPC
from pathlib import Path

import pytest
from chromadb.errors import InternalError

from data.errors import IndexUnavailableError
from data.identity import digest
from retrieval.chroma_store import ChromaStore, open_folder
from retrieval.generations import EmbeddedIndex
from retrieval.probe import probe_here
from retrieval.seals import GROWTH, broken_seal, sealing
from retrieval.search import Searcher
from tests.records_for_tests import Shop, review

FIRST, SECOND = "It keeps the skin soft all day.", "The pump broke within a week."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with two generations, the second larger by a review."""
    folder = tmp_path_factory.mktemp("built") / "shop"
    shop = Shop(folder)
    shop.keep(review(1, FIRST))
    shop.build()
    shop.keep(review(2, SECOND))
    shop.build()
    shop.ledger.close()
    return folder


@pytest.fixture
def shop(built: Path, tmp_path: Path) -> Shop:
    return Shop(shutil.copytree(built, tmp_path / "shop"))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def lost(path: Path) -> None:
    path.unlink()


def sparse(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(200 << 30)  # takes no room on the disk; nobody may read it through


def flipped(path: Path) -> None:
    """A bit of some byte the seal is about."""
    content = bytearray(path.read_bytes())
    place = random.Random(path.name).randrange(len(content) // 2, len(content))  # noqa: S311 - a game, not a secret
    content[place] ^= 16
    path.write_bytes(bytes(content))


DAMAGES: list[Callable[[Path], None]] = [cut, zeroed, lost, sparse, flipped]
FILES = ["chroma.sqlite3", "manifest.json", "seal.json"]


def served(shop: Shop) -> set[str]:
    searcher = Searcher(EmbeddedIndex(shop.home.index, probe_here), shop.embedder, shelves=4)
    return {hit.span.text for hit in searcher.search("skin and pump", "en", "cream")}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_found_and_the_generation_before_is_served_until_a_rebuild(
    shop: Shop, name: str, damage: Callable[[Path], None]
) -> None:
    path = shop.home.index / "gen-000002" / name
    damage(path)
    if (name, damage) == ("seal.json", lost):  # nothing that is served is damaged: its rows are read instead
        assert shop.index.fault() is None
        assert served(shop) == {FIRST, SECOND}
        return
    assert shop.index.fault() is not None
    assert served(shop) == {FIRST}
    assert shop.build(fresh=True).version == "gen-000003"
    assert shop.index.fault() is None
    assert served(shop) == {FIRST, SECOND}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_pointer_leaves_the_newest_generation_served_or_says_what_to_run(
    shop: Shop, damage: Callable[[Path], None]
) -> None:
    damage(shop.home.index / "CURRENT")
    assert shop.index.fault() is not None
    if damage is lost:
        with pytest.raises(IndexUnavailableError, match="python -m ingest rebuild"):
            served(shop)
    elif damage is sparse:
        assert served(shop) == {FIRST, SECOND}
    else:
        assert served(shop) == {FIRST, SECOND}
    shop.build(fresh=True)
    assert shop.index.fault() is None
    assert served(shop) == {FIRST, SECOND}


def test_where_every_generation_is_damaged_it_is_told_with_what_to_run(shop: Shop) -> None:
    for number in (1, 2):
        zeroed(shop.home.index / f"gen-00000{number}" / "chroma.sqlite3")
    searcher = Searcher(EmbeddedIndex(shop.home.index, probe_here), shop.embedder, shelves=4)
    assert "python -m ingest rebuild" in str(searcher.ready())
    shop.build(fresh=True)
    assert searcher.ready() is None


def test_what_is_open_is_served_on_when_everything_newer_is_damaged(shop: Shop) -> None:
    searcher = Searcher(shop.index, shop.embedder, shelves=4)
    assert len(searcher.search("skin", "en", "cream")) == 2
    shop.keep(review(3, "Smells of fresh almond."))
    shop.build()
    for folder in shop.home.index.glob("gen-*"):
        lost(folder / "chroma.sqlite3")
    assert len(searcher.search("skin", "en", "cream")) == 2


def test_the_next_build_starts_from_nothing_rather_than_from_a_damaged_copy(shop: Shop) -> None:
    flipped(shop.home.index / "gen-000002" / "chroma.sqlite3")
    shop.keep(review(3, "Smells of fresh almond."))
    shop.build()
    assert served(shop) == {FIRST, SECOND, "Smells of fresh almond."}


def test_opening_a_generation_again_and_again_breaks_no_seal(shop: Shop) -> None:
    folder = shop.home.index / "gen-000002"
    store = open_folder(str(folder))
    assert (store.count(), broken_seal(folder)) == (2, None)
    store.close()
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as database, database:
        opened = ((number, 1) for number in range(1000, 6000))  # as Chroma itself writes at each opening
        database.executemany("INSERT INTO acquire_write (id, lock_status) VALUES (?, ?)", opened)
    assert broken_seal(folder) is None
    assert (folder / "chroma.sqlite3").stat().st_size > 0
    assert GROWTH * 4096 < 1 << 20


def test_damage_in_the_bytes_chroma_changes_itself_is_found_too(shop: Shop) -> None:
    folder = shop.home.index / "gen-000002"
    paper = json.loads((folder / "seal.json").read_text())["database"]
    with (folder / "chroma.sqlite3").open("r+b") as file:
        file.seek((paper["skipped"][0] - 1) * paper["page_size"])
        file.write(bytes(paper["page_size"]))
    assert "malformed" in str(shop.index.fault())


def test_pages_a_database_has_free_may_be_used_at_an_opening_and_all_others_are_sealed(shop: Shop) -> None:
    folder = shop.home.index / "gen-000002"
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as database:
        for table, rows in (("staying", 40), ("passing", 2)):
            database.execute(f"CREATE TABLE {table} (words TEXT)")
            database.executemany(f"INSERT INTO {table} VALUES (?)", [("x" * 9_000,)] * rows)
        database.commit()
        database.execute("DROP TABLE passing")
        free = int(database.execute("PRAGMA freelist_count").fetchone()[0])
    with sealing(folder):
        pass
    with closing(sqlite3.connect(folder / "chroma.sqlite3")) as database, database:
        assert database.execute("PRAGMA freelist_count").fetchone()[0] == free > 2
        opened = ((number, 1) for number in range(1000, 2500))
        database.executemany("INSERT INTO acquire_write (id, lock_status) VALUES (?, ?)", opened)
        assert database.execute("PRAGMA freelist_count").fetchone()[0] < free
    assert broken_seal(folder) is None
    paper = json.loads((folder / "seal.json").read_text())["database"]
    for page in sorted({*range(1, paper["pages"] + 1)} - {*paper["skipped"]}):
        place = (page - 1) * paper["page_size"] + 200
        was = (folder / "chroma.sqlite3").read_bytes()[place]
        overwritten(folder / "chroma.sqlite3", place, was ^ 1)
        assert broken_seal(folder) == "chroma.sqlite3 is not what was written"
        overwritten(folder / "chroma.sqlite3", place, was)
    assert broken_seal(folder) is None


def overwritten(path: Path, place: int, byte: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        file.write(bytes([byte]))


def test_a_seal_of_an_earlier_version_is_read(shop: Shop) -> None:
    folder = shop.home.index / "gen-000002"
    with closing(sqlite3.connect(folder / "chroma.sqlite3", isolation_level=None)) as database:
        database.execute("VACUUM")
    with sealing(folder):
        pass
    said = json.loads((folder / "seal.json").read_text())
    del said["seal"]
    (said["database"]["skipped"],) = said["database"]["skipped"]
    (folder / "seal.json").write_text(json.dumps({**said, "seal": digest(json.dumps(said, sort_keys=True))}))
    assert broken_seal(folder) is None


@pytest.mark.parametrize("name", ["data_level0.bin", "header.bin", "length.bin"])
@pytest.mark.parametrize("damage", [cut, sparse, lost], ids=lambda damage: damage.__name__)
def test_the_files_of_the_approximate_index_are_sealed_too(
    shop: Shop, name: str, damage: Callable[[Path], None]
) -> None:
    damage(next((shop.home.index / "gen-000002").glob(f"*/{name}")))
    assert name in str(shop.index.fault())


@pytest.mark.parametrize(
    "refusal", [InternalError("Error in compaction: Failed to apply logs"), OSError(ENOSPC, "No space left on device")]
)
def test_a_disk_that_fills_while_rows_are_written_is_told_in_a_line_and_what_there_was_is_served(
    shop: Shop, refusal: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = served(shop)

    def full(store: ChromaStore, rows: object) -> None:
        raise refusal

    monkeypatch.setattr(ChromaStore, "add", full)
    with pytest.raises(IndexUnavailableError, match=r"cannot be written .*free some space on its disk"):
        shop.build(fresh=True)
    assert served(shop) == before
    assert list(shop.home.index.glob("*.partial")) == []
