"""Fits the models of `chat.tally` on hand counts, and measures them on others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from chat.answer import Stance
from chat.tally.features import Voices, features, voices_of
from chat.tally.model import Logistic, TallyModel, VoiceModel
from chat.tally.voices import StanceJudge, Voice, voice_features, voices_on
from chat.topics.topic import Topic, topic_of
from eval.intervals import Indices, Score, mean_score, statistic_score
from eval.measures.tally_error import points_off
from eval.questions import EvalQuestion, GoldTally
from eval.results import SaidTally
from retrieval.cross_encoder import CrossEncoder
from retrieval.shelf import Shelf
from retrieval.vectors import Floats

Numbers = NDArray[np.float64]
COUNTS = ("topic", "more", "spread", "none", "strength", "good", "bad", "mixed", "middling", "concession", "hedge")
FAVOURS = ("lean", "best_lean", "cues", "rating", "complaint", "concession")
MIXES = ("torn", "both", "mixed", "strength", "middling", "more", "hedge", "contrast", "complaint", "concession")
COUNTS_READ = (*COUNTS, "answers", "near_miss", "says_fact")
FAVOURS_READ = (*FAVOURS, "says")
MIXES_READ = (*MIXES, "says_both", "says_torn")
ROUNDS, TINY = 5, 1e-9
MARKS = tuple(product((-0.9, -0.6, -0.3, 0.0), (-1.2, -1.0, -0.8, -0.6, -0.4)))
"""Pairs of log-odds tried: from which a voice counts, and from which it is mixed."""
WRONG_NUMBER = 10.0
"""Points that e times as many voices as there are would cost a pair of marks."""


@dataclass(frozen=True, slots=True)
class Count:
    """One hand count asked in one language, with what the first model weighs; `right` has an entry a review."""

    question: EvalQuestion
    gold: GoldTally
    topic: Topic
    shelf: Shelf
    voices: Voices
    features: Mapping[str, Numbers]
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Heard:
    """The voices that may speak of a count's topic, their features, and the stance each has in the hand count.

    `unread`: the same as they are heard where nothing is read.
    """

    count: Count
    voices: Sequence[Voice]
    features: Mapping[str, Numbers]
    gold: NDArray[np.str_]
    unread: "Heard | None" = None


def read_count(question: EvalQuestion, shelf: Shelf, vector: Floats) -> Count:
    """A hand count over a shelf; the question has to have a tally and a content word."""
    topic = topic_of(question.conversation.question, question.language)
    if question.tally is None or topic is None:
        raise ValueError(f"{question.id}: a question with a hand count and a content word was expected")
    voices, told = voices_of(shelf), _stances(question.tally)
    reviews = dict.fromkeys(shelf.about[passage].record_id for passage in voices.passage)
    right = np.array([review in told for review in reviews], bool)
    return Count(question, question.tally, topic, shelf, voices, features(topic, vector, shelf, voices), right)


def fit_topic(counts: Sequence[Count]) -> Logistic:
    """Which spans speak of a topic, learnt from reviews that do: each is stood for by its likeliest span.

    The likeliest span is chosen by the model of the round before (multiple-instance learning, as in MI-SVM), so that
    the highest probability among a review's spans is that of the review.
    """
    names = tuple(counts[0].features)
    values = np.concatenate([np.stack([one.features[name] for name in names], axis=1) for one in counts])
    offsets = np.cumsum([0, *(len(one.right) for one in counts)])
    review = np.concatenate([one.voices.record + first for one, first in zip(counts, offsets, strict=False)])
    right = np.concatenate([one.right for one in counts])
    odds = 3 * values[:, names.index("covered")] + values[:, names.index("like_best")]
    bias, weights = 0.0, np.zeros(len(names))
    for _ in range(ROUNDS):
        bias, weights = logistic_regression(values[_likeliest(odds, review)], right)
        odds = bias + values @ weights
    return Logistic(round(bias, 3), _named(names, weights))


def hear(count: Count, topic: Logistic, judge: StanceJudge, encoder: CrossEncoder | None = None) -> Heard:
    """The voices of a count as the second step sees them."""
    voices = voices_on(count.topic, topic.scores(count.features), count.shelf, count.voices, judge, encoder)
    told = _stances(count.gold)
    gold = [
        next((told[s.about.record_id] for s in voice.on_topic if s.about.record_id in told), Stance.NONE)
        for voice in voices
    ]
    unread = hear(count, topic, judge) if encoder else None
    return Heard(count, voices, voice_features(voices), np.array(gold), unread)


def fit_voices(heard: Sequence[Heard], topic: Logistic) -> TallyModel:
    """Which voices count, and on which side: of those that were read, of those beside them, of all where none is."""
    plain = [one.unread or one for one in heard]
    alone = _voice_model(plain, (COUNTS, FAVOURS, MIXES), np.ones(sum(len(one.gold) for one in plain), bool))
    read = np.concatenate([one.features["read"] for one in heard]) > 0
    if not read.any():
        return TallyModel(topic, alone, alone, alone)
    # those that were read are among the others: they are few where all can be read, and judged by the same features
    unread = _voice_model(heard, (COUNTS, FAVOURS, MIXES), np.ones(len(read), bool))
    return TallyModel(topic, _voice_model(heard, (COUNTS_READ, FAVOURS_READ, MIXES_READ), read), unread, alone)


def _voice_model(heard: Sequence[Heard], names: Sequence[Sequence[str]], chosen: NDArray[np.bool_]) -> VoiceModel:
    gold = np.concatenate([one.gold for one in heard])
    judging, sided = gold != Stance.NONE, (gold == Stance.FOR) | (gold == Stance.AGAINST)
    return VoiceModel(
        _fitted(heard, names[0], judging, chosen),
        _fitted(heard, names[1], gold == Stance.FOR, chosen & sided),
        _fitted(heard, names[2], gold == Stance.MIXED, chosen & judging),
    )


def crossed(
    counts: Sequence[Count], judge: StanceJudge, group: Callable[[Count], str], encoder: CrossEncoder | None = None
) -> list[tuple[Heard, TallyModel]]:
    """Each count heard and judged by models fitted on the other groups only."""
    heard: list[Heard] = []
    for held_out in sorted({group(count) for count in counts}):
        topic = fit_topic([count for count in counts if group(count) != held_out])
        heard += [hear(count, topic, judge, encoder) for count in counts if group(count) == held_out]
    models = {
        held_out: fit_voices([one for one in heard if group(one.count) != held_out], Logistic(0.0, {}))
        for held_out in sorted({group(count) for count in counts})
    }
    return [(one, models[group(one.count)]) for one in heard]


def best_marks(judged: Sequence[tuple[Heard, TallyModel]]) -> tuple[float, float]:
    """The marks with the smallest mean error, where a tenth of all voices too many or too few is as bad as a point."""

    def error(marks: tuple[float, float]) -> float:
        told = [(one, model.stances(one.features, marks)) for one, model in judged]
        _, counted, wanted, _ = np.array([_sums(one, stances) for one, stances in told], float).sum(axis=0)
        off = np.mean([points(one, stances) for one, stances in told])
        return float(off + WRONG_NUMBER * abs(np.log((counted + 1) / (wanted + 1))))

    return min(MARKS, key=error)


def points(heard: Heard, stances: Sequence[Stance]) -> float:
    """How far a count is from the one made by hand, in points."""
    for_, against, mixed = (sum(s is side for s in stances) for side in (Stance.FOR, Stance.AGAINST, Stance.MIXED))
    return points_off(heard.count.gold, SaidTally(for_, against, mixed, for_ + against + mixed, ()))


def measured(judged: Sequence[tuple[Heard, Sequence[Stance]]]) -> dict[str, Score]:
    """How good counts are, by hand count.

    `tally_error` in points, `error_by_voice` the same with each count weighing by its voices, since one voice of three
    is 33 points; and the shares of counts within 5 and 10; over all voices `precision` and `recall` of being
    counted, and `side`, the share of those rightly counted that is on the right side; `minority`: a minority of three
    voices or more is not dropped.
    """
    errors = np.array([points(one, stances) for one, stances in judged])
    sums = np.array([_sums(one, stances) for one, stances in judged], float)
    minority = [_minority(one, stances) for one, stances in judged if len(one.count.gold.minority) >= 3]

    def share(part: int, whole: int) -> Score:
        return statistic_score(lambda chosen: _ratio(sums, chosen, part, whole), len(sums))

    voices = np.array([one.count.gold.of for one, _ in judged], float)

    def by_voice(chosen: Indices) -> float:
        return float((errors[chosen] * voices[chosen]).sum() / voices[chosen].sum())

    return {
        "tally_error": mean_score(errors),
        "error_by_voice": statistic_score(by_voice, len(errors)),
        "within_5": mean_score(errors <= 5),
        "within_10": mean_score(errors <= 10),
        "precision": share(0, 1),
        "recall": share(0, 2),
        "side": share(3, 0),
        "minority": mean_score(minority),
    }


def _sums(heard: Heard, stances: Sequence[Stance]) -> tuple[int, int, int, int]:
    """Voices counted rightly, counted, to be counted, and counted rightly on the right side."""
    pairs = [(said, gold) for said, gold in zip(stances, heard.gold, strict=True) if said is not Stance.NONE]
    right = [(said, gold) for said, gold in pairs if gold != Stance.NONE]
    return len(right), len(pairs), heard.count.gold.of, sum(said == gold for said, gold in right)


def _minority(heard: Heard, stances: Sequence[Stance]) -> bool:
    gold = heard.count.gold
    return (Stance.FOR if gold.minority == gold.for_ else Stance.AGAINST) in stances


def _ratio(sums: Numbers, chosen: Indices, part: int, whole: int) -> float:
    return float(sums[chosen, part].sum() / sums[chosen, whole].sum()) if sums[chosen, whole].sum() else float("nan")


def _stances(gold: GoldTally) -> dict[str, Stance]:
    sides = ((gold.for_, Stance.FOR), (gold.against, Stance.AGAINST), (gold.mixed, Stance.MIXED))
    return {record_id: stance for ids, stance in sides for record_id in ids}


def _likeliest(odds: Numbers, review: NDArray[np.intp]) -> NDArray[np.intp]:
    """The place of each review's span with the highest odds, by number of the review."""
    order = np.lexsort((odds, review))
    return np.asarray(order[np.append(np.diff(review[order]) != 0, True)], np.intp)


