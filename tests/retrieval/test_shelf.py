"""A shelf holds everything on one product and is searched exactly, whatever the order it was read in."""

from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest

from data.records import Kind
from retrieval.centres import Centres
from retrieval.filters import Filters
from retrieval.shelf import Shelf, shelf_of
from tests.fakes_embedder import FakeEmbedder
from tests.records_for_tests import review
from tests.retrieval.hits_for_tests import rows_for

EMBEDDER = FakeEmbedder()
RECORDS = [
    review(
        1, "My very dry skin drinks it up within the minute I put it on. No tightness is left, even after a windy day."
    ),
    review(
        2,
        "Top pump\nThe pump broke within a week of being opened, what a shame. It smells of fresh almond too, which I had not expected at all.",
    ),
    review(3, "La pompe s'est cassée au bout d'une semaine.", language="fr", rating=1.0, author=None),
    review(4, "Yes, the pump locks.", kind=Kind.FAQ, title="Does the pump lock for travelling?", rating=None),
    review(5, "Parfait", language="fr", published=None),
]
TWO_SENTENCES = "The strap frayed within a month.\nThe zip still closes well."
ROWS = rows_for(RECORDS, EMBEDDER)
SHELF = shelf_of(ROWS, Centres())


def found(shelf: Shelf, question: str, filters: Filters | None = None, limit: int = 10) -> list[str]:
    return [hit.span.text for hit in shelf.search(question, EMBEDDER.queries([question])[0], filters, limit)]


def test_it_holds_every_span_once() -> None:
    assert len(SHELF) == sum(1 for row in ROWS if row.text)
    assert len(SHELF.about) == len(RECORDS)


def test_the_best_span_of_a_record_speaks_for_it_once() -> None:
    hits = SHELF.search("fresh almond", EMBEDDER.queries(["fresh almond"])[0])
    assert hits[0].span.text.startswith("It smells of fresh almond too")
    assert len({hit.about.record_id for hit in hits}) == len(hits) == len(RECORDS)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5]
    assert [hit.scores.final for hit in hits] == sorted((hit.scores.final for hit in hits), reverse=True)


def test_a_span_that_is_asked_for_is_found_behind_the_best_wherever_it_ranks() -> None:
    question = "fresh almond"
    wanted = next(span for span in SHELF.spans if span.text.startswith("The pump broke"))
    vector = EMBEDDER.queries([question])[0]
    (best,) = SHELF.search(question, vector, limit=1)
    first, behind = SHELF.search(question, vector, limit=1, also=[wanted, best.span])
    assert (first, behind.span, behind.rank) == (best, wanted, 2)
    every = {hit.about.record_id: hit for hit in SHELF.search(question, vector)}[wanted.record_id]
    assert (behind.scores.record, behind.scores.fused) == (every.scores.record, every.scores.fused)
    assert behind.scores.span < every.scores.span, "its own cosine, not that of the best span of its review"


def test_a_title_does_not_speak_for_a_record_that_has_sentences() -> None:
    assert "Top pump" not in found(SHELF, "top pump")
    assert "Parfait" in found(SHELF, "parfait")


def test_a_question_answered_in_few_words_is_found_by_its_title() -> None:
    assert found(SHELF, "lock for travelling")[0] == "Yes, the pump locks."


def test_a_record_is_as_good_as_its_best_sentence_wherever_it_stands() -> None:
    late, early = review(20, TWO_SENTENCES), review(21, TWO_SENTENCES)
    directions = {late.id: [(0.6, 0.8), (0.0, 1.0), (1.0, 0.0)], early.id: [(0.6, 0.8), (0.6, 0.8), (0.6, 0.8)]}
    rows = [
        replace(row, vector=np.array(directions[record.id][place], np.float32))
        for record in (late, early)
        for place, row in enumerate(rows_for([record], EMBEDDER))
    ]
    first, second = shelf_of(rows, Centres()).search("unheard of", np.array([1, 0], np.float32))
    assert (first.about.record_id, second.about.record_id) == (late.id, early.id)
    assert first.span.text == TWO_SENTENCES.partition("\n")[2]


def test_the_order_rows_come_in_changes_nothing() -> None:
    before = found(SHELF, "pump")
    for seed in range(5):
        rows = ROWS.copy()
        Random(seed).shuffle(rows)  # noqa: S311 - a game, not a secret
        assert found(shelf_of(rows, Centres()), "pump") == before


def test_equal_scores_are_ranked_by_id() -> None:
    same = [review(number, "The zip is sturdy.") for number in range(10, 16)]
    hits = shelf_of(rows_for(same, EMBEDDER), Centres()).search("zip", EMBEDDER.queries(["zip"])[0])
    assert [hit.about.record_id for hit in hits] == sorted(record.id for record in same)


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(kinds=frozenset({Kind.FAQ})), {4}),
        (Filters(languages=frozenset({"fr"})), {3, 5}),
        (Filters(max_rating=3), {3}),
        (Filters(since=date(2026, 1, 3)), {2, 3, 4}),
        (Filters(kinds=frozenset({Kind.TRANSCRIPT})), set()),
        (None, {1, 2, 3, 4, 5}),
    ],
)
def test_only_what_the_filters_accept_is_found(filters: Filters | None, numbers: set[int]) -> None:
    hits = SHELF.search("pump", EMBEDDER.queries(["pump"])[0], filters)
    assert {hit.about.record_id for hit in hits} == {record.id for n, record in enumerate(RECORDS, 1) if n in numbers}


def test_the_limit_counts_after_the_filters() -> None:
    assert found(SHELF, "pump", Filters(languages=frozenset({"fr"})), limit=1) == [RECORDS[2].text]
    assert found(SHELF, "pump", limit=0) == []


def test_facts_and_places_come_back_as_they_were_written() -> None:
    hits = {hit.about.record_id: hit for hit in SHELF.search("pump", EMBEDDER.queries(["pump"])[0])}
    for record in RECORDS:
        hit = hits[record.id]
        assert hit.span.text == record.text[hit.span.start : hit.span.end]
        about = (hit.about.kind, hit.about.language, hit.about.author, hit.about.rating, hit.about.published)
        assert about == (record.kind, record.language, record.author, record.rating, record.published)
        assert (hit.about.title, hit.about.verified, hit.about.by_brand) == (record.title, True, record.by_brand)


@pytest.mark.parametrize("question", ["", "???", "👍", "zzz qqq", "'; DROP TABLE records; --", "a" * 5000])
def test_any_question_is_answered_with_some_order(question: str) -> None:
    assert len(found(SHELF, question or " ")) == len(RECORDS)


def test_an_empty_shelf_finds_nothing() -> None:
    empty = shelf_of([], Centres())
    assert len(empty) == 0
    assert found(empty, "pump") == []
