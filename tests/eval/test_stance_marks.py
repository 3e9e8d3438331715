"""The stance marks shipped beside the question sets: every mark is of words that are there, and there are enough."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from data.records import Kind, Record
from eval.corpus import Corpus
from eval.sets_reading import SHIPPED, set_paths
from ingest.readers import read_paths

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
MARKS = SHIPPED / "sample.stance.jsonl"
PRODUCTS = 16

Place = tuple[str, int, int]


class Mark(BaseModel):
    """One line: what a span says on one topic."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: Annotated[str, Field(pattern=r"^stance-(fr|en)-\d{3}$")]
    language: Literal["fr", "en"]
    record: str
    start: Annotated[int, Field(ge=0)]
    end: int
    span: Annotated[str, Field(min_length=1)]
    topic: Annotated[str, Field(min_length=1)]
    topic_words: list[Annotated[str, Field(min_length=1)]]
    stance: Literal["for", "against", "mixed", "none"]
    drawn: Literal["random", "contrast"]
    note: str | None = None

    @property
    def place(self) -> Place:
        return self.record, self.start, self.end


@pytest.fixture(scope="module")
def marks() -> list[Mark]:
    lines = MARKS.read_text(encoding="utf-8").splitlines()
    return [Mark.model_validate(json.loads(line)) for line in lines]


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    """The record each name may mean, read from the exports as the product reads them."""
    items = read_paths([SAMPLE], today=date(2027, 1, 1))
    return dict(Corpus.of([], [item for item in items if isinstance(item, Record)], {}).records)


def spans(marks: list[Mark], language: str) -> set[Place]:
    return {mark.place for mark in marks if mark.language == language}


def test_every_mark_is_of_words_of_a_record_of_the_sample(marks: list[Mark], records: dict[str, Record]) -> None:
    """A record that left, or a reader that shifts its text, is seen here and not in a figure."""
    lost = [mark.id for mark in marks if mark.record not in records]
    assert lost == []
    shifted = [mark.id for mark in marks if records[mark.record].text[mark.start : mark.end] != mark.span]
    assert shifted == []


def test_topic_words_are_verbatim_words_of_their_span(marks: list[Mark]) -> None:
    """They say where in the span the topic is named, so they have to be found there."""
    strange = [(mark.id, word) for mark in marks for word in mark.topic_words if word not in mark.span]
    assert strange == []


def test_a_topic_of_a_span_is_marked_once_and_ids_are_unique(marks: list[Mark]) -> None:
    """Two verdicts on one topic of one span are one `mixed`, not two lines; a span was drawn in one way only."""
    assert len({mark.id for mark in marks}) == len(marks)
    assert len({(mark.place, mark.topic) for mark in marks}) == len(marks)
    assert len({(mark.place, mark.drawn) for mark in marks}) == len({mark.place for mark in marks})
    assert all(mark.id.startswith(f"stance-{mark.language}-") for mark in marks)


@pytest.mark.parametrize(("language", "least"), [("fr", 360), ("en", 200)])
def test_each_language_has_spans_enough_and_every_verdict(marks: list[Mark], language: str, least: int) -> None:
    """Neutral and mixed words are what a stance model gets wrong: they have to be there to be counted."""
    verdicts = Counter(mark.stance for mark in marks if mark.language == language)
    assert len(spans(marks, language)) >= least
    assert verdicts["none"] >= 40
    assert verdicts["mixed"] >= 25
    assert min(verdicts["for"], verdicts["against"]) >= 80


@pytest.mark.parametrize("language", ["fr", "en"])
def test_spans_of_two_verdicts_are_well_represented(marks: list[Mark], language: str) -> None:
    """Praise and blame in one span, each on its topic, is the case that tells topics from tone."""
    sides: dict[Place, set[str]] = {}
    for mark in marks:
        if mark.language == language:
            sides.setdefault(mark.place, set()).add(mark.stance)
    assert sum({"for", "against"} <= said for said in sides.values()) >= 30


@pytest.mark.parametrize("language", ["fr", "en"])
def test_marks_are_of_every_product_and_rather_of_people_who_bought(
    marks: list[Mark], records: dict[str, Record], language: str
) -> None:
    """All sixteen products, reviews and community answers first, the brand's own word never."""
    marked = [records[record_id] for record_id, _, _ in spans(marks, language)]
    assert len({record.product_id for record in marked}) == PRODUCTS
    assert not any(record.by_brand for record in marked)
    assert sum(record.kind is Kind.TRANSCRIPT for record in marked) <= 0.05 * len(marked)


def test_the_marks_are_not_taken_for_a_set_of_questions() -> None:
    """`python -m eval run` asks every set it finds in the folder; this file asks nothing."""
    assert MARKS not in set_paths([])
