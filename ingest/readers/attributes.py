"""What an author's structured fields say of them: skin type, usual size, recommended or not."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from ingest.cleaning import clean_line
from ingest.mapping import Group
from ingest.readers.cells import FALSE, TRUE, Cells, as_text
from ingest.readers.rows import found_at, is_empty, plain, present

NAMES = Path(__file__).with_name("attribute_names.yaml")
MAX_ATTRIBUTES = 60
MAX_VALUE = 300
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def attributes(cells: Cells) -> dict[str, str]:
    """Attribute values by snake_case English name, in order of name; empty ones are left out."""
    found: dict[str, str] = {}
    for name, value in _told(cells):
        if is_empty(value):
            continue
        words = clean_line(as_text(value)[: 2 * MAX_VALUE])[:MAX_VALUE]
        if name and words and name not in found and len(found) < MAX_ATTRIBUTES:
            found[name] = {"true": "yes", "false": "no"}.get(words.casefold(), words)
    return dict(sorted(found.items()))


def _told(cells: Cells) -> Iterator[tuple[str, object]]:
    declared = cells.scope.layout.attributes
    left_out = {plain(name) for name in (*declared.skip, *declared.incentive)}
    keys = tuple(cells.row.values)
    for name, columns in declared.columns.items():
        found = (found_at(cells.row.values, column) for column in present(columns, keys))
        yield name, next((value for value in found if not is_empty(value)), None)
    for prefix in declared.prefixes:
        for column in keys:
            if column.casefold().startswith(prefix.casefold()) and plain(column) not in left_out:
                yield attribute_name(column[len(prefix) :]), cells.row.values[column]
    for group in declared.groups:
        for label, value in _grouped(found_at(cells.row.values, group.path), group):
            if plain(label) not in left_out:
                yield attribute_name(label), value


def _grouped(kept: object, group: Group) -> Iterator[tuple[str, object]]:
    pairs = kept.items() if isinstance(kept, dict) else (("", each) for each in kept) if isinstance(kept, list) else ()
    for key, entry in pairs:
        label = next((as_text(v) for v in (found_at(entry, c) for c in group.label) if not is_empty(v)), str(key))
        if isinstance(entry, dict):
            yield label, next((v for v in (found_at(entry, c) for c in group.value) if not is_empty(v)), None)
        else:
            yield label, entry


def told_incentive(cells: Cells) -> str | None:
    """What a structured field says of an incentive ("Produit offert : oui"), `None` when it says no or nothing."""
    declared = cells.scope.layout.attributes
    names = {plain(name): name for name in declared.incentive}
    for group in declared.groups if names else ():
        for label, value in _grouped(found_at(cells.row.values, group.path), group):
            if plain(label) in names and plain(as_text(value)) not in FALSE and not is_empty(value):
                return clean_line(label if plain(as_text(value)) in TRUE else as_text(value))[:MAX_VALUE]
    return None


def attribute_name(label: str) -> str:
    """Our name for a structured field: the known English one, else the label in snake_case."""
    label = label.rsplit("__", maxsplit=1)[-1].strip() or label
    known = _names().get(plain(label))
    if known:
        return known
    folded = unicodedata.normalize("NFKD", HUMP.sub("_", label)).encode("ascii", "ignore").decode().casefold()
    return NOT_A_WORD.sub("_", folded).strip("_")[:60]


@cache
def _names() -> dict[str, str]:
    # BaseLoader makes nothing but text, lists and tables
    table: dict[str, list[str]] = yaml.load(NAMES.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return {plain(name): ours for ours, names in table.items() for name in (ours, *names)}
