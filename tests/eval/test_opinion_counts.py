"""Marked reviews become hand counts: who is for, who is against, who says both, of an aspect of a product."""

import json
from pathlib import Path

import pytest

from data.errors import EvalError
from eval.opinion_counts import REVIEWS, Counted, MarkedReviewRow, asked, counted, opinion_counts, told


def row(number: int, *marks: tuple[str, int], product: str = "phone") -> MarkedReviewRow:
    """A review with a sentence a mark."""
    sentences = [{"text": "words", "aspects": [{"aspect": aspect, "score": score}]} for aspect, score in marks]
    return MarkedReviewRow.model_validate(
        {"id": f"r{number}", "product_id": product, "text": "words", "meta": {"sentences": sentences}}
    )


SOUND = Counted(
    product="phone", fr="Le son est-il bon ?", en="Is the sound good?", aspects=frozenset({"sound", "bass"})
)
ROWS = [
    row(1, ("sound", 2), ("size", -1)),
    row(2, ("bass", -3)),
    row(3, ("sound", 1), ("bass", -1)),
    row(4, ("size", 2)),
    row(5, ("sound", 2), product="camera"),
]


def test_a_review_takes_the_side_of_all_its_marks_on_the_aspects() -> None:
    tally = told(SOUND, ROWS)
    assert (tally.for_, tally.against, tally.mixed) == (("r1",), ("r2",), ("r3",))


def test_each_count_is_asked_in_both_languages_and_none_of_what_nobody_speaks_of() -> None:
    nobody = SOUND.model_copy(update={"aspects": frozenset({"radio"})})
    questions = list(asked([SOUND, nobody], ROWS))
    assert [(q.language, q.conversation.question) for q in questions] == [("fr", SOUND.fr), ("en", SOUND.en)]
    assert {q.set for q in questions} == {"phone"}


def test_the_shipped_list_is_read_and_asks_each_thing_once() -> None:
    listed = counted()
    assert len({(one.product, one.en) for one in listed}) == len(listed) > 40
    assert all(one.aspects and one.fr.endswith("?") for one in listed)


def test_a_malformed_review_is_told(tmp_path: Path) -> None:
    path = tmp_path / REVIEWS
    path.parent.mkdir()
    path.write_text(json.dumps({"id": "r1", "text": "words"}) + "\n", encoding="utf-8")
    with pytest.raises(EvalError), opinion_counts(tmp_path):
        pass
