"""Which files an import reads: folders walked and archives opened safely, the rest skipped with its reason."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ingest.archives import members, open_member, open_plain
from ingest.refusals import FileRefusedError, Refusal, Skipped

READ = frozenset(
    [
        ".csv",
        ".tsv",
        ".tab",
        ".txt",
        ".json",
        ".jsonl",
        ".ndjson",
        ".jsonld",
        ".html",
        ".htm",
        ".md",
        ".markdown",
        ".srt",
        ".vtt",
        ".sbv",
        ".zip",
    ]
)
MAPPING_SUFFIXES = (".mapping.yaml", ".mapping.yml")
PAPERWORK = re.compile(r"(readme|licen[cs]e|notice|copying|changelog|contributing|authors|credits)\b", re.IGNORECASE)
EVALUATION = re.compile(r"(queries\.jsonl?|qrels\.(tsv|txt|jsonl?)|size_cases\.jsonl?)(\.gz)?", re.IGNORECASE)
OFFICE = frozenset({".xls", ".xlsx", ".ods", ".doc", ".docx", ".pdf", ".numbers"})
MANIFEST = re.compile(r"videos\.(csv|tsv|json|jsonl)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: `path` on disk, or `member` of the zip archive at `path`; `name` is how reports call it."""

    path: Path
    name: str
    member: str | None = None

    @property
    def inner(self) -> PurePosixPath:
        """The file's own path, without `.gz`."""
        inner = PurePosixPath(self.member or self.path.as_posix())
        return inner.with_suffix("") if inner.suffix.lower() == ".gz" else inner

    @property
    def suffix(self) -> str:
        """Such as `.csv`, lower case."""
        return self.inner.suffix.lower()

    @property
    def folders(self) -> tuple[str, ...]:
        """Names of the folders the file is in, nearest first."""
        above = self.path.resolve().parent.parts[1:]
        inside = self.inner.parent.parts if self.member else ()
        return tuple(reversed((*above, *inside)))

    @property
    def folder(self) -> str:
        """Key of the folder the file is in: files of one folder share it."""
        return f"{self.path}!{self.inner.parent}" if self.member else str(self.path.parent)

    def open(self) -> BinaryIO:
        """The bytes, unpacked.

        Raises:
            FileRefusedError: when they cannot be read.
        """
        try:
            return open_member(self.path, self.member) if self.member else open_plain(self.path)
        except OSError as error:
            raise FileRefusedError(f"it cannot be opened ({error.strerror or error})") from error


@dataclass(slots=True)
class Found:
    """What a list of paths leads to, in the order of paths and names."""

    files: list[Source] = field(default_factory=list)
    mappings: list[Source] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def find_sources(paths: Sequence[Path]) -> Found:
    """Every file below the paths but hidden ones, each real file once, folders in order of name.

    Symbolic links to folders are not followed (a named path may be one).
    """
    found, seen = Found(), set[tuple[int, int]]()
    for path in paths:
        for file, name in _walk(path, path.name or str(path), found, seen, named=True):
            _sort(Source(file, name), found, named=file == path)
    return found


def _walk(
    path: Path, name: str, found: Found, seen: set[tuple[int, int]], *, named: bool
) -> Iterator[tuple[Path, str]]:
    """Regular files below `path`, with their names as shown."""
    stack = [(path, name, named)]
    while stack:
        here, shown, top = stack.pop()
        try:
            if here.is_symlink() and here.is_dir() and not top:
                found.skipped.append(Skipped(shown, "a symbolic link to a folder: name the folder itself"))
                continue
            state = here.stat()
            if (state.st_dev, state.st_ino) in seen:
                continue
            seen.add((state.st_dev, state.st_ino))
            if stat.S_ISDIR(state.st_mode):
                entries = sorted((entry for entry in os.listdir(here) if not entry.startswith(".")), reverse=True)
                stack += [(here / entry, f"{shown}/{entry}", False) for entry in entries]
            elif stat.S_ISREG(state.st_mode):
                yield here, shown
            else:
                found.refused.append(Refusal(shown, None, None, "", "neither a file nor a folder: a file was expected"))
        except OSError as error:
            reason = f"it cannot be read ({error.strerror or error}): check the path and its permissions"
            found.refused.append(Refusal(shown, None, None, "", reason))


def _sort(source: Source, found: Found, *, named: bool) -> None:
    """Put one file where it belongs: read, mapping, archive, skipped."""
    if source.inner.name.lower().endswith(MAPPING_SUFFIXES):
        found.mappings.append(source)
    elif reason := reason_to_skip(source, named=named):
        found.skipped.append(Skipped(source.name, reason))
    elif source.suffix == ".zip" and source.member:
        found.skipped.append(Skipped(source.name, "an archive inside an archive: unpack it"))
    elif source.suffix == ".zip":
        _open_archive(source, found)
    else:
        found.files.append(source)


def _open_archive(source: Source, found: Found) -> None:
    try:
        for member in members(source.path):
            _sort(Source(source.path, f"{source.name}/{member}", member), found, named=False)
    except FileRefusedError as error:
        found.refused.append(Refusal(source.name, None, None, "", str(error)))


def reason_to_skip(source: Source, *, named: bool) -> str | None:
    """Why a file is left alone, `None` when it is read; a file named by the user is skipped only as evaluation file."""
    name = source.inner.name
    if EVALUATION.fullmatch(name):
        return "an evaluation file, not UGC: give it to python -m eval"
    if named:
        return None
    if name.startswith((".", "~$")) or "__MACOSX" in source.inner.parts or name in ("Thumbs.db", "desktop.ini"):
        return "a system file"
    if PAPERWORK.match(name):
        return "paperwork of the folder, not UGC"
    if source.suffix in READ:
        return None
    office = f"an office document ({source.suffix}): export it as CSV"
    return office if source.suffix in OFFICE else f"not a format that holds UGC ({source.suffix or 'no extension'})"
