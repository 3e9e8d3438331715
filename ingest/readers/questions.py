"""A community question becomes one record an answer, or one record by itself when nobody answered."""

from collections.abc import Iterator
from dataclasses import replace

from data.identity import digest
from data.records import Kind, Record
from ingest.readers.attributes import attributes
from ingest.readers.cells import Cells, Scope, as_text, cells_of
from ingest.readers.reviews import identity, moderation, provenance, votes
from ingest.readers.rows import Row, found_at, is_empty
from ingest.refusals import Refusal, RowRefusedError

UNANSWERED = {"unanswered": "yes"}


def questions(row: Row, scope: Scope) -> Iterator[Record | Refusal]:
    """The answers of one question, each with the question as title; the answers of one thread share `thread`.

    Raises:
        RowRefusedError: when there is no question, or no product.
    """
    cells = cells_of(row, scope)
    question = _question(cells)
    thread = _thread(cells, question)
    if scope.layout.answers is None:
        yield _answer(cells, cells, question, thread) if cells.text("text") else _unanswered(cells, question, thread)
        return
    answers = list(_answers(cells, row))
    for answer in answers:
        try:
            yield _answer(answer, cells, question, thread)
        except RowRefusedError as error:
            yield Refusal(scope.file, row.line, error.column, error.value, error.reason)
    if not answers:
        yield _unanswered(cells, question, thread)


def _question(cells: Cells) -> str:
    """The question as asked: its summary, then its details on a line of their own."""
    markup = cells.scope.layout.markup
    asked, details = cells.text("question", markup), cells.text("question_details", markup)
    after = cells.scope.layout.question_after
    if not asked and after and after in cells.text("text"):
        asked = cells.text("text").partition(after)[2].strip()
    if not asked and not details:
        raise RowRefusedError("a question was expected", column=cells.column("question"))
    return "\n".join(dict.fromkeys(filter(None, (asked, details))))


def _thread(cells: Cells, question: str) -> str:
    number = cells.line("thread") or (cells.line("id") if cells.scope.layout.answers else None)
    product = cells.product()
    key = f"{product}/{number}" if number else f"{product}/{question}"
    return f"thread-{digest(cells.scope.layout.vendor, key)[:16]}"


def _answers(cells: Cells, row: Row) -> Iterator[Cells]:
    """Each answer seen through the mapping's answer fields."""
    declared = cells.scope.layout.answers
    if declared is None:
        return
    kept = next((v for v in (found_at(row.values, path) for path in declared.path) if not is_empty(v)), [])
    for entry in kept if isinstance(kept, list) else list(kept.values()) if isinstance(kept, dict) else [kept]:
        number = as_text(entry)
        answer = entry if declared.lookup is None else row.document.get(number, {"id": number})
        values = answer if isinstance(answer, dict) else {"text": answer}
        yield Cells(Row(row.line, values), cells.scope, declared.fields, declared.values or cells.values)


def _answer(answer: Cells, asked: Cells, question: str, thread: str) -> Record:
    text = answer.text("text", answer.scope.layout.markup)
    if after := answer.scope.layout.question_after:
        text = text.partition(after)[0].strip()
    if not text:
        raise RowRefusedError("the answer is empty", column=answer.column("text"), value=question)
    product, published, author = asked.product(), answer.date("published"), answer.line("author")
    status, reason = moderation(answer if answer.line("status") else asked)
    language = answer.language()
    return Record(
        id=identity(answer, Kind.QUESTION, product, author, published, f"{question}\n{text}"),
        kind=Kind.QUESTION,
        product_id=product,
        text=text,
        provenance=provenance(answer),
        language=language if language != "und" else asked.language(),
        title=" ".join(question.split()),
        author=author,
        published=published,
        experienced=answer.date("experienced"),
        url=answer.address("url") or asked.address("url"),
        media=answer.addresses("media"),
        votes=votes(answer),
        attributes=attributes(answer),
        thread=thread,
        status=status,
        status_reason=reason,
    )


def _unanswered(cells: Cells, question: str, thread: str) -> Record:
    """The question itself, so that it can be asked of people again."""
    product, asked, asker = cells.product(), cells.date("asked"), cells.line("asker")
    field = "thread" if cells.line("thread") else "id"
    status, reason = moderation(cells)
    return Record(
        id=identity(cells, Kind.QUESTION, product, asker, asked, question, field, prefix="question/"),
        kind=Kind.QUESTION,
        product_id=product,
        text=question,
        provenance=replace(provenance(cells, field), by_brand=False),
        language=cells.language(),
        author=asker,
        published=asked,
        url=cells.address("url"),
        attributes=attributes(cells) | UNANSWERED,
        thread=thread,
        status=status,
        status_reason=reason,
    )
