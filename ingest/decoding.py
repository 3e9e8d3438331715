"""Bytes to text: which encoding a file is in, and its lines with a bound on their length."""

import codecs
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, TextIO

from ingest.refusals import FileRefusedError

MAX_LINE = 10_000_000
"""Characters of the longest line read; a longer one is not text people wrote."""
SAMPLE = 16 * 1024 * 1024
CHUNK = 1024 * 1024
FALLBACK = "temoin.windows-1252"

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = (
    (b"PK\x03\x04", "a zip archive or an Office document: export it as CSV, or name the archive .zip"),
    (b"\xd0\xcf\x11\xe0", "an old Office document: export it as CSV"),
    (b"%PDF", "a PDF: export the text as CSV, JSON or Markdown"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image, a sound or a film"),
    (b"SQLite format 3", "a database: export it as CSV"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file: export it as CSV or JSON Lines"),
)
# Letters of French in the 8-bit encodings shops still export; the encoding that yields most of them wins.
EIGHT_BIT = ("cp1252", "mac_roman", "cp850")
FRENCH = frozenset("éèêëàâäçùûüôöîïœÉÈÊÀÇÔŒ«»’…€")


def detect_encoding(stream: BinaryIO) -> str:
    """Name of the encoding of what the stream holds.

    Byte-order marks are believed; UTF-8 wins when most of its non-ASCII characters are valid (stray bytes are then read
    as Windows-1252); else the 8-bit encoding that gives the most French letters.

    Raises:
        FileRefusedError: when it is not text.
    """
    head = stream.read(4096)
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    for signature, what in SIGNATURES:
        if head.startswith(signature):
            raise FileRefusedError(f"it is {what}")
    if wide := _without_mark(head):
        return wide
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x00" for byte in head)
    if controls > max(8, len(head) * 0.02) or head.count(0) > max(8, len(head) * 0.2):
        raise FileRefusedError("it is binary, not text: export it as CSV, JSON or another text format")
    return _utf8_or_eight_bit(head, stream)


def _without_mark(head: bytes) -> str | None:
    """UTF-16 without a byte-order mark shows as a zero in every other byte of plain letters."""
    even, odd = head[0::2], head[1::2]
    if len(head) >= 8 and odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if len(head) >= 8 and even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _utf8_or_eight_bit(head: bytes, stream: BinaryIO) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    valid = invalid = 0
    high = bytearray()
    chunk, read = head, 0
    while chunk and read < SAMPLE:
        read += len(chunk)
        text = decoder.decode(chunk)
        bad = max(0, text.count("\ufffd") - chunk.count(b"\xef\xbf\xbd"))
        invalid, valid = invalid + bad, valid + len(text) - len(text.encode("ascii", "ignore")) - bad
        if len(high) < CHUNK:
            high += chunk.translate(None, bytes(range(128)))
        chunk = stream.read(CHUNK)
    if invalid <= valid or not high:
        return "utf-8"
    return max(EIGHT_BIT, key=lambda name: sum(c in FRENCH for c in bytes(high).decode(name, "ignore")))


def open_text(opened: Callable[[], BinaryIO], encoding: str | None = None) -> TextIO:
    """The content as text with every line end (CR, LF, CRLF) read as a newline; the caller closes it.

    Args:
        opened: opens the bytes from their beginning; called once more when the encoding is to be detected.
        encoding: the encoding the mapping declares, detected when absent.

    Raises:
        FileRefusedError: when it is not text.
    """
    codecs.register_error(FALLBACK, _as_windows_1252)
    if encoding is None:
        with opened() as stream:
            encoding = detect_encoding(stream)
    wide = encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32"))
    return io.TextIOWrapper(opened(), encoding=encoding, errors="replace" if wide else FALLBACK, newline=None)


def bounded_lines(stream: TextIO, limit: int = MAX_LINE) -> Iterator[str]:
    """Lines with their newline.

    Raises:
        FileRefusedError: at a line longer than `limit` characters, which is never loaded as a whole.
    """
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            raise FileRefusedError(f"line {number} is longer than {limit:,} characters: one record a line was expected")
        yield line


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return "".join(_one_byte(byte) for byte in stray), error.end


def _one_byte(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return bytes([byte]).decode("latin-1")
