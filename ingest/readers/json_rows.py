"""Rows of JSON documents and JSON Lines files, and what places of a document could hold rows."""

from collections.abc import Iterator

from ingest.decoding import bounded_lines, open_text
from ingest.readers.json_stream import JsonStream, decode
from ingest.readers.rows import Row, plain
from ingest.refusals import FileRefusedError, Refusal, shown
from ingest.sources import Source

SAMPLES = 20
DEPTH = 3
MAX_TABLE = 200_000
KEY = "@key"
"""Where a row kept under a key of an object finds that key."""

Places = dict[str, list[dict[str, object]]]
"""Sample rows by the place they were found at: "" the document itself, `response.reviews`, `products.*`."""


def is_lines(source: Source, encoding: str | None = None) -> bool:
    """Whether the file holds one JSON object a line, whatever its name says.

    Raises:
        FileRefusedError: when it is empty or does not begin as JSON.
    """
    with open_text(source.open, encoding) as stream:
        ahead = JsonStream(stream)
        first = ahead.peek()
        if not first:
            raise FileRefusedError("it is empty: JSON was expected")
        if first == "[" or source.suffix not in (".json", ".jsonl", ".ndjson", ".txt"):
            return False
        if source.suffix in (".jsonl", ".ndjson"):
            return True
        try:
            ahead.value()
        except FileRefusedError:
            return False
        return ahead.peek() == "{"


def sample_lines(source: Source, encoding: str | None = None) -> Places:
    """The first objects of a JSON Lines file."""
    rows = (row for row in read_lines(source, encoding) if isinstance(row, Row))
    return {"": [dict(row.values) for row, _ in zip(rows, range(SAMPLES), strict=False)]}


def read_lines(source: Source, encoding: str | None = None) -> Iterator[Row | Refusal]:
    """One row a line; a line that is not a JSON object is a refusal and the next is read."""
    with open_text(source.open, encoding) as stream:
        for number, line in enumerate(bounded_lines(stream), start=1):
            text = line.strip(" \t\r\n\ufeff\x00,")
            if not text or text.startswith(("#", "//")):
                continue
            try:
                yield _row(source.name, number, decode(text))
            except ValueError as error:
                yield Refusal(source.name, number, None, shown(text), f"{error}: one object a line was expected")


def sample_document(source: Source, encoding: str | None = None) -> Places:
    """Every place of a JSON document where rows could be, with the first rows of each; a cut one as far as it goes.

    Raises:
        FileRefusedError: when it is not JSON, or cut before its first row.
    """
    places: Places = {}
    with open_text(source.open, encoding) as stream:
        try:
            _sample(JsonStream(stream), "", places, 0)
        except FileRefusedError:
            if not any(places.values()):
                raise
    return places


def _sample(stream: JsonStream, place: str, places: Places, depth: int) -> None:
    if stream.peek() == "[":
        rows = places.setdefault(place, [])
        for count, _ in enumerate(stream.elements()):
            value = stream.value()
            if isinstance(value, dict) and len(rows) < SAMPLES:
                rows.append(value)
            if not depth and count >= SAMPLES:  # nothing else to be found behind an outermost array
                break
        return
    if stream.peek() != "{" or depth > DEPTH:
        stream.skip()
        return
    itself: dict[str, object] = {}
    for key in stream.members():
        inner = f"{place}.{key}" if place else key
        if stream.peek() == "[":
            _sample(stream, inner, places, depth + 1)
            itself[key] = places[inner]
        elif stream.peek() == "{":
            _sample(stream, inner, places, depth + 1)
            itself[key] = next(iter(places.get(inner, [])), {})
        else:
            itself[key] = stream.value()
    places[place] = [itself]
    keyed = [value for value in itself.values() if isinstance(value, dict)]
    if keyed and len(keyed) == len(itself):
        places[f"{place}.*" if place else "*"] = keyed[:SAMPLES]


def read_document(source: Source, place: str, encoding: str | None = None) -> Iterator[Row | Refusal]:
    """Rows at one place of a document: an array's elements, an object's members (`.*`), or the object itself."""
    keyed = place == "*" or place.endswith(".*")
    with open_text(source.open, encoding) as text:
        stream = JsonStream(text)
        if not enter(stream, place[:-1].rstrip(".") if keyed else place):
            return
        if stream.peek() == "[":
            for line in stream.elements():
                yield _row(source.name, line, stream.value())
        elif keyed:
            for key in stream.members():
                line, value = stream.line, stream.value()
                yield _row(source.name, line, {KEY: key, **value} if isinstance(value, dict) else value)
        else:
            yield _row(source.name, stream.line, stream.value())


def enter(stream: JsonStream, place: str) -> bool:
    """Stand before the value at a dotted place; whether there is one."""
    for step in place.split(".") if place else ():
        if stream.peek() != "{":
            return False
        for key in stream.members():
            if plain(key) == plain(step):
                break
            stream.skip()
        else:
            return False
    return True


def read_table(source: Source, place: str, encoding: str | None = None) -> dict[str, object]:
    """What a document keeps by key beside its rows, such as the answers of its questions.

    Raises:
        FileRefusedError: when it is too large to be held.
    """
    table: dict[str, object] = {}
    with open_text(source.open, encoding) as text:
        stream = JsonStream(text)
        if not enter(stream, place) or stream.peek() != "{":
            return table
        for key in stream.members():
            table[key] = stream.value()
            if len(table) > MAX_TABLE:
                raise FileRefusedError(f"{place} holds more than {MAX_TABLE:,} entries: export smaller pages")
    return table


def _row(file: str, line: int, value: object) -> Row | Refusal:
    if isinstance(value, dict):
        return Row(line, value)
    return Refusal(file, line, None, shown(value), "one object with its fields was expected")
