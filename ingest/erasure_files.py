"""The plain files of a home folder: which there are, and how a contributor's lines leave them."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.backups import backups_in
from data.home import Home
from ingest.erasure_needles import Finder
from ingest.erasure_scan import holds

RECEIPTS: Final = "erasures"
PLAN: Final = "erasure.pending.json"
LINES: Final = frozenset({".jsonl", ".ndjson", ".log", ".txt"})
"""Endings of files whose every line stands for itself; of others the whole file goes."""
KEPT: Final = frozenset({"index", RECEIPTS})
"""Folders that are cleared in their own way, or hold nothing of anybody."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """What was taken out of plain files: lines, such as refused rows, and whole files, such as exports."""

    lines: int = 0
    files: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that may still hold the contributor, and when it goes; moments in ISO 8601."""

    name: str
    made: str
    expires: str


def every_file(home: Home) -> Iterator[tuple[str, Path]]:
    """Every file of the home folder with the name of its place.

    Not the backups, nor the models, which hold nothing of a shop, nor the plan of the erasure itself.
    """
    for folder, below, names in os.walk(home.root):
        here = Path(folder)
        apart = {home.backups.name, home.models.name} if here == home.root else set()
        below[:] = sorted(set(below) - apart)
        for name in sorted(names):
            path = here / name
            if path.is_file() and not path.is_symlink() and not (here == home.root and name.startswith(PLAN)):
                yield _place(path.relative_to(home.root)), path


def clear_files(home: Home, finder: Finder, quotes: Callable[[str], bool]) -> Cleared:
    """Take what holds the contributor out of quarantine, uploads, exports, reports and logs; the databases stay."""
    lines = files = 0
    for place, path in every_file(home):
        if place in KEPT or place.startswith("ledger") or path.suffix in (".lock", ".toml"):
            continue
        if path.suffix in LINES:
            lines += _clear_lines(path, finder, quotes)
        if path.exists() and holds(path, finder):
            path.unlink()
            files += 1
    return Cleared(lines, files)


def backups(home: Home) -> list[Kept]:
    """The backups in the home folder, newest first; those made elsewhere are not known here."""
    found = backups_in(home.backups)
    return [Kept(one.folder.name, one.made.isoformat(), one.expires.isoformat()) for one in found]


def _place(path: Path) -> str:
    """The first folder, or the file itself at the top: names below may be anybody's."""
    return path.parts[0]


def _clear_lines(path: Path, finder: Finder, quotes: Callable[[str], bool]) -> int:
    before = path.read_bytes().splitlines(keepends=True)
    kept = [line for line in before if not finder.found_in(line) and not quotes(_words(line))]
    if len(kept) == len(before):
        return 0
    if not kept:
        path.unlink()
        return len(before)
    cleared = path.with_name(f"{path.name}.cleared")
    cleared.write_bytes(b"".join(kept))
    os.replace(cleared, path)
    return len(before) - len(kept)


def _words(line: bytes) -> str:
    """A line as people read it; of JSON its texts."""
    text = line.decode("utf-8", errors="replace")
    try:
        return "\n".join(_texts(json.loads(text)))
    except ValueError:
        return text


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield str(name)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
