"""CSV, TSV and their cousins: delimiter found from the header, quoted newlines, and recovery from a quote left open."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.cleaning import clean_line
from ingest.decoding import bounded_lines, open_text
from ingest.readers.rows import Row
from ingest.refusals import FileRefusedError, Refusal, shown
from ingest.sources import Source

DELIMITERS = ",;\t|"
MAX_ROW_LINES = 1_000
MAX_ROW = 1_000_000
"""Lines and characters one row may span; a quote still open after them was never meant to be one."""
COMMENT = re.compile(r"#\s*([\w ]{1,40}?)\s*[:=]\s*(.*)")
SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """The first row of a delimited file: `columns` in order, `line` where it stands, `comments` said above it."""

    columns: tuple[str, ...]
    delimiter: str
    comments: dict[str, str]


def read_header(source: Source, *, encoding: str | None = None, delimiter: str | None = None) -> Header:
    """The header of a delimited file.

    Raises:
        FileRefusedError: when there is none.
    """
    with open_text(source.open, encoding) as stream:
        return _header(_Rows(bounded_lines(stream)), delimiter)


def read_rows(source: Source, *, encoding: str | None = None, delimiter: str | None = None) -> Iterator[Row | Refusal]:
    """Every row below the header; a row that cannot be cut into the header's columns is a refusal."""
    with open_text(source.open, encoding) as stream:
        rows = _Rows(bounded_lines(stream))
        header = _header(rows, delimiter)
        while (row := rows.next_row(header.delimiter)) is not None:
            line, fields, broken = row
            if broken:
                yield Refusal(source.name, line, None, shown(fields[0]), broken)
            elif any(field.strip() for field in fields):
                yield _row(source.name, header, line, fields)


def _row(file: str, header: Header, line: int, fields: list[str]) -> Row | Refusal:
    while len(fields) > len(header.columns) and not fields[-1].strip():
        fields.pop()
    if len(fields) > len(header.columns):
        reason = (
            f"the row has {len(fields)} fields where the header has {len(header.columns)}: "
            "quote the fields that hold a delimiter or a quote"
        )
        return Refusal(file, line, None, shown(header.delimiter.join(fields)), reason)
    values: dict[str, object] = {}
    for column, value in zip(header.columns, fields, strict=False):
        if not values.get(column):
            values[column] = unwrapped(value)
    return Row(line, dict.fromkeys(header.columns, "") | values)


def unwrapped(value: str) -> str:
    """A field without the quotes that a careless export wrapped around it once or many times too often."""
    bare = value.strip('"')
    return bare if value[:1] == '"' == value[-1:] and '"' not in bare else value


def _header(rows: "_Rows", delimiter: str | None) -> Header:
    """Read past comments, `sep=` and blank lines, up to and with the header."""
    comments: dict[str, str] = {}
    while (line := rows.peek()) is not None:
        if found := COMMENT.fullmatch(line.strip()):
            comments[found[1].strip().casefold()] = found[2].strip()
        elif found := SEPARATOR.fullmatch(line.strip()):
            delimiter = delimiter or found[1]
        elif line.strip() and not line.startswith("#"):
            break
        rows.drop()
    if line is None:
        raise FileRefusedError("it is empty: a header line and rows were expected")
    delimiter = delimiter or max(DELIMITERS, key=lambda each: len(next(csv.reader([line], delimiter=each))))
    row = rows.next_row(delimiter)
    if row is None or row[2]:
        raise FileRefusedError("its header line is cut or quoted wrongly: column names were expected")
    columns = tuple(clean_line(unwrapped(name)) or f"column_{at}" for at, name in enumerate(row[1], start=1))
    return Header(columns, delimiter, comments)


class _Rows:
    """Rows cut out of lines; the lines a broken row swallowed are given back and read again on their own."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._pending, self._line, self._broken = lines, deque[str](), 1, ""

    def peek(self) -> str | None:
        """The line ahead."""
        if not self._pending and (line := next(self._lines, None)) is not None:
            self._pending.append(line)
        return self._pending[0] if self._pending else None

    def drop(self) -> None:
        """Step over the line ahead."""
        self._pending.popleft()
        self._line += 1

    def next_row(self, delimiter: str) -> tuple[int, list[str], str] | None:
        """First line, fields, and what is broken about the row ("" when nothing is); `None` at the end."""
        if self.peek() is None:
            return None
        taken: list[str] = []
        self._broken = ""
        try:
            fields = next(csv.reader(self._feed(taken), delimiter=delimiter))
            if (
                len(taken) > 1 and not self._broken
            ):  # a quote left open swallows rows until the next quote, which then stands in mid-field
                next(csv.reader(taken, delimiter=delimiter, strict=True))
        except csv.Error as error:
            self._broken = f"the row cannot be cut into fields ({error}): check its quotes"
        line = self._line
        if self._broken:
            self._pending.extendleft(reversed(taken[1:]))
            self._line += 1
            return line, taken[:1], self._broken
        self._line += len(taken)
        return line, fields, ""

    def _feed(self, taken: list[str]) -> Iterator[str]:
        """Lines for one row, as many as an open quote asks for; asked for more than there are, the quote is broken."""
        size = 0
        while len(taken) < MAX_ROW_LINES and size <= MAX_ROW and (line := self.peek()) is not None:
            self._pending.popleft()
            taken.append(line)
            size += len(line)
            yield line
        self._broken = "a quote opened in this row never closes: double the quotes inside a field"
