"""A generation's seal: a hash of each of its files, so that damage is told by reading them, before Chroma opens one.

Chroma changes some bytes whenever it opens a folder: it takes a number in the table `acquire_write` of its database,
for which it may use a free page, and writes the index files of a collection too small to have been saved anew. Those
bytes are left out; what could be wrong in them makes the opening fail, and never what is found.
"""

import json
import sqlite3
import struct
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from hashlib import blake2b
from os import SEEK_CUR
from pathlib import Path
from typing import Any, BinaryIO, Final

from data.identity import digest

SEAL: Final = "seal.json"
DATABASE: Final = "chroma.sqlite3"
SAVED: Final = "index_metadata.pickle"
"""Beside the index files of a collection that has been saved; those of others are written anew at every opening."""
CHANGING: Final = ((24, 40), (92, 100))
"""Bytes of a SQLite file's header that count its changes, pages and free pages, as [first, last)."""
FREE: Final = (32, 40)
"""Where that header names the first page of the list of free pages, and tells how many are free."""
MOST_FREE: Final = (16, 50_000)
"""One page in so many may be free, and so many at most: a database with more is made anew, which takes seconds."""
GROWTH: Final = 64
"""Pages a database may grow by until its generation is replaced: some 25,000 openings."""
NUMBERS: Final = struct.Struct(">2I")
HASHED_AT_ONCE: Final = 2
MOST_SEAL: Final = 1 << 20
CHUNK: Final = 1 << 20


@contextmanager
def sealing(folder: Path, besides: str = "") -> Iterator[None]:
    """Seal a folder that nobody has open; a database of Chroma's with much free room is made anew first.

    While its files are hashed somebody may open it and read: what an opening changes is left out. Sealed is what is
    there when the block begins, but for the file `besides`; where the block fails, nothing is.
    """
    paper, files = _prepared(folder), [path for path in _files(folder) if path.name != besides]
    names = [str(path.relative_to(folder)) for path in files]
    with ThreadPoolExecutor(HASHED_AT_ONCE) as pool:
        seen = pool.map(lambda name: _seen(folder / name, paper), names)
        yield
        told = dict(zip(names, seen, strict=True))
    (folder / SEAL).write_text(_signed({"database": paper, "files": told}), encoding="utf-8")


def _prepared(folder: Path) -> dict[str, Any]:
    """What is to be known of the database to hash it: the size of its pages, their number, and those left out."""
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as database:

        def told(asked: str) -> int:
            return int(database.execute(asked).fetchone()[0])

        database.execute("DELETE FROM acquire_write")
        if told("PRAGMA freelist_count") > min(told("PRAGMA page_count") // MOST_FREE[0], MOST_FREE[1]):
            database.execute("VACUUM")
        page_size, pages = told("PRAGMA page_size"), told("PRAGMA page_count")
        root = told("SELECT rootpage FROM sqlite_master WHERE name = 'acquire_write'")
    skipped = sorted({root, *_free_pages(folder / DATABASE, page_size)})
    return {"page_size": page_size, "pages": pages, "skipped": skipped}


def is_sealed(folder: Path) -> bool:
    """Whether a generation has a seal, broken or not; those of earlier versions have none."""
    return (folder / SEAL).exists()


def broken_seal(folder: Path) -> str | None:
    """The first file that is not what was sealed, and how; `None` when every file is. Reads them all."""
    try:
        seal = _read(folder)
        for name, seen in seal["files"].items():
            path = folder / name
            most = seen["size"] + (GROWTH * seal["database"]["page_size"] if name == DATABASE else 0)
            if not seen["size"] <= path.stat().st_size <= most:
                return f"{name} has {path.stat().st_size} bytes, {seen['size']} were written"
        with ThreadPoolExecutor(HASHED_AT_ONCE) as pool:
            found = pool.map(lambda name: _seen(folder / name, seal["database"])["hash"], seal["files"])
            for name, hashed in zip(seal["files"], found, strict=True):
                if hashed != seal["files"][name]["hash"]:
                    return f"{name} is not what was written"
        with closing(sqlite3.connect(f"{(folder / DATABASE).resolve().as_uri()}?mode=ro", uri=True)) as database:
            database.execute("SELECT sum(id) FROM acquire_write").fetchone()  # the bytes that are left out
    except sqlite3.Error as error:
        return f"{DATABASE}: {error}"
    except OSError as error:
        return f"{Path(error.filename or folder).name}: {error.strerror or error}"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return f"{SEAL} is not what was written"
    return None


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SEAL)


def _seen(path: Path, paper: Mapping[str, Any]) -> dict[str, Any]:
    told, size = blake2b(digest_size=16), path.stat().st_size
    with path.open("rb") as file:
        if path.name == DATABASE:
            size = paper["page_size"] * paper["pages"]
            _tell_database(told.update, file, paper)
        elif path.suffix != ".bin" or path.with_name(SAVED).exists():
            _tell(told.update, file, size)
    return {"size": size, "hash": told.hexdigest()}


def _tell_database(tell: Callable[[bytes], None], file: BinaryIO, paper: Mapping[str, Any]) -> None:
    """Every page but the skipped ones, without the changing bytes of the first."""
    page, at = paper["page_size"], 1
    first = bytearray(file.read(page))
    for start, end in CHANGING:
        first[start:end] = bytes(end - start)
    tell(bytes(first))
    for skipped in (*paper["skipped"], paper["pages"] + 1):
        _tell(tell, file, page * (skipped - at - 1))
        file.seek(page, SEEK_CUR)
        at = skipped


def _free_pages(path: Path, page_size: int) -> Iterator[int]:
    """The pages a database does not use, those that list them included (sqlite.org/fileformat2.html, section 1.5)."""
    with path.open("rb") as file:
        trunk, _ = NUMBERS.unpack(file.read(FREE[1])[FREE[0] :])
        while trunk:
            yield trunk
            file.seek((trunk - 1) * page_size)
            listed = file.read(page_size)
            trunk, count = NUMBERS.unpack(listed[: NUMBERS.size])
            yield from struct.unpack(f">{count}I", listed[NUMBERS.size : NUMBERS.size + 4 * count])


def _tell(tell: Callable[[bytes], None], file: BinaryIO, size: int) -> None:
    while size > 0 and (chunk := file.read(min(size, CHUNK))):
        tell(chunk)
        size -= len(chunk)


def _signed(said: dict[str, Any]) -> str:
    return json.dumps({**said, "seal": digest(json.dumps(said, sort_keys=True))}, indent=1)


def _read(folder: Path) -> dict[str, Any]:
    with (folder / SEAL).open(encoding="utf-8") as file:
        said: dict[str, Any] = json.loads(file.read(MOST_SEAL))
    if said.pop("seal") != digest(json.dumps(said, sort_keys=True)):
        raise ValueError("the seal was changed")
    if isinstance(said["database"]["skipped"], int):  # of an earlier version, which left no page free
        said["database"]["skipped"] = [said["database"]["skipped"]]
    return said
