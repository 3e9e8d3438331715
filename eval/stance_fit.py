"""Fits the stance model: weights of words, two heads over vectors, and the decision over what both say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit

from chat.stance.evidence import FROM_VECTOR, FROM_WORDS
from chat.stance.lexicon import SENSES
from chat.stance.model import STANCES, Decision, Heads, Numbers, StanceModel, probabilities
from chat.stance.reading import LISTED, NEGATED, TURNABLE, features, tokens
from chat.stance.topic import named, on_topic
from chat.stance.weighing import Weigher
from data.languages import OWN
from eval.stance_cases import FOLDS, Case, folds
from retrieval.vectors import Floats

Mask = NDArray[np.bool_]
LISTS = tuple(f"{LISTED}{sense}" for sense in (*SENSES[1:], *(NEGATED + sense for sense in TURNABLE)))
SEEN = 2
"""Cases a plain word has to occur in to be weighed."""
SIDES = {"huliu": 1.0, "pros_cons": 2.0, "stars": 0.5, "sample_stars": 0.5, "examples": 1.0, "marks": 1.0}
OPINION = {"huliu": 0.5, "examples": 1.0, "marks": 1.0}
MIXED = {"huliu": 0.5, "examples": 1.0, "marks": 1.0}
DECISION = {"huliu": 0.1, "pros_cons": 0.1, "examples": 0.6, "marks": 1.0}
"""How much a case of each source weighs: in words and the head of sides, in the heads of opinions and of mixed ones, in
the decision."""
WORDS_PULL, LISTS_SCALE, VECTOR_SCALE, DECISION_PULL = 0.3, 3.0, 3.0, 1.0
"""Inverse penalties: a word is held back more than a list."""
SMALLEST = 0.05
SIDE = {"for": 1, "against": 0}
UNDECIDED = Decision(np.zeros((0, len(STANCES))), np.zeros(len(STANCES)))


class Fitted(NamedTuple):
    """All the numbers of a model."""

    words: Mapping[str, float]
    heads: Heads
    by_words: Decision
    by_both: Decision

    def model(self) -> StanceModel:
        """The model they make."""
        return StanceModel(*self)


class Table(NamedTuple):
    """Cases with their vectors, shape (cases, d), and the features each holds."""

    cases: Sequence[Case]
    vectors: Floats
    counts: Sequence[Counter[str]]

    def of(self, chosen: Mask) -> "Table":
        """Some of the cases."""
        at = np.flatnonzero(chosen).tolist()
        return Table([self.cases[i] for i in at], self.vectors[at], [self.counts[i] for i in at])

    def weights(self, by_source: Mapping[str, float]) -> Numbers:
        """The weight of each case."""
        return np.array([by_source.get(case.source, 0.0) for case in self.cases])


def table(cases: Sequence[Case], vectors: Floats) -> Table:
    """Read every case once."""
    return Table(cases, vectors, [_counts(case) for case in cases])


def _counts(case: Case) -> Counter[str]:
    """Features of the pieces on the case's topic; of all where it names none that is found."""
    asked = case.asked
    language = asked.language if asked.language in OWN else "en"
    weighed = Weigher({}).weigh(asked.text, language)
    places = on_topic(weighed, named(asked.topic_words, language)) or range(len(weighed))
    parts = (asked.text[weighed[at].piece.start : weighed[at].piece.end] for at in places)
    return Counter(feature for part in parts for feature in features(tokens(part), language))


def fit(given: Table) -> tuple[Fitted, Numbers]:
    """Words and heads on all cases, the decisions on parts that have not seen the case; and what those parts say."""
    figures = unseen_figures(given)
    words, heads = fit_parts(given)
    by_words = fit_decision(given.cases, figures[:, : len(FROM_WORDS)])
    return Fitted(words, heads, by_words, fit_decision(given.cases, figures)), figures


def unseen_figures(given: Table) -> Numbers:
    """The figures of each case from words and heads fitted without its fold, shape (cases, figures)."""
    fold = folds(given.cases)
    found = np.zeros((len(given.cases), len(FROM_WORDS) + len(FROM_VECTOR)))
    for one in range(FOLDS):
        parts, left = fit_parts(given.of(fold != one)), given.of(fold == one)
        bare = StanceModel(*parts, UNDECIDED, UNDECIDED)
        found[fold == one] = bare.figures([case.asked for case in left.cases], left.vectors)[0]
    return found


