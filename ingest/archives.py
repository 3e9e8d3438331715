"""Compressed exports, read member by member with a bound on what they unpack to; nothing is ever written to disk."""

import gzip
import io
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ingest.refusals import FileRefusedError

MAX_MEMBERS = 5_000
MAX_UNPACKED = 4 * 1024**3
"""Bytes one archive may unpack to in all."""
MAX_RATIO = 100
RATIO_FROM = 64 * 1024**2
"""Text compresses to a tenth, seldom to a fiftieth; what unpacks past this size at more than 100:1 is a bomb."""
ENCRYPTED = 0x1
CHUNK = 1024 * 1024
GZIP = b"\x1f\x8b"
# What unpacking can raise on damaged, cut or exotic archives.
DAMAGED = (OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError)


class Unpacking(io.RawIOBase):
    """A compressed stream that stops before it unpacks to more than its size allows."""

    def __init__(self, stream: BinaryIO, packed: int, *behind: BinaryIO | zipfile.ZipFile) -> None:
        self._stream, self._packed, self._behind, self._unpacked = stream, packed, behind, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]  # as the io module calls it
        """Unpack into `buffer`.

        Raises:
            FileRefusedError: when the archive is damaged, encrypted or a bomb.
        """
        try:
            block = self._stream.read(len(buffer))
        except Exception as error:
            raise FileRefusedError(f"the compressed data is damaged or cut ({error}): export it again") from error
        self._unpacked += len(block)
        if self._unpacked > min(MAX_UNPACKED, max(RATIO_FROM, MAX_RATIO * self._packed)):
            raise FileRefusedError(f"it unpacks to more than {MAX_RATIO} times its size: not an export people made")
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        """Close the stream and what stands behind it."""
        if not self.closed:
            for opened in (self._stream, *self._behind):
                opened.close()
        super().close()


def open_plain(path: Path) -> BinaryIO:
    """The file's bytes, unpacked when it is gzip whatever its name.

    Raises:
        FileRefusedError: when it is a bomb, or damaged and suspect of being one.
    """
    raw = path.open("rb")
    if raw.peek(2)[:2] != GZIP:
        return raw
    packed = path.stat().st_size
    if (told := _told_size(raw, packed)) > RATIO_FROM and told > MAX_RATIO * packed:
        with _gunzipped(raw, packed) as unpacked:  # ends in an error if what it tells of itself is true
            while unpacked.read(CHUNK):
                pass
        raw = path.open("rb")
    return _gunzipped(raw, packed)


def _gunzipped(raw: BinaryIO, packed: int) -> BinaryIO:
    # a raw stream in all it is asked for
    return io.BufferedReader(Unpacking(gzip.GzipFile(fileobj=raw), packed, raw))  # type: ignore[arg-type]


def _told_size(raw: BinaryIO, packed: int) -> int:
    """The unpacked size gzip writes in its last four bytes."""
    raw.seek(max(0, packed - 4))
    told = int.from_bytes(raw.read(4), "little")
    raw.seek(0)
    return told


def open_member(path: Path, member: str) -> BinaryIO:
    """The bytes of one member of a zip archive."""
    with _reading(path):
        archive = zipfile.ZipFile(path)
        try:
            packed = archive.getinfo(member).compress_size
            # a raw stream in all it is asked for
            return io.BufferedReader(Unpacking(archive.open(member), packed, archive))  # type: ignore[arg-type]
        except BaseException:
            archive.close()
            raise


def members(path: Path) -> list[str]:
    """Names of the files in a zip archive, in order of name.

    Raises:
        FileRefusedError: when it is damaged, encrypted, a bomb, or holds too many files.
    """
    with _reading(path), zipfile.ZipFile(path) as archive:
        files = [info for info in archive.infolist() if not info.is_dir() and not _is_link(info)]
    if len(files) > MAX_MEMBERS:
        raise FileRefusedError(f"the archive holds {len(files):,} files: at most {MAX_MEMBERS:,} were expected")
    if any(info.flag_bits & ENCRYPTED for info in files):
        raise FileRefusedError("the archive is encrypted: unpack it and name the folder")
    for info in files:
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise FileRefusedError(f"{info.filename} unpacks to more than {MAX_RATIO} times its size: a zip bomb")
    if sum(info.file_size for info in files) > MAX_UNPACKED:
        raise FileRefusedError(f"the archive unpacks to more than {MAX_UNPACKED // 1024**3} GB: unpack it yourself")
    return sorted({info.filename for info in files})


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except FileRefusedError:
        raise
    except DAMAGED as error:
        raise FileRefusedError(
            f"{path.name} is not a zip archive that can be read ({error}): export it again"
        ) from error


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)
