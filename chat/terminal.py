"""Answers, products and records as a person reads them in a terminal."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator

from chat.api_records import ProductLine, ProductsPage, RecordOut
from chat.api_schemas import ChatAnswer, CitationOut, TraceOut
from chat.labels import date_labels, kind_label, label, language_name, provenance_labels
from chat.quoting import shown
from chat.wording import quoted, rating, searched
from data.products import in_language

WIDEST = 96


def answer_lines(answer: ChatAnswer) -> Iterator[str]:
    """The answer, its proofs, its reservation, and who speaks."""
    language = answer.language
    for sentence in answer.sentences:
        if sentence.only_quote:
            continue  # its proof stands below, with the same words
        yield from _wrapped(sentence.text + "".join(f" [{number}]" for number in sentence.citations))
    for citation in answer.citations:
        yield from _proof(citation, language)
    if answer.nearest:
        yield ""
        yield label("nearest", language)
        for citation in answer.nearest:
            yield from _proof(citation, language)
    yield ""
    if answer.limit:
        yield from _wrapped(answer.limit)
    yield from _wrapped(answer.disclosure)


def _proof(citation: CitationOut, language: str) -> Iterator[str]:
    """A quote, where it comes from below it."""
    yield ""
    yield from _wrapped(quoted(shown(citation), language), first=f"[{citation.number}] ", rest="    ")
    yield from _wrapped(" · ".join(_facts(citation, language)), first="    ", rest="    ")
    if citation.url:
        yield f"    {citation.url}"


def _facts(said: CitationOut | RecordOut, language: str) -> list[str]:
    facts = [kind_label(said, language), said.title, said.author]
    rated = rating(said.rating, language) if said.rating is not None else None
    facts += [rated, *provenance_labels(said, language), *date_labels(said, language)]
    return [fact for fact in facts if fact]


def product_lines(page: ProductsPage, language: str) -> Iterator[str]:
    """One line a product: id, name, what was said of it."""
    widest = max((len(product.id) for product in page.products), default=0)
    for product in page.products:
        name = in_language(product.name, language) or product.id
        yield f"{product.id.ljust(widest)}  {name} · {', '.join(_numbers(product, language))}"


def _numbers(product: ProductLine, language: str) -> Iterator[str]:
    for kind, count in product.records.items():
        rated = (
            f" ({rating(round(product.rating, 1), language)})"
            if kind == "review" and product.rating is not None
            else ""
        )
        yield searched({kind: count}, language) + rated


def record_lines(record: RecordOut, language: str) -> Iterator[str]:
    """The facts about a record, then its words."""
    yield from _wrapped(" · ".join([*_facts(record, language), language_name(record.language, language)]))
    yield f"{record.id} · {record.product_id}"
    yield ""
    for paragraph in record.text.splitlines():
        yield from _wrapped(paragraph)
    if record.url:
        yield record.url


def trace_lines(trace: TraceOut) -> Iterator[str]:
    """The way of one question, stage by stage, then every span considered."""
    yield f"understood as: {trace.standalone_question}"
    for stage in trace.stages:
        reason = f" ({stage.reason})" if stage.reason else ""
        yield f"{stage.ms:8.1f} ms  {stage.name}: {stage.decision}{reason}"
    for candidate in trace.candidates:
        scores = " ".join(f"{name}={score:.3f}" for name, score in candidate.scores.items())
        yield f"{'-' if candidate.refused else '+'} {candidate.record_id} {scores} {candidate.refused or ''}".rstrip()
        yield from _wrapped(candidate.text, first="    ", rest="    ")
    yield from (f"{name} = {value:.3f}" for name, value in trace.figures.items())


def printable(lines: Iterable[str]) -> str:
    """Lines without the control characters that could move a terminal's cursor or change its title."""
    return "\n".join("".join(c if c.isprintable() else " " for c in line) for line in lines)


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    width = min(shutil.get_terminal_size().columns, WIDEST)
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False) or [""]
