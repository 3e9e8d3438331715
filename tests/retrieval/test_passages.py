"""Records are cut into passages that fit the model, each with its spans."""

from data.spans import Span
from ingest.chunking import cut
from retrieval.passages import LONGEST, passages
from tests.records_for_tests import review


def test_a_short_record_is_one_passage_of_one_text() -> None:
    record = review(1, "Soft and light on my dry skin.")
    (passage,) = passages(record, cut(record))
    assert passage.texts == [record.text]


def test_a_passage_of_several_spans_is_read_whole_and_span_by_span() -> None:
    record = review(1, "Soft and light on my dry skin, even in the wind.\nThe pump, however, broke after a week or so.")
    (passage,) = passages(record, cut(record))
    assert passage.texts == [record.text, *record.text.split("\n")]


def test_a_question_is_read_with_its_answer() -> None:
    record = review(1, "Yes, with a second coat.", title="Is it waterproof?")
    (passage,) = passages(record, cut(record))
    assert passage.texts == ["Is it waterproof?\nYes, with a second coat.", "Yes, with a second coat."]


def test_a_long_record_becomes_several_passages_that_hold_every_span() -> None:
    record = review(1, "This sentence says a little more than the one before it does. " * 80)
    spans = cut(record)
    packed = passages(record, spans)
    assert len(packed) > 2
    assert [span for passage in packed for span in passage.spans] == spans
    assert all(passage.end - passage.start <= LONGEST for passage in packed)


def test_a_record_without_spans_has_no_passage() -> None:
    assert passages(review(1, ""), []) == []


def test_a_span_longer_than_a_passage_is_one_of_its_own() -> None:
    record = review(1, "x" * 4000)
    assert len(passages(record, [Span(record.id, 0, 4000, record.text)])) == 1
