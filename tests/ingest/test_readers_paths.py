"""Files found safely: what is skipped is named, what cannot be read is said, nothing hangs or swells."""

import gzip
import os
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from data.errors import IngestError
from ingest import archives
from ingest.readers import read_paths
from tests.ingest.exports import TODAY, read, written

ROWS = "product_id,rating,text\nP,5,bien\nP,4,doux\n"


def test_a_folder_is_read_in_order_and_what_is_left_alone_is_named(tmp_path: Path) -> None:
    for name in ("b.csv", "sub/a.csv", ".git/x.csv", "__MACOSX/y.csv"):
        written(tmp_path, name, ROWS.replace("bien", name))
    for name in ("README.md", "LICENSE", "photo.png", "notes.docx", "queries.jsonl", "qrels.tsv", "._b.csv"):
        written(tmp_path, name, "x")
    got = read(tmp_path)
    assert [record.text for record in got.records] == ["b.csv", "doux", "sub/a.csv", "doux"]
    told = {Path(skipped.file).name: skipped.reason for skipped in got.skipped}
    assert set(told) == {"README.md", "LICENSE", "photo.png", "notes.docx", "queries.jsonl", "qrels.tsv", "y.csv"}
    assert "evaluation" in told["qrels.tsv"]
    assert not got.refusals


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    written(tmp_path, "a.csv", ROWS)
    written(tmp_path, "b.csv", "x,y\n1,2\n")
    written(tmp_path, "c.csv", b"\x89PNG\r\n\x1a\n")
    written(tmp_path, "d.csv", "")
    got = read(tmp_path)
    assert len(got.records) == 2
    assert [Path(refusal.file).name for refusal in got.refusals] == ["b.csv", "c.csv", "d.csv"]
    assert "--mapping" in got.refusals[0].reason
    assert all(refusal.line is None for refusal in got.refusals)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "it is empty"),
        ("a.csv", b"PK\x03\x04", "Office document"),
        ("a.csv.gz", gzip.compress(os.urandom(40_000).hex().encode())[:-9000], "damaged or cut"),
        ("a.zip", b"PK\x03\x04garbage", "not a zip archive"),
        ("queries.jsonl", b"{}", "an evaluation file"),
        ("a.csv", b"rating,text\n5,x\n", "pass --product ID"),
    ],
)
def test_the_only_file_named_is_an_error_when_it_cannot_be_read(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    with pytest.raises(IngestError, match=told):
        read(written(tmp_path, name, content))


def test_a_path_that_is_not_there_or_leads_nowhere_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for path in (tmp_path / "absent.csv", tmp_path / "loop", tmp_path / "sub"):
        (tmp_path / "sub").mkdir(exist_ok=True)
        with pytest.raises(IngestError, match="nothing to read"):
            read(path)
    with pytest.raises(IngestError, match="nothing to read"):
        read()


def test_links_that_go_round_or_nowhere_and_pipes_do_not_stop_a_reading(tmp_path: Path) -> None:
    written(tmp_path, "data/a.csv", ROWS)
    (tmp_path / "data" / "up").symlink_to("..")
    (tmp_path / "data" / "gone.csv").symlink_to("absent")
    (tmp_path / "data" / "twice.csv").symlink_to("a.csv")
    os.mkfifo(tmp_path / "data" / "pipe.csv")
    got = read(tmp_path / "data")
    assert len(got.records) == 2
    assert {Path(refusal.file).name for refusal in got.refusals} == {"gone.csv", "pipe.csv"}
    assert [Path(skipped.file).name for skipped in got.skipped] == ["up"]


def test_a_file_that_may_not_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "a.csv", ROWS)
    denied = written(tmp_path, "b.csv", ROWS)
    really = Path.open

    def opened(self: Path, mode: str = "r") -> Any:
        if self == denied:
            raise PermissionError(13, "Permission denied")
        return really(self, mode)

    monkeypatch.setattr(Path, "open", opened)
    got = read(tmp_path)
    assert len(got.records) == 2
    assert "Permission denied" in got.refusal.reason


def test_compressed_files_are_read_also_under_another_name(tmp_path: Path) -> None:
    assert len(read(written(tmp_path, "a.csv.gz", gzip.compress(ROWS.encode()))).records) == 2
    assert len(read(written(tmp_path, "a.csv", gzip.compress(ROWS.encode()))).records) == 2


def archive(folder: Path, **files: str | bytes) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def test_an_archive_is_read_as_a_folder_and_nothing_is_unpacked_to_disk(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "shop/reviews.csv": ROWS,
        "shop/README.md": "x",
        "../../evil.csv": ROWS,
        "shop/v/videos.csv": "file,video_id,product_id\none.srt,V1,P9\n",
        "shop/v/one.srt": "1\n00:00:01,000 --> 00:00:02,000\nBonjour\n",
        "shop/inner.zip": b"PK",
    }
    got = read(archive(tmp_path, **files))
    assert len(got.records) == 5
    assert got.records[-1].product_id == "P9"
    assert not got.refusals
    assert "an archive inside an archive: unpack it" in [skipped.reason for skipped in got.skipped]
    assert [path.name for path in tmp_path.iterdir()] == ["export.zip"]


def test_bombs_and_encrypted_archives_are_refused_without_being_unpacked(tmp_path: Path) -> None:
    bomb = written(tmp_path, "bomb.csv.gz", gzip.compress(b"product_id,rating,text\n" + b"P,5,x\n" * 12_000_000, 1))
    with pytest.raises(IngestError, match="more than 100 times its size"):
        read(bomb)
    with pytest.raises(IngestError, match="zip bomb"):
        read(archive(tmp_path, **{"a.csv": b"0" * 80_000_000}))
    packed = bytearray(archive(tmp_path, **{"a.csv": ROWS}).read_bytes())
    packed[packed.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(IngestError, match="encrypted"):
        read(written(tmp_path, "secret.zip", bytes(packed)))


def test_a_bomb_that_lies_about_its_size_is_stopped_while_unpacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "RATIO_FROM", 100_000)
    packed = gzip.compress(b"product_id,rating,text\n" + b"P,5,x\n" * 100_000)
    path = written(tmp_path, "bomb.csv.gz", packed[:-4] + b"\x01\x00\x00\x00")
    with pytest.raises(IngestError, match=r"more than 100 times its size|damaged"):
        read(path)


def test_a_line_without_end_is_refused_after_ten_megabytes_and_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    with path.open("wb") as file:
        file.write(ROWS.encode())
        for _ in range(60):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    try:
        items = list(read_paths([path], today=TODAY))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(items) == 3
    assert "longer than 10,000,000 characters" in str(items[-1])
    assert peak < 80_000_000


def test_a_long_export_is_streamed(tmp_path: Path) -> None:
    path = written(tmp_path, "r.jsonl", ('{"product_id":"P","rating":5,"text":"' + "a" * 40_000 + '"}\n') * 300)
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_paths([path], today=TODAY))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 300
    assert peak < 8_000_000 < path.stat().st_size


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", ROWS)
    assert len(read(path, tmp_path).records) == 2
