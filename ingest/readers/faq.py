"""A row of a FAQ becomes one record a language; a passage of the brand's own text becomes one record."""

from collections.abc import Iterator

from data.identity import content_id, record_id
from data.records import Kind, Record
from ingest.readers.attributes import attributes
from ingest.readers.cells import Cells, Scope, cells_of
from ingest.readers.reviews import identity, moderation, numbered, provenance
from ingest.readers.rows import Row
from ingest.refusals import RowRefusedError


def faqs(row: Row, scope: Scope) -> Iterator[Record]:
    """The question as title and the answer as text, in each language the row has both.

    Raises:
        RowRefusedError: when there is no language with both.
    """
    cells = cells_of(row, scope)
    markup = scope.layout.markup
    questions, answers = cells.texts("question", markup), cells.texts("text", markup)
    both = [language for language in questions if language in answers]
    if not both:
        column = cells.column("text" if questions else "question")
        raise RowRefusedError("a question and its answer in the same language were expected", column=column)
    for language in both:
        yield _faq(cells, language, " ".join(questions[language].split()), answers[language], several=len(both) > 1)


def _faq(cells: Cells, language: str, question: str, answer: str, *, several: bool) -> Record:
    layout, product, external = cells.scope.layout, cells.product(), cells.line("id")
    status, reason = moderation(cells)
    if external:
        number = numbered(layout, product, f"{external}/{language}" if several else external)
        identifier = record_id(Kind.FAQ, layout.vendor, number)
    else:
        identifier = content_id(Kind.FAQ, layout.vendor, product, language, question, answer)
    return Record(
        id=identifier,
        kind=Kind.FAQ,
        product_id=product,
        text=answer,
        provenance=provenance(cells),
        language=language,
        title=question,
        published=cells.date("published"),
        url=cells.address("url"),
        attributes=attributes(cells),
        status=status,
        status_reason=reason,
    )


def passages(row: Row, scope: Scope) -> Iterator[Record]:
    """One text of the brand (description, specification, article), titled by its product.

    Raises:
        RowRefusedError: when it has no words.
    """
    cells = cells_of(row, scope)
    text = cells.text("text", scope.layout.markup)
    if not text:
        raise RowRefusedError("the text is empty: words were expected", column=cells.column("text"))
    product, published = cells.product(), cells.date("published")
    yield Record(
        id=identity(cells, Kind.PRODUCT, product, None, published, text),
        kind=Kind.PRODUCT,
        product_id=product,
        text=text,
        provenance=provenance(cells),
        language=cells.language(),
        title=cells.line("title"),
        published=published,
        url=cells.address("url"),
        attributes=attributes(cells),
    )