def _fitted(
    heard: Sequence[Heard], names: Sequence[str], right: NDArray[np.bool_], chosen: NDArray[np.bool_]
) -> Logistic:
    values = np.concatenate([np.stack([one.features[name] for name in names], axis=1) for one in heard])[chosen]
    bias, weights = logistic_regression(values, right[chosen])
    return Logistic(round(bias, 3), _named(names, weights))


def logistic_regression(values: Numbers, right: NDArray[np.bool_]) -> tuple[float, Numbers]:
    """Bias and weights that make cases likeliest; weights of features, in units of their spread, cost their square.

    `values` has shape (cases, features), `right` an entry a case.
    """
    from scipy.optimize import minimize
    from scipy.special import expit

    spread, sign = values.std(axis=0), np.where(right, 1.0, -1.0)
    spread = np.where(spread > TINY, spread, 1.0)
    scaled = values / spread

    def loss(at: Numbers) -> tuple[float, Numbers]:
        margin = sign * (at[0] + scaled @ at[1:])
        pull = -sign * expit(-margin)
        slope = np.concatenate([[pull.sum()], scaled.T @ pull + at[1:]])
        return float(np.logaddexp(0.0, -margin).sum() + at[1:] @ at[1:] / 2), slope

    found = minimize(loss, np.zeros(values.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return float(found[0]), np.asarray(found[1:] / spread)


def _named(names: Sequence[str], weights: Numbers) -> dict[str, float]:
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