def cross_validated(cases: Sequence[Case], figures: Numbers) -> Numbers:
    """Probabilities of each case by a decision fitted without its fold, shape (cases, 4)."""
    fold = folds(cases)
    found = np.zeros((len(cases), len(STANCES)))
    for one in range(FOLDS):
        others = [case for case, at in zip(cases, fold, strict=True) if at != one]
        found[fold == one] = probabilities(fit_decision(others, figures[fold != one]), figures[fold == one])
    return found


def fit_parts(given: Table) -> tuple[Mapping[str, float], Heads]:
    """Weights of words, and the heads."""
    sided = np.array([case.stance in SIDE for case in given.cases])
    taking = given.of(sided & (given.weights(SIDES) > 0))
    sides = np.array([SIDE[case.stance] == 1 for case in taking.cases])
    weight = taking.weights(SIDES)
    telling = given.of(given.weights(OPINION) > 0)
    opinion = np.array([case.stance != "none" for case in telling.cases])
    judging = given.of(sided_or_mixed(given.cases) & (given.weights(MIXED) > 0))
    mixed = np.array([case.stance == "mixed" for case in judging.cases])
    found = [
        logistic_regression(taking.vectors.astype(float), sides, weight * VECTOR_SCALE),
        logistic_regression(telling.vectors.astype(float), opinion, telling.weights(OPINION) * VECTOR_SCALE),
        logistic_regression(judging.vectors.astype(float), mixed, judging.weights(MIXED) * VECTOR_SCALE),
    ]
    heads = Heads(np.stack([weights for _, weights in found]), np.array([bias for bias, _ in found]))
    return fit_words(taking.counts, sides, weight), heads


def sided_or_mixed(cases: Sequence[Case]) -> Mask:
    """Which cases hold an opinion."""
    return np.array([case.stance != "none" for case in cases])


def fit_words(counts: Sequence[Counter[str]], sides: Mask, weight: Numbers) -> dict[str, float]:
    """The weight of every list, and of every plain word that is seen often enough and says something."""
    seen = Counter(feature for one in counts for feature in one)
    plain = sorted(feature for feature, times in seen.items() if times >= SEEN and not feature.startswith(LISTED))
    names = [*LISTS, *plain]
    place = {name: at for at, name in enumerate(names)}
    entries = [
        (row, place[name], LISTS_SCALE * times if name.startswith(LISTED) else 1.0)
        for row, one in enumerate(counts) for name, times in one.items() if name in place
    ]  # fmt: skip
    rows, columns, values = zip(*entries, strict=True)
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(counts), len(names)))
    _, found = logistic_regression(matrix, sides, weight * WORDS_PULL)
    found[: len(LISTS)] *= LISTS_SCALE
    kept = zip(names, found.tolist(), strict=True)
    return {name: round(value, 2) for name, value in kept if name in LISTS or abs(value) >= SMALLEST}


def logistic_regression(values: Any, right: Mask, weight: Numbers) -> tuple[float, Numbers]:
    """Bias and weights that make weighted cases likeliest, with a quadratic penalty on the weights alone.

    `values` is a matrix of shape (cases, features), dense or sparse.
    """
    sign = np.where(right, 1.0, -1.0)

    def loss(at: Numbers) -> tuple[float, Numbers]:
        margin = sign * (at[0] + values @ at[1:])
        pull = -weight * sign * expit(-margin)
        slope = np.concatenate([[pull.sum()], values.T @ pull + at[1:]])
        return float(weight @ np.logaddexp(0.0, -margin) + at[1:] @ at[1:] / 2), slope

    found = minimize(loss, np.zeros(values.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return float(found[0]), np.asarray(found[1:])


def fit_decision(cases: Sequence[Case], figures: Numbers) -> Decision:
    """Multinomial logistic regression of the stance, with a quadratic penalty on all but the biases."""
    weight = np.array([DECISION.get(case.source, 0.0) for case in cases])
    used = weight > 0
    names = [str(stance) for stance in STANCES]
    told = np.eye(4)[[names.index(case.stance) for case in cases]][used]
    values, weight = figures[used], weight[used]
    size = values.shape[1]

    def loss(at: Numbers) -> tuple[float, Numbers]:
        weights, bias = at[4:].reshape(size, 4), at[:4]
        scores = values @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        pull = weight[:, None] * (np.exp(logs) - told)
        slope = np.concatenate([pull.sum(axis=0), (values.T @ pull + weights / DECISION_PULL).ravel()])
        return float(-(weight[:, None] * told * logs).sum() + (weights**2).sum() / 2 / DECISION_PULL), slope

    found = minimize(loss, np.zeros(4 + 4 * size), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return Decision(found[4:].reshape(size, 4), found[:4])
