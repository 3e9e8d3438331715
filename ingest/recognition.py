"""Which mapping fits a file, and what to say when none does."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.privacy.texts import mask_text
from ingest.cleaning import clean_line
from ingest.mapping import KindOf, Layout, Shape
from ingest.readers.cells import as_text
from ingest.readers.rows import found_at, has, plain

MAX_SHOWN = 40
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one layout, at one place of a file ("" is the file itself)."""

    layout: Layout
    place: str = ""


def recognise(layouts: Sequence[Layout], places: Mapping[str, Sequence[Mapping[str, object]]]) -> list[Part]:
    """The parts of a file that known layouts fit, outer places first.

    Of several layouts that fit, the one that requires most wins; the first listed at equality, so a shop's own mapping
    wins over a shipped one. What a layout already reads inside its rows (answers, cues, facts) is no part of its own.
    """
    parts: list[Part] = []
    for place in sorted(places, key=lambda name: (name.count(".") + bool(name), name)):
        samples = places[place]
        if samples and not any(_reads(part, place) for part in parts):
            fitting = [layout for layout in layouts if _fits(layout, place, samples)]
            if fitting:
                parts.append(Part(max(fitting, key=lambda layout: len(layout.requires) + len(layout.where)), place))
    return parts


def _fits(layout: Layout, place: str, samples: Sequence[Mapping[str, object]]) -> bool:
    if layout.records and place not in layout.records:
        return False
    return all(_has_any(samples, required) for required in layout.requires) and all(
        any(plain(as_text(found_at(row, column))) in map(plain, wanted) for row in samples)
        for column, wanted in layout.where.items()
    )


def _has_any(samples: Iterable[Mapping[str, object]], required: str) -> bool:
    return any(has(row, name) for row in samples for name in required.split("|"))


def _reads(part: Part, place: str) -> bool:
    """Whether a part's layout itself reads what is at a place inside its rows."""
    outer = part.place.removesuffix("*").rstrip(".")
    if place == part.place or not place.startswith(f"{outer}." if outer else ""):
        return False
    inner = place[len(outer) :].lstrip(".*").split(".")[0]
    layout = part.layout
    named = [column for field in layout.fields for column in layout.columns(field)]
    named += [group.path for group in layout.attributes.groups]
    named += [*layout.answers.path, layout.answers.lookup or ""] if layout.answers else []
    return any(plain(column.split(".")[0]) == plain(inner) for column in named if column)


def shape_of(values: Mapping[str, object], layout: Layout) -> Shape | None:
    """What a row becomes, `None` when the mapping's table does not tell."""
    if not isinstance(layout.kind, KindOf):
        return layout.kind
    value = plain(as_text(found_at(values, layout.kind.column)))
    return next((shape for word, shape in layout.kind.table.items() if plain(word) == value), None)


def missing_columns(layout: Layout, places: Mapping[str, Sequence[Mapping[str, object]]]) -> list[str]:
    """What a layout requires that a file does not have."""
    samples = [row for rows in places.values() for row in rows]
    return [required for required in layout.requires if not _has_any(samples, required)]


def columns_found(places: Mapping[str, Sequence[Mapping[str, object]]]) -> list[str]:
    """Columns or keys of a file's rows, at its richest place."""
    rows = max(places.values(), key=lambda found: max((len(row) for row in found), default=0), default=[])
    return list(dict.fromkeys(column for row in rows for column in row))


def unknown_layout(layouts: Sequence[Layout], places: Mapping[str, Sequence[Mapping[str, object]]]) -> str:
    """Sentence for a file no layout fits: what was found, the nearest layout, and what that one lacks."""
    found = columns_found(places)
    shown = ", ".join(map(_told, found[:MAX_SHOWN])) + (", …" if len(found) > MAX_SHOWN else "")
    if not found:
        return "it holds no rows with columns or keys: a CSV header, JSON objects or another layout of docs/formats.md"
    nearest = nearest_layout(layouts, found)
    missing = ", ".join(missing_columns(nearest, places))
    near = f"the nearest known layout is {nearest.name}" + (f", which also needs {missing}" if missing else "")
    return f"its layout is unknown (columns found: {shown}); {near}: write a mapping and pass it with --mapping FILE"


def nearest_layout(layouts: Sequence[Layout], found: Sequence[str]) -> Layout:
    """The layout that shares most with the columns found."""
    names = {plain(column) for column in found}

    def shared(layout: Layout) -> tuple[float, int]:
        needed = [plain(name.split(".")[-1]) for required in layout.requires for name in required.split("|")]
        used = {plain(column.split(".")[-1]) for field in layout.fields for column in layout.columns(field)}
        return sum(name in names for name in needed) / max(len(needed), 1), len(used & names)

    return max(layouts, key=shared)


def skeleton(layouts: Sequence[Layout], places: Mapping[str, Sequence[Mapping[str, object]]]) -> str:
    """A mapping to complete: fields whose column could be guessed from known layouts, the rest as comments."""
    found = columns_found(places)
    nearest = nearest_layout(layouts, found) if found else layouts[0]
    kind = nearest.kind if isinstance(nearest.kind, str) else "review"
    known = {
        plain(column): field
        for layout in reversed(layouts)
        for field in layout.fields
        for column in layout.columns(field)
    }
    guessed: dict[str, str] = {}
    for column in found:
        if field := known.get(plain(column)):
            guessed.setdefault(field, column)
    left = [column for column in found if column not in guessed.values()]
    names = [column for column in found if _told(column) == column]  # what somebody wrote is no name to ask for
    lines = [
        "# Save as my-shop.mapping.yaml beside the file, or pass it with --mapping; see docs/formats.md",
        "name: my-shop",
        f"kind: {kind}    # review, faq, question, product or transcript",
        f"requires: [{', '.join(map(_quoted, names[:4]))}]",
        "fields:",
        *(f"  {field}: {_quoted(column)}" for field, column in guessed.items()),
        *(f"  {field}:    # which column?" for field in ("product", "text") if field not in guessed),
        f"# columns not used yet: {', '.join(map(_told, left[:MAX_SHOWN]))}",
        "# rating: {best: 10}          # when ratings are not out of 5",
        "# dates: {order: dmy}         # when dates are all figures: dmy or mdy",
        "# attributes: {columns: {skin_type: …}}",
    ]
    return "\n".join(lines)


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _told(name: str) -> str:
    """A column's name as it may be printed: in a file without a header it is what somebody wrote."""
    line = clean_line(mask_text(name, "en").text)
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"
