"""How one file will be read: its encoding, its format, and the layouts found in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ingest.decoding import detect_encoding, open_text
from ingest.mapping import Layout, Shape, shipped_layouts
from ingest.readers.delimited import read_header
from ingest.readers.json_rows import is_lines, sample_document, sample_lines
from ingest.readers.rows import Row, has
from ingest.recognition import Part, missing_columns, recognise, shape_of, skeleton, unknown_layout
from ingest.refusals import FileRefusedError
from ingest.sources import Source

Places = Mapping[str, Sequence[Mapping[str, object]]]

WAYS = {
    **dict.fromkeys((".srt", ".vtt", ".sbv"), "subtitles"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".jsonld"), "linked"),
}
JSON = frozenset({".json", ".jsonl", ".ndjson"})


class UnknownLayoutError(FileRefusedError):
    """No mapping fits; `skeleton` is the YAML of one to complete."""

    def __init__(self, reason: str, suggestion: str) -> None:
        super().__init__(reason)
        self.skeleton = suggestion


@dataclass(frozen=True, slots=True)
class Import:
    """What the files of one import share: the day, the product for rows that name none, mappings, manifests.

    `layouts` are tried in order; `forced` is the mapping named for the file, which has to fit when `must_fit`.
    `manifest` is the row that tells of a file.
    """

    today: date
    product: str | None = None
    layouts: tuple[Layout, ...] = field(default_factory=shipped_layouts)
    forced: Layout | None = None
    must_fit: bool = False
    manifest: Row | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How one file will be read.

    `way` is its format, `parts` the layouts found in it, `sampled` the shapes of its first rows, `comments` what stands
    above its header.
    """

    source: Source
    way: str
    encoding: str
    parts: tuple[Part, ...] = ()
    delimiter: str | None = None
    comments: Mapping[str, str] = field(default_factory=dict)
    sampled: frozenset[Shape] = frozenset()

    @property
    def shapes(self) -> frozenset[Shape]:
        """Every shape its rows may take."""
        return frozenset(shape for part in self.parts for shape in part.layout.shapes)


def plan(source: Source, shared: Import) -> Plan:
    """Look at a file and decide how it is read.

    Raises:
        FileRefusedError: when it is not text, is empty, or no layout fits.
    """
    declared = shared.forced.encoding if shared.forced else None
    if declared is None:
        with source.open() as stream:
            declared = detect_encoding(stream)
    way = _way(source, declared)
    if way == "subtitles":
        return Plan(source, way, declared, (Part(_named(shared, "transcripts")),))
    if way == "markdown":
        return Plan(source, way, declared, (Part(_named(shared, "faq_markdown")),))
    if way == "linked":
        return Plan(source, way, declared, tuple(Part(layout) for layout in linked_layouts(shared).values()))
    places, delimiter, comments = _look(source, way, declared, shared)
    if way == "document" and _is_linked(places):
        return Plan(source, "linked", declared, tuple(Part(layout) for layout in linked_layouts(shared).values()))
    parts = _parts(places, shared)
    sampled = {shape for part in parts for row in places[part.place] if (shape := shape_of(row, part.layout))}
    return Plan(source, way, declared, parts, delimiter, comments, frozenset(sampled))


def _way(source: Source, encoding: str) -> str:
    """The format of a file, by its name where that is telling, else by its first character."""
    if source.suffix in WAYS:
        return WAYS[source.suffix]
    with open_text(source.open, encoding) as stream:
        head = stream.read(4096).lstrip("\ufeff \t\r\n\x00")
    if not head:
        raise FileRefusedError("it is empty: rows were expected")
    if source.suffix in JSON or head[0] in "{[":
        comments = head.startswith(("<", "//", "/*"))
        return "linked" if comments else "lines" if is_lines(source, encoding) else "document"
    page = head[0] == "<" and source.suffix in ("", ".txt")
    return "subtitles" if head.startswith("WEBVTT") else "linked" if page else "delimited"


def _look(source: Source, way: str, encoding: str, shared: Import) -> tuple[Places, str | None, Mapping[str, str]]:
    """Sample rows by place, and what a delimited file says of itself."""
    if way == "lines":
        return sample_lines(source, encoding), None, {}
    if way == "document":
        return sample_document(source, encoding), None, {}
    header = read_header(
        source, encoding=encoding, delimiter=shared.forced.delimiter if shared.forced and shared.must_fit else None
    )
    return {"": [dict.fromkeys(header.columns, "")]}, header.delimiter, header.comments


def _parts(places: Places, shared: Import) -> tuple[Part, ...]:
    """The layouts of a file and where they are in it."""
    if shared.forced and shared.must_fit and (missing := missing_columns(shared.forced, places)):
        raise FileRefusedError(f"mapping {shared.forced.name} does not fit: the file has no {', '.join(missing)}")
    parts = recognise([shared.forced] if shared.forced and shared.must_fit else shared.layouts, places)
    if not parts:
        raise UnknownLayoutError(unknown_layout(shared.layouts, places), skeleton(shared.layouts, places))
    for part in parts:
        if shared.product is None and not _names_product(part.layout, places[part.place]):
            columns = ", ".join(part.layout.columns("product")[:4])
            raise FileRefusedError(f"no column tells the product (such as {columns}): pass --product ID")
    return tuple(parts)


def _names_product(layout: Layout, rows: Sequence[Mapping[str, object]]) -> bool:
    if "product" in layout.constants or layout.shapes <= {"product"}:
        return True
    return any(has(row, column) for row in rows for column in layout.columns("product"))


def _is_linked(places: Places) -> bool:
    return any("@context" in row or "@graph" in row or "@type" in row for row in places.get("", ()))


def _named(shared: Import, name: str) -> Layout:
    return next(layout for layout in (*shared.layouts, *shipped_layouts()) if layout.name == name)


def linked_layouts(shared: Import) -> dict[str, Layout]:
    """The layout of each schema.org type."""
    layouts = [layout for layout in (*shipped_layouts(), *shared.layouts) if "@type" in layout.where]
    return {kind: layout for layout in layouts for kind in layout.where["@type"]}
