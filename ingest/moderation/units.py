"""What the learned rules read of a record: each of its spans, a title of its own, a signature too long for a name."""

from dataclasses import dataclass
from typing import Final

from data.records import Kind, Record
from ingest.chunking import cut, sentences

NAME: Final = 3
"""Most words of a signature that nobody need read: "Anne de Villiers"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text that is embedded, and the code points `start` to `end` of the field ("title", "text", "author") it is."""

    text: str
    field: str
    start: int
    end: int


def units_of(record: Record) -> list[Unit]:
    """The units of a record, in order; none where the brand speaks."""
    if record.by_brand and record.kind is not Kind.QUESTION:
        return []
    found = [_whole("title", record.title)] if record.title and record.title.strip() else []
    if record.by_brand:
        return found
    found += [Unit(span.text, "text", span.start, span.end) for span in cut(record)]
    if record.author and len(record.author.split()) > NAME:
        found.append(_whole("author", record.author))
    return found


def parts_of(unit: Unit) -> list[Unit]:
    """The sentences of a unit of several, each read by itself where the whole reads a little like what must wait."""
    pieces = sentences(unit.text) if unit.field == "text" else []
    if len(pieces) < 2:
        return []
    return [Unit(unit.text[a:b], unit.field, unit.start + a, unit.start + b) for a, b in pieces]


def _whole(field: str, text: str) -> Unit:
    return Unit(text, field, 0, len(text))
