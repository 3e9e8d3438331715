"""Every product, record and refusal of one file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, partial

from data.products import Product
from data.records import Record
from ingest.dates import Order, column_order, parse_date
from ingest.decoding import bounded_lines, open_text
from ingest.mapping import KindOf, Layout, Shape
from ingest.readers.cells import Scope, as_text
from ingest.readers.delimited import read_rows
from ingest.readers.faq import faqs, passages
from ingest.readers.faq_markdown import markdown_rows
from ingest.readers.json_rows import read_document, read_lines, read_table
from ingest.readers.planning import Import, Plan, linked_layouts
from ingest.readers.products import products
from ingest.readers.questions import questions
from ingest.readers.reviews import reviews
from ingest.readers.rows import Row, found_at
from ingest.readers.schema_org import read_linked
from ingest.readers.subtitles import parse_subtitles
from ingest.readers.transcripts import gathered, language_of_name, subtitle_record, transcripts
from ingest.recognition import Part, shape_of
from ingest.refusals import FileRefusedError, Refusal, RowRefusedError, shown

Item = Product | Record | Refusal

BUILDERS: dict[Shape, Callable[[Row, Scope], Iterator[Item]]] = {
    "review": reviews,
    "fit": partial(reviews, words_needed=False),
    "faq": faqs,
    "question": questions,
    "passage": passages,
    "product": products,
    "transcript": transcripts,
}
ORDER_SAMPLE = 200_000
"""Rows looked at to learn whether a column of dates has the day or the month first."""


def items(planned: Plan, shared: Import, only: Shape | None = None) -> Iterator[Item]:
    """Every product, record and refusal of a file, in its order; of rows of one shape alone when `only` names it.

    Raises:
        FileRefusedError: when the rest of the file cannot be read.
    """
    if planned.way == "subtitles":
        yield from _from_subtitles(planned, shared)
    elif planned.way == "linked":
        yield from _from_linked(planned, shared, only)
    else:
        for part in planned.parts:
            yield from _from_rows(planned, part, shared, only)


def _scope(planned: Plan, layout: Layout, shared: Import, rows: Callable[[], Iterable[Row | Refusal]] = list) -> Scope:
    exported = layout.dates.exported_at or _exported_at(planned, shared) or shared.today
    language = language_of_name(planned.source.inner.stem) if planned.way in ("markdown", "subtitles") else None
    order = cache(lambda: _order(rows(), layout))
    return Scope(planned.source.name, layout, shared.today, exported, shared.product, language, order)


def _exported_at(planned: Plan, shared: Import) -> date | None:
    said = planned.comments.get("exported_at") or planned.comments.get("exported at") or ""
    try:
        return parse_date(said, order=lambda: None, today=shared.today)
    except ValueError:
        return None


def _order(rows: Iterable[Row | Refusal], layout: Layout) -> Order | None:
    """What the date columns of the whole file prove."""
    columns = [column for name in ("published", "experienced", "asked") for column in layout.columns(name)]
    sampled = (row for row, _ in zip(rows, range(ORDER_SAMPLE), strict=False) if isinstance(row, Row))
    return column_order(as_text(found_at(row.values, column))[:80] for row in sampled for column in columns)


def _from_subtitles(planned: Plan, shared: Import) -> Iterator[Item]:
    scope = _scope(planned, planned.parts[0].layout, shared)
    with open_text(planned.source.open, planned.encoding) as stream:
        said = parse_subtitles(bounded_lines(stream))
    try:
        yield subtitle_record(planned.source, said, shared.manifest, scope)
    except RowRefusedError as error:
        if error.column is None:
            raise FileRefusedError(error.reason) from error
        yield Refusal(scope.file, None, error.column, error.value, error.reason)


def _from_linked(planned: Plan, shared: Import, only: Shape | None) -> Iterator[Item]:
    scopes = {kind: _scope(planned, layout, shared) for kind, layout in linked_layouts(shared).items()}
    for found in read_linked(planned.source, planned.encoding):
        if isinstance(found, Refusal):
            yield found
        elif only is None or only in scopes[found.kind].layout.shapes:
            yield from _built(found.row, scopes[found.kind])


def _from_rows(planned: Plan, part: Part, shared: Import, only: Shape | None) -> Iterator[Item]:
    rows = partial(_rows, planned, part)
    scope = _scope(planned, part.layout, shared, rows)
    cues: list[Row] = []
    for row in rows():
        shape = shape_of(row.values, part.layout) if isinstance(row, Row) else None
        if only and shape != only:
            continue
        if isinstance(row, Row) and shape == "cue":
            cues.append(row)
        else:
            yield from _built(row, scope)
    yield from gathered(cues, scope, planned.source.inner.stem)


def _rows(planned: Plan, part: Part) -> Iterator[Row | Refusal]:
    source, encoding = planned.source, planned.encoding
    if planned.way == "delimited":
        yield from read_rows(source, encoding=encoding, delimiter=planned.delimiter)
    elif planned.way == "lines":
        yield from read_lines(source, encoding)
    elif planned.way == "markdown":
        with open_text(source.open, encoding) as stream:
            yield from markdown_rows(bounded_lines(stream))
    else:
        lookup = part.layout.answers.lookup if part.layout.answers else None
        table = read_table(source, lookup, encoding) if lookup else {}
        for row in read_document(source, part.place, encoding):
            yield replace(row, document=table) if isinstance(row, Row) and table else row


def _built(row: Row | Refusal, scope: Scope) -> Iterator[Item]:
    """What one row becomes; a row that cannot is a refusal."""
    if isinstance(row, Refusal):
        yield row
        return
    try:
        shape = shape_of(row.values, scope.layout)
        if shape is None:
            raise _unknown_kind(row, scope.layout)
        yield from BUILDERS[shape](row, scope)
    except RowRefusedError as error:
        yield Refusal(scope.file, row.line, error.column, error.value, error.reason)
    except RecursionError:
        yield Refusal(scope.file, row.line, None, shown(", ".join(row.values)), "its values are nested too deeply")


def _unknown_kind(row: Row, layout: Layout) -> RowRefusedError:
    kind = layout.kind
    column, table = (kind.column, kind.table) if isinstance(kind, KindOf) else ("kind", {})
    value = as_text(found_at(row.values, column))
    return RowRefusedError(f"one of {', '.join(table)} was expected", column=column, value=value)
