"""Counts over public reviews whose sentences people have marked: who is for and who is against, aspect by aspect."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from chat.conversation import Conversation
from data.records import Kind, Provenance, Record
from eval.contract_rows import PublicRow
from eval.gate_cases import second_half
from eval.public_sets import Mistakes, read_rows
from eval.questions import EvalQuestion, GoldTally
from eval.tally_fit import Count, read_count
from eval.trial_index import trial
from ingest.cleaning import clean_text
from ingest.pipeline import describe
from retrieval.embedder import Embedder

COUNTED = Path(__file__).with_name("opinion_counts.toml")
REVIEWS = Path("reviews_aspects_huliu") / "reviews.jsonl"
LANGUAGES: tuple[Literal["fr", "en"], ...] = ("fr", "en")


class Counted(BaseModel):
    """One question, and the aspects whose marks answer it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    product: str
    fr: str
    en: str
    aspects: frozenset[str]


class AspectMark(BaseModel):
    """What a sentence is marked to say of an aspect: above 0 for good, below for bad."""

    model_config = ConfigDict(frozen=True)

    aspect: str
    score: int


class MarkedSentence(BaseModel):
    """One sentence and its marks."""

    model_config = ConfigDict(frozen=True)

    text: str
    aspects: tuple[AspectMark, ...]


class Marks(BaseModel):
    """The marked sentences of a review."""

    model_config = ConfigDict(frozen=True)

    sentences: tuple[MarkedSentence, ...]


class MarkedReviewRow(PublicRow):
    """A review with marked sentences, and its product."""

    product_id: str
    text: str
    meta: Marks


@contextmanager
def opinion_counts(data: Path, embedder: Embedder | None = None) -> Iterator[list[Count]]:
    """The counts over an index of the public reviews under `data`, made for it and thrown away after.

    Those of products the cross-encoder has learnt from are left out.

    Raises:
        EvalError: the reviews cannot be read.
    """
    mistakes = Mistakes()
    rows = [row for row in read_rows(data / REVIEWS, MarkedReviewRow, mistakes) if second_half(row.product_id)]
    mistakes.check()
    questions = [*asked(counted(), rows)]
    with trial([_record(row) for row in rows], [q.conversation.question for q in questions], embedder) as made:
        searcher = made.searcher
        yield [
            read_count(
                question,
                searcher.shelf(question.product_id or ""),
                searcher.vector(question.conversation.question, question.language),
            )
            for question in questions
        ]


def counted() -> list[Counted]:
    """What `opinion_counts.toml` lists."""
    return [Counted(**one) for one in tomllib.loads(COUNTED.read_text(encoding="utf-8"))["count"]]


def asked(wanted: Iterable[Counted], rows: Sequence[MarkedReviewRow]) -> Iterator[EvalQuestion]:
    """Each count as a question in both languages, with the reviews on each side; none where nobody speaks of it."""
    for number, one in enumerate(wanted, start=1):
        tally = told(one, rows)
        texts: Mapping[Literal["fr", "en"], str] = {"fr": one.fr, "en": one.en}
        for language in LANGUAGES if tally.of else ():
            said = Conversation.of(texts[language])
            yield EvalQuestion(
                f"opinion-{number}~{language}", one.product, language, one.product, said, "product_question", "full",
                tally=tally,
            )  # fmt: skip


def told(wanted: Counted, rows: Iterable[MarkedReviewRow]) -> GoldTally:
    """Who is for, against and both, by the marks on the aspects."""
    sides: dict[str, list[str]] = {"for": [], "against": [], "mixed": []}
    for row in rows:
        marks = [a.score for s in row.meta.sentences for a in s.aspects if a.aspect in wanted.aspects]
        if row.product_id == wanted.product and marks:
            sides["for" if min(marks) > 0 else "against" if max(marks) < 0 else "mixed"].append(row.id)
    return GoldTally(wanted.en, tuple(sides["for"]), tuple(sides["against"]), tuple(sides["mixed"]))


def _record(row: MarkedReviewRow) -> Record:
    return describe(
        Record(
            id=row.id,
            kind=Kind.REVIEW,
            product_id=row.product_id,
            text=clean_text(row.text),
            provenance=Provenance("public-set", external_id=row.id),
            language="en",
        )
    )
