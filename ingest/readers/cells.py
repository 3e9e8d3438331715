"""The fields of one row, found through the mapping and read as what they mean."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from data.products import Texts
from ingest.cleaning import clean_line, clean_text
from ingest.dates import Order, parse_date
from ingest.mapping import Columns, Layout
from ingest.markup import flatten
from ingest.ratings import parse_rating
from ingest.readers.rows import Row, as_written, found_at, is_empty, plain, present
from ingest.refusals import RowRefusedError

MAX_TEXT = 200_000
MAX_LINE = 500
UNDETERMINED = "und"
TRUE = frozenset({"true", "yes", "oui", "1", "y", "o", "vrai", "verified", "verifie", "verifiedbuyer", "achatverifie"})
FALSE = frozenset({"false", "no", "non", "0", "n", "f", "faux", "none", "aucun", "aucune", "unverified", "nonverifie"})
LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
LANGUAGES = {
    name: code
    for code, names in {
        "fr": "francais french fra fre",
        "en": "anglais english eng",
        "de": "allemand german deutsch deu ger",
        "es": "espagnol spanish espanol spa",
        "it": "italien italian italiano ita",
        "nl": "neerlandais dutch nederlands nld dut",
        "pt": "portugais portuguese portugues por",
    }.items()
    for name in names.split()
}
WEB_ADDRESS = re.compile(r"https?://(?:(?![,;|]\s*https?://)[^\s<>\"'`\\]){1,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """What all rows of one file are read with.

    `product` stands in where a row names none; `language` where it tells none. Relative dates count from `exported`.
    `order` looks at the file's date columns, only when a date leaves its order open.
    """

    file: str
    layout: Layout
    today: date
    exported: date
    product: str | None = None
    language: str | None = None
    order: Callable[[], Order | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Cells:
    """One row seen through its mapping; `fields` and `values` are the layout's, or those of its answers."""

    row: Row
    scope: Scope
    fields: Mapping[str, Columns | Mapping[str, Columns]]
    values: Mapping[str, Mapping[str, str]]

    def raw(self, field: str) -> tuple[str, object]:
        """The first column of the field that is not empty, and its value, else the mapping's constant.

        `("", None)` when there is neither; the product's constant comes after `--product` and is left to `product`.
        """
        columns = self.fields.get(field, ())
        flat = columns if isinstance(columns, tuple) else tuple(name for each in columns.values() for name in each)
        column, value = self._first(flat)
        constant = self.scope.layout.constants.get(field) if value is None and field != "product" else None
        return (field, constant) if constant else (column, value)

    def _first(self, columns: tuple[str, ...]) -> tuple[str, object]:
        for column in present(columns, tuple(self.row.values)):
            value = found_at(self.row.values, column)
            if not is_empty(value):
                return as_written(self.row.values, column) or column, value
        return "", None

    def column(self, field: str) -> str | None:
        """How the file spells the column a field is read from, `None` when nothing says it."""
        columns = self.fields.get(field, ())
        flat = [*columns] if isinstance(columns, tuple) else [name for each in columns.values() for name in each]
        spelled = (as_written(self.row.values, name) for name in flat)
        return next((name for name in spelled if name), flat[0] if flat else None)

    def text(self, field: str, markup: str = "none") -> str:
        """The words of a field, cleaned; "" when there are none."""
        return self._cleaned(*self.raw(field), markup)

    def _cleaned(self, column: str, value: object, markup: str) -> str:
        words = as_text(value)
        if len(words) > MAX_TEXT:
            raise RowRefusedError(f"at most {MAX_TEXT:,} characters were expected", column=column, value=words)
        return clean_text(flatten(words, markup))

    def line(self, field: str) -> str | None:
        """The words of a field on one line of at most 500 characters, `None` when there are none."""
        return clean_line(as_text(self.raw(field)[1])[: 4 * MAX_LINE])[:MAX_LINE].rstrip() or None

    def texts(self, field: str, markup: str = "none") -> Texts:
        """The words of a field by language: from columns or keys that name languages, else in the row's language."""
        columns = self.fields.get(field, ())
        if not isinstance(columns, tuple):
            found = {code: self._cleaned(*self._first(names), markup) for code, names in columns.items()}
            return {code: words for code, words in found.items() if words}
        texts: Texts = {}
        for column in present(columns, tuple(self.row.values)):
            for code, each in by_language(found_at(self.row.values, column)).items():
                if words := self._cleaned(column, None if is_empty(each) else each, markup):
                    texts.setdefault(code or self.language(), words)
        return texts

    def table(self, field: str, value: str) -> str | None:
        """What the mapping's table says of a value (`*` speaks for all others), `None` when it says nothing."""
        table = self.values.get(field, {})
        said = (meaning for word, meaning in table.items() if word != "*" and plain(word) == plain(value))
        return next(said, table.get("*"))

    def flag(self, field: str) -> bool | None:
        """Yes, no, or not told."""
        _, value = self.raw(field)
        if isinstance(value, (dict, list)):
            return True
        word = as_text(value).strip()
        meaning = plain(self.table(field, word) or word)
        return True if meaning in TRUE else False if meaning in FALSE else None

    def word(self, field: str) -> str | None:
        """A short text through the mapping's table; words for "no" are `None`, for "yes" the table's or "yes"."""
        line = self.line(field)
        if line is None:
            return None
        meaning = self.table(field, line)
        if meaning is not None:
            return meaning or None
        return None if plain(line) in FALSE else line

    def language(self) -> str:
        """ISO 639-1 code the source tells, "und" when it does not."""
        return language_code(self.line("language")) or self.scope.language or UNDETERMINED

    def product(self) -> str:
        """The product the row is about.

        Raises:
            RowRefusedError: when neither the row, the import nor the mapping names one.
        """
        named = self.line("product") or self.scope.product or self.scope.layout.constants.get("product")
        if named:
            return named
        raise RowRefusedError(
            "a product id was expected: fill it in or pass --product ID", column=self.column("product")
        )

    def date(self, field: str) -> date | None:
        """A date, `None` when it is not given or its order of day and month cannot be known.

        Raises:
            RowRefusedError: when it is no possible date.
        """
        column, value = self.raw(field)
        dates = self.scope.layout.dates
        try:
            return parse_date(
                as_text(value),
                order=lambda: dates.order or self.scope.order(),
                today=self.scope.exported,
                latest=max(self.scope.today, self.scope.exported),
                formats=dates.formats,
            )
        except ValueError as error:
            raise RowRefusedError(str(error), column=column, value=as_text(value)) from error

    def rating(self) -> float | None:
        """The rating from 1 to 5, `None` when there is none.

        Raises:
            RowRefusedError: when it is no rating or outside its scale.
        """
        column, value = self.raw("rating")
        scale = self.scope.layout.rating
        try:
            best, worst = (number(self.raw(field)[1]) for field in ("rating_best", "rating_worst"))
            return parse_rating(as_text(value), best=best or scale.best, worst=scale.worst if worst is None else worst)
        except ValueError as error:
            raise RowRefusedError(str(error), column=column, value=as_text(value)) from error

    def count(self, field: str) -> int:
        """A count of votes, 0 when there is none to be read."""
        found = number(self.raw(field)[1])
        return int(found) if found is not None and 0 < found < 1e9 else 0

    def address(self, field: str) -> str | None:
        """A web address, `None` unless it is http or https."""
        return next(iter(self.addresses(field)), None)

    def addresses(self, field: str) -> tuple[str, ...]:
        """Every web address in a field, each once."""
        return tuple(dict.fromkeys(each.rstrip(",;|.") for each in WEB_ADDRESS.findall(as_text(self.raw(field)[1]))))


