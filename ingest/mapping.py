"""Declarative mappings: one YAML file says how a layout is recognised and where each field of a record comes from."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from data.errors import IngestError

SHIPPED = Path(__file__).parent / "mappings"
MAX_BYTES = 200_000

Shape = Literal["review", "fit", "faq", "question", "passage", "product", "transcript", "cue"]
"""What a row becomes: `fit` is a review whose words may be missing, `passage` a text of the brand (description,
specification), `cue` one timed line of a transcript, gathered by `video_id`."""

FIELDS = frozenset(
    [
        "id",
        "product",
        "title",
        "text",
        "rating",
        "rating_best",
        "rating_worst",
        "author",
        "language",
        "published",
        "experienced",
        "verified",
        "incentive",
        "origin",
        "translated_from",
        "helpful",
        "unhelpful",
        "votes",
        "url",
        "media",
        "status",
        "by_brand",
        "question",
        "question_details",
        "asker",
        "asked",
        "thread",
        "name",
        "brand",
        "category",
        "description",
        "facts",
        "sizes",
        "price",
        "currency",
        "availability",
        "delivery",
        "returns",
        "warranty",
        "image",
        "aliases",
        "video_id",
        "start",
        "end",
        "duration",
        "speaker",
        "format",
        "hook",
        "file",
        "cues",
    ]
)
FLAGS = frozenset({"verified", "by_brand"})


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Columns = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
"""Columns or dotted keys (`meta.rating`, `Photos.*.Url`, `helpful.0`) in order of preference; the first not empty
counts."""


class Strict(BaseModel):
    """A part of a mapping: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class KindOf(Strict):
    """The shape of each row by the value of one of its columns."""

    column: str
    table: dict[str, Shape]


class Scale(Strict):
    """The source's rating scale; 1 to 5 when nothing is said."""

    best: float = Field(default=5, gt=0)
    worst: float | None = None


class Dates(Strict):
    """How dates are written: the order of all-figures dates, `strptime` formats, the day relative dates count from."""

    order: Literal["dmy", "mdy"] | None = None
    formats: tuple[str, ...] = ()
    exported_at: date | None = None


class Group(Strict):
    """Attributes kept together as `{key: {label, value}}` or `[{label, value}]`; the key names those without label."""

    path: str
    value: Columns = ("Value", "value")
    label: Columns = ()


class Attributes(Strict):
    """What the author's structured fields say: named columns, every column with a prefix, groups.

    `skip` leaves labels out; the labels under `incentive` are read as the record's incentive instead.
    """

    columns: dict[str, Columns] = {}
    prefixes: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    skip: tuple[str, ...] = ()
    incentive: tuple[str, ...] = ()


class Answers(Strict):
    """Answers kept inside their question: a list at `path`, or a table at the document's `lookup` by the ids at `path`.

    `fields` says where each field of an answer is found, within the answer.
    """

    path: Columns
    lookup: str | None = None
    fields: dict[str, Columns]
    values: dict[str, dict[str, str]] = {}


class Layout(Strict):
    """One layout of exports; see docs/formats.md.

    `requires` are the columns a file must have ("a|b" is either), `where` the values some of them must hold. `records`
    restricts where in a JSON document the rows may be ("" is the document itself; anywhere when empty). `fields` gives
    each field its columns, by language where it is written in several. `constants` fill fields the rows leave empty.
    `values` translate what a field holds, upper case, accents and punctuation aside ("true" and "false" for flags,
    nothing for "not told", `*` for every other value). `fact_columns` makes a product fact of a column, named by
    language. `question_after` is the mark behind which an answer repeats its question. `numbering: product` says that
    ids are only unique within a product.
    """

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    source: str = ""
    title: str = ""
    kind: Shape | KindOf
    records: Columns = ()
    requires: tuple[str, ...]
    where: dict[str, Columns] = {}
    fields: dict[str, Columns | dict[str, Columns]]
    constants: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    attributes: Attributes = Attributes()
    fact_columns: dict[str, dict[str, str]] = {}
    rating: Scale = Scale()
    dates: Dates = Dates()
    markup: Literal["none", "breaks", "html", "markdown"] = "none"
    question_after: str | None = None
    answers: Answers | None = None
    numbering: Literal["source", "product"] = "source"
    encoding: str | None = None
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)

    @model_validator(mode="after")
    def _known_fields(self) -> "Layout":
        named = {*self.fields, *self.constants, *self.values, *(self.answers.fields if self.answers else ())}
        if unknown := sorted(named - FIELDS):
            raise ValueError(f"unknown field {', '.join(unknown)}: known are {', '.join(sorted(FIELDS))}")
        return self

    @property
    def vendor(self) -> str:
        """The `source` written in each record's provenance."""
        return self.source or self.name

    @property
    def shapes(self) -> frozenset[Shape]:
        """Every shape its rows may take."""
        return frozenset(self.kind.table.values()) if isinstance(self.kind, KindOf) else frozenset({self.kind})

    def columns(self, field: str) -> tuple[str, ...]:
        """The columns of a field, all languages together."""
        columns = self.fields.get(field, ())
        return columns if isinstance(columns, tuple) else tuple(c for each in columns.values() for c in each)


def load_layout(text: str, name: str) -> Layout:
    """The mapping a YAML text holds; `name` is how errors call it.

    Raises:
        IngestError: naming every mistake.
    """
    try:
        return Layout.model_validate(_plain_yaml(text))
    except yaml.YAMLError as error:
        raise IngestError(
            f"mapping {name} is not YAML ({' '.join(str(error).split())}): see docs/formats.md"
        ) from error
    except ValidationError as error:
        mistakes = "; ".join(
            f"{'.'.join(map(str, each['loc'])) or 'mapping'}: {each['msg']}" for each in error.errors()
        )
        raise IngestError(f"mapping {name}: {mistakes} (see docs/formats.md)") from error


def _plain_yaml(text: str) -> Any:
    """YAML whose scalars all stay text: "yes" is a word, 1 a mark.

    Aliases are refused: a few lines of them can unpack to any size.
    """
    if "*" in text and any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
        raise yaml.YAMLError("aliases (*name) are not accepted")
    if yaml.__with_libyaml__:  # ten times as fast
        return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - the plainest there is: text, lists, tables
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the same, written in Python


def read_layout(path: Path) -> Layout:
    """The mapping in a file.

    Raises:
        IngestError: when it cannot be read or holds mistakes.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise IngestError(f"mapping {path} is larger than {MAX_BYTES:,} bytes: a mapping of a page was expected")
        return load_layout(path.read_text(encoding="utf-8-sig"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise IngestError(f"mapping {path} cannot be read ({error}): name a YAML file in UTF-8") from error


@cache
def shipped_layouts() -> tuple[Layout, ...]:
    """Every mapping shipped with the product, by name."""
    return tuple(read_layout(path) for path in sorted(SHIPPED.glob("*.yaml")))
