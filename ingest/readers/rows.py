"""One row of an export, whatever its format, and how a dotted column is found in it."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

EMPTY = frozenset({"", "null", "nan", "nat", "undefined", "n/a", "#n/a", "\\n"})
"""What exports write where they have nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `values` by column or key, `line` its first line in the file when that is known.

    `document` is the whole JSON document the row comes from, for what is kept beside the rows (answers, included
    products); empty for rows that stand alone.
    """

    line: int | None
    values: Mapping[str, object]
    document: Mapping[str, object] = field(default_factory=dict)


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A name without case, accents, spaces and punctuation: "Review Title", `review_title` and `reviewTitle` agree."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(character for character in folded if character.isalnum())


def is_empty(value: object) -> bool:
    """Whether the export says nothing here."""
    if isinstance(value, str):
        return value.strip().casefold() in EMPTY
    return value is None or (isinstance(value, (list, dict)) and not value)


def found_at(value: object, path: str) -> object:
    """What a dotted path leads to, `None` when it leads nowhere.

    `*` takes every element of a list or object (the result is then a list), a number takes one element. Names are
    compared as `plain` writes them when they are not found as written.
    """
    if isinstance(value, dict) and path in value:
        return value[path]
    for step, rest in _splits(path):
        if step == "*":
            return _everything(value, rest)
        if isinstance(value, dict):
            key = _key(value, step)
            if key is not None:
                return found_at(value[key], rest) if rest else value[key]
        if isinstance(value, list) and step.isdigit():
            return _element(value, int(step), rest)
    return None


@lru_cache(maxsize=20_000)
def present(columns: tuple[str, ...], keys: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the columns that rows with these keys can have; rows of one file share their keys."""
    names = {plain(key) for key in keys}
    return tuple(c for c in columns if plain(c) in names or plain(c.partition(".")[0]) in names or c.startswith("*"))


def as_written(values: Mapping[str, object], column: str) -> str | None:
    """The column as the file spells it, `None` when the file does not have it."""
    if column in values:
        return column
    head, _, rest = column.partition(".")
    key = _key(values, column) or _key(values, head)
    return key if key is None or not rest or key == _key(values, column) else f"{key}.{rest}"


def has(value: object, path: str) -> bool:
    """Whether a row has that column or key, be it empty."""
    if isinstance(value, dict):
        if path in value:
            return True
        for step, rest in _splits(path):
            key = _key(value, step)
            if key is not None:
                return not rest or has(value[key], rest)
    return "*" in path or isinstance(found_at(value, path), (str, int, float, list, dict))


def _splits(path: str) -> tuple[tuple[str, str], ...]:
    """The whole path as one name, then its first step and the rest: column names may hold dots."""
    head, dot, rest = path.partition(".")
    return ((path, ""), (head, rest)) if dot else ((path, ""),)


def _key(value: Mapping[str, object], step: str) -> str | None:
    return step if step in value else _by_plain_name(tuple(value)).get(plain(step))


@lru_cache(maxsize=2_000)
def _by_plain_name(keys: tuple[str, ...]) -> dict[str, str]:
    """The first key of each plain name; rows of one file share their keys."""
    return {name: key for key in reversed(keys) if (name := plain(key))}


def _everything(value: object, rest: str) -> list[object]:
    inner: Iterable[object] = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = (found_at(each, rest) if rest else each for each in inner)
    return [each for each in _flat(found) if not is_empty(each)]


def _flat(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        yield from value if isinstance(value, list) else (value,)


def _element(value: list[object], at: int, rest: str) -> object:
    if at >= len(value):
        return None
    return found_at(value[at], rest) if rest else value[at]