def cells_of(row: Row, scope: Scope) -> Cells:
    """A row through its file's mapping."""
    return Cells(row, scope, scope.layout.fields, scope.layout.values)


def as_text(value: object) -> str:
    """A value as words: whole numbers without decimals, lists one element a line, `{"@value": …}` its value."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(as_text, value)))
    if isinstance(value, dict):
        return as_text(value.get("@value") or value.get("name") or value.get("text"))
    if value is None or isinstance(value, (str, bool)):
        return value if isinstance(value, str) else "" if value is None else str(value).lower()
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return str(int(value)) if whole and isinstance(value, float) else str(value)


def by_language(value: object) -> dict[str, object]:
    """A value by language code; "" is the key of a text that names no language."""
    if isinstance(value, dict) and value and all(language_code(key) for key in value):
        return {str(language_code(key)): words for key, words in value.items()}
    if isinstance(value, dict) and "@language" in value:
        return {language_code(as_text(value["@language"])) or "": value}
    if isinstance(value, list) and value and all(isinstance(each, dict) and "@language" in each for each in value):
        return {language_code(as_text(each["@language"])) or "": each for each in value}
    return {} if value is None else {"": value}


def language_code(name: str | None) -> str | None:
    """ISO 639-1 code of a language named as `fr`, `fr_FR`, `Français` or `French`; `None` when it is none of these."""
    name = (name or "").strip()
    if found := LANGUAGE.fullmatch(name):
        return found[1].lower()
    return LANGUAGES.get(plain(name))


def number(value: object) -> float | None:
    """A number written in figures, thousands separated or not; `None` for anything else."""
    if isinstance(value, bool):
        return float(value)
    digits = re.fullmatch(r"(-?\d[\d\s\u202f\xa0]{0,15}(?:[.,]\d+)?)", as_text(value).strip()[:40])
    return float(re.sub(r"[\s\u202f\xa0]", "", digits[1]).replace(",", ".")) if digits else None
