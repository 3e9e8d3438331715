"""Encodings found, lines bounded."""

import io
from typing import BinaryIO, TextIO, cast

import pytest

from ingest.decoding import bounded_lines, open_text
from ingest.refusals import FileRefusedError

TEXT = "Très bien, l’odeur… « légère » à 12 €\nŒuf, façade, où\n"


def decoded(content: bytes, encoding: str | None = None) -> str:
    def opened() -> BinaryIO:
        return io.BytesIO(content)

    with open_text(opened, encoding) as stream:
        return stream.read()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_the_encodings_shops_export_are_told_from_the_bytes(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT


def test_capitals_before_a_no_break_space_are_not_taken_for_utf8() -> None:
    """In Windows-1252 "É" and a no-break space are also one valid UTF-8 letter."""
    text = "QUALITÉ\xa0! ÉTÉ, très légère"
    assert decoded(text.encode("cp1252")) == text


def test_a_stray_windows_byte_in_utf8_is_read_as_windows() -> None:
    assert decoded("été très ".encode() + "œuf".encode("cp1252")) == "été très œuf"


def test_every_line_end_is_a_newline() -> None:
    assert decoded(b"a\rb\r\nc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04rest", "Office document"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "image"),
        (b"SQLite format 3\x00", "database"),
        (bytes(range(256)) * 4, "binary"),
    ],
)
def test_what_is_not_text_is_refused_with_what_it_is(content: bytes, told: str) -> None:
    with pytest.raises(FileRefusedError, match=told):
        decoded(content)


def test_a_line_beyond_the_limit_is_never_loaded_whole() -> None:
    class Endless(io.TextIOBase):
        asked = 0

        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # as the io module calls it
            self.asked = max(self.asked, size)
            return "x" * size

    stream = Endless()
    with pytest.raises(FileRefusedError, match="line 1 is longer than 100 characters"):
        list(bounded_lines(cast(TextIO, stream), limit=100))
    assert stream.asked == 101
