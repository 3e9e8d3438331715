"""A generation's seal: a hash of each of its files, so that damage is told by reading them, before Chroma opens one.

Chroma changes some bytes whenever it opens a folder: it takes a number in the table `acquire_write` of its database,
and writes the index files of a collection too small to have been saved anew. Those bytes are left out; what could be
wrong in them makes the opening fail, and never what is found.
"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import blake2b
from os import SEEK_CUR
from pathlib import Path
from typing import Any, BinaryIO, Final

from data.identity import digest

SEAL: Final = "seal.json"
DATABASE: Final = "chroma.sqlite3"
SAVED: Final = "index_metadata.pickle"
"""Beside the index files of a collection that has been saved; those of others are written anew at every opening."""
CHANGING: Final = ((24, 32), (92, 100))
"""Bytes of a SQLite file's header that count its changes and pages, as [first, last)."""
GROWTH: Final = 64
"""Pages a database may grow by until its generation is replaced: some 25,000 openings."""
MOST_SEAL: Final = 1 << 20
CHUNK: Final = 1 << 20


def write_seal(folder: Path) -> None:
    """Seal a folder that nobody has open; tidies Chroma's database first, so that it has no free page to fill."""
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as database:
        database.execute("DELETE FROM acquire_write")
        database.execute("VACUUM")
        page_size = int(database.execute("PRAGMA page_size").fetchone()[0])
        pages = int(database.execute("PRAGMA page_count").fetchone()[0])
        root = int(database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'acquire_write'").fetchone()[0])
    paper = {"page_size": page_size, "pages": pages, "skipped": root}
    files = {str(path.relative_to(folder)): _seen(path, paper) for path in _files(folder)}
    (folder / SEAL).write_text(_signed({"database": paper, "files": files}), encoding="utf-8")


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
            if _seen(path, seal["database"])["hash"] != seen["hash"]:
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


def _seen(path: Path, paper: dict[str, int]) -> dict[str, Any]:
    told, size = blake2b(digest_size=16), path.stat().st_size
    with path.open("rb") as file:
        if path.name == DATABASE:
            size = paper["page_size"] * paper["pages"]
            _tell_database(told.update, file, paper)
        elif path.suffix != ".bin" or path.with_name(SAVED).exists():
            _tell(told.update, file, size)
    return {"size": size, "hash": told.hexdigest()}


def _tell_database(tell: Callable[[bytes], None], file: BinaryIO, paper: dict[str, int]) -> None:
    """Every page but the skipped one, without the changing bytes of the first."""
    page, skipped, pages = paper["page_size"], paper["skipped"], paper["pages"]
    first = bytearray(file.read(page))
    for start, end in CHANGING:
        first[start:end] = bytes(end - start)
    tell(bytes(first))
    _tell(tell, file, page * (skipped - 2))
    file.seek(page, SEEK_CUR)
    _tell(tell, file, page * (pages - skipped))


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
    return said
