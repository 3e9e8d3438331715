"""The models of a tally learn from hand counts, and are measured on counts they have not seen."""

from collections.abc import Sequence

import numpy as np
import pytest

from chat.answer import Stance
from chat.conversation import Conversation
from chat.stance.model import STANCES, Asked, Judgement
from chat.tally.model import Logistic
from chat.tally.voices import voice_features
from data.records import Record
from eval.questions import EvalQuestion, GoldTally
from eval.tally_fit import (
    Count,
    best_marks,
    crossed,
    fit_topic,
    fit_voices,
    hear,
    logistic_regression,
    measured,
    points,
    read_count,
)
from retrieval.centres import Centres
from retrieval.shelf import shelf_of
from retrieval.vectors import Floats
from tests.fakes_embedder import FakeEmbedder
from tests.records_for_tests import review
from tests.retrieval.hits_for_tests import rows_for

EMBEDDER = FakeEmbedder()
TOPICS = {
    "Is it noisy?": ("It is a quiet thing and I love it.", "It is noisy and loud, I am sorry to say."),
    "Is it easy to clean?": ("Cleaning it is quick, I love it.", "Cleaning it is a loud and sorry affair."),
    "How does it smell?": ("The smell is one I love.", "The smell makes me sorry."),
    "Is it worth the price?": ("The price is one I love.", "The price makes me sorry."),
}


class FakeJudge:
    """Love is for, sorry is against."""

    def judge_all(self, asked: Sequence[Asked], vectors: Floats | None = None) -> list[Judgement]:
        return [self._judged(one.text) for one in asked]

    def _judged(self, text: str) -> Judgement:
        stance = Stance.FOR if "love" in text else Stance.AGAINST if "sorry" in text else Stance.NONE
        return Judgement(stance, tuple(0.91 if one is stance else 0.03 for one in STANCES), (0, len(text)))


def reviews() -> list[Record]:
    """Five reviews for and three against each topic."""
    texts = [(q, side) for q in TOPICS for side in (0, 0, 0, 0, 0, 1, 1, 1)]
    return [
        review(i, f"{TOPICS[q][side]} {'Day ' * (i % 3)}", rating=5.0 if side == 0 else 1.0)
        for i, (q, side) in enumerate(texts)
    ]


def counts() -> list[Count]:
    records = reviews()
    shelf = shelf_of(rows_for(records, EMBEDDER), Centres())
    found = []
    for number, text in enumerate(TOPICS):
        ids = [record.id for record in records[8 * number : 8 * number + 8]]
        tally = GoldTally("topic", tuple(ids[:5]), tuple(ids[5:]), ())
        question = EvalQuestion(
            f"count-{number}",
            f"shop {number % 2}",
            "en",
            "cream",
            Conversation.of(text),
            "product_question",
            "full",
            tally=tally,
        )
        found.append(read_count(question, shelf, EMBEDDER.queries([text])[0]))
    return found


COUNTS = counts()


def test_reviews_on_the_topic_are_told_from_the_others() -> None:
    topic = fit_topic(COUNTS)
    for count in COUNTS:
        best = np.full(len(count.right), -np.inf)
        np.maximum.at(best, count.voices.record, topic.scores(count.features))
        assert best[count.right].min() > best[~count.right].max()


def test_voices_are_put_on_the_side_they_took() -> None:
    topic = fit_topic(COUNTS)
    heard = [hear(count, topic, FakeJudge()) for count in COUNTS]
    model = fit_voices(heard, topic)
    for one in heard:
        stances = model.stances(one.features)
        assert [said for said, gold in zip(stances, one.gold, strict=True) if gold != Stance.NONE] == [
            gold for gold in one.gold if gold != Stance.NONE
        ]
        assert points(one, stances) == pytest.approx(0.0)


def test_each_count_is_judged_by_models_that_have_not_seen_its_group() -> None:
    judged = crossed(COUNTS, FakeJudge(), lambda count: count.question.set)
    assert [one.count.question.set for one, _ in judged] == ["shop 0", "shop 0", "shop 1", "shop 1"]
    assert judged[0][1] is judged[1][1] is not judged[2][1]
    assert best_marks(judged)


def test_a_perfect_count_has_no_error_and_drops_no_minority() -> None:
    topic = fit_topic(COUNTS)
    heard = [hear(count, topic, FakeJudge()) for count in COUNTS]
    figures = measured([(one, [Stance(gold) for gold in one.gold]) for one in heard])
    assert figures["tally_error"].value == 0
    assert figures["within_5"].value == figures["side"].value == figures["precision"].value == 1
    assert figures["minority"].value == 1
    assert figures["minority"].n == len(COUNTS)


def test_a_count_of_nobody_is_all_wrong_and_drops_the_minority() -> None:
    heard = [hear(count, fit_topic(COUNTS), FakeJudge()) for count in COUNTS]
    figures = measured([(one, [Stance.NONE] * len(one.gold)) for one in heard])
    assert figures["tally_error"].value == 100
    assert figures["recall"].value == figures["minority"].value == 0


def test_the_regression_finds_the_side_of_a_line() -> None:
    values = np.array([[float(x), 3.0] for x in range(-5, 6)])
    bias, weights = logistic_regression(values, values[:, 0] > 0)
    assert ((bias + values @ weights > 0) == (values[:, 0] > 0)).all()


def test_a_question_without_a_hand_count_is_refused() -> None:
    question = EvalQuestion("q", "s", "en", "cream", Conversation.of("noise?"), "product_question", "full")
    with pytest.raises(ValueError, match="hand count"):
        read_count(question, COUNTS[0].shelf, EMBEDDER.queries(["noise?"])[0])


def test_no_voice_has_features_of_no_length() -> None:
    assert all(len(values) == 0 for values in voice_features([]).values())
    assert Logistic(1.0, {}).bias == 1.0
