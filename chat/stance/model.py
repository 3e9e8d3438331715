"""Judges what a span says of a topic, from its words, its vector where there is one, and weakly from the rating."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from chat.answer import Stance
from chat.stance.evidence import MOST, Told, from_words, rated
from chat.stance.topic import named, on_topic
from chat.stance.weighing import REMEMBERED, Weigher
from retrieval.vectors import Floats

STANCES = (Stance.FOR, Stance.AGAINST, Stance.MIXED, Stance.NONE)
WEIGHTS = Path(__file__).with_name("weights.json")
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A stance, the probability of each of `STANCES`, and (start, end) in the text of the clauses it was read from."""

    stance: Stance
    chances: tuple[float, ...]
    clause: tuple[int, int]

    @property
    def probabilities(self) -> Mapping[Stance, float]:
        """The probability of each stance."""
        return dict(zip(STANCES, self.chances, strict=True))


class Asked(NamedTuple):
    """One text to judge."""

    text: str
    language: str
    topic_words: tuple[str, ...] = ()
    rating: float | None = None


class Heads(NamedTuple):
    """Linear scores of a centred unit vector: its side, whether it holds an opinion at all, whether it says both.

    `weights` has shape (3, d), `bias` (3,).
    """

    weights: Numbers
    bias: Numbers


class Decision(NamedTuple):
    """Multinomial weights over the figures of `chat.stance.evidence`: shape (figures, 4), `bias` (4,)."""

    weights: Numbers
    bias: Numbers


class StanceModel:
    """Words alone decide where a vector is missing; the two decisions were fitted apart."""

    def __init__(self, words: Mapping[str, float], heads: Heads, by_words: Decision, by_both: Decision) -> None:
        """`words` are the weights of features, see `chat.stance.reading`."""
        self._weigher = Weigher(words)
        self._of_whole = lru_cache(maxsize=REMEMBERED)(self._whole)  # most texts hold no word of the topic
        self._heads, self._by_words, self._by_both = heads, by_words, by_both

    def judge(
        self, text: str, language: str, vector: Floats | None = None, topic_words: Collection[str] = (),
        rating: float | None = None,
    ) -> Judgement:  # fmt: skip
        """Judge one text; `vector` as in `judge_all`, shape (d,)."""
        rows = None if vector is None else vector[np.newaxis]
        return self.judge_all([Asked(text, language, tuple(topic_words), rating)], rows)[0]

    def judge_all(self, asked: Sequence[Asked], vectors: Floats | None = None) -> list[Judgement]:
        """Judge many texts; `vectors`, shape (texts, d), are centred unit vectors as a shelf holds them.

        Vectors of another length than the model was fitted on are passed over.
        """
        if not asked:
            return []
        figures, clauses = self.figures(asked, vectors)
        decision = self._by_words if figures.shape[1] == len(self._by_words.weights) else self._by_both
        chances = probabilities(decision, figures)
        best = chances.argmax(axis=1)
        return [
            Judgement(STANCES[at], tuple(row), clause)
            for at, row, clause in zip(best.tolist(), chances.tolist(), clauses, strict=True)
        ]

    def figures(self, asked: Sequence[Asked], vectors: Floats | None) -> tuple[Numbers, list[tuple[int, int]]]:
        """What is weighed, shape (texts, figures), and the clauses judged."""
        told = [self._from_words(text, language, topic_words) for text, language, topic_words, _ in asked]
        clauses = [clause for _, clause in told]
        figures = np.fromiter(chain.from_iterable(figures for figures, _ in told), float).reshape(len(told), -1)
        words = np.column_stack([figures, [rated(one.rating) for one in asked]])
        if vectors is None or vectors.shape[1] != self._heads.weights.shape[1]:
            return words, clauses
        read = [(end - start) / max(len(one.text.strip()), 1) for one, (start, end) in zip(asked, clauses, strict=True)]
        return np.hstack([words, from_vectors(vectors, self._heads, np.array(read))]), clauses

    def _from_words(self, text: str, language: str, topic_words: tuple[str, ...]) -> Told:
        topic = named(topic_words, language)
        if self._weigher.stems(text, language).isdisjoint(topic.stems):
            return self._of_whole(text, language)
        weighed = self._weigher.weigh(text, language)
        return from_words(text, weighed, on_topic(weighed, topic))

    def _whole(self, text: str, language: str) -> Told:
        return from_words(text, self._weigher.weigh(text, language), ())


def from_vectors(vectors: Floats, heads: Heads, share: Numbers) -> Numbers:
    """The figures of `FROM_VECTOR`, shape (texts, 5); `share` of each text was judged, the vector is of all of it."""
    side, opinion, both = np.clip(vectors @ heads.weights.T + heads.bias, -MOST, MOST).T
    return np.column_stack([side, side * np.minimum(share, 1.0), opinion, np.abs(side), both])


def probabilities(decision: Decision, figures: Numbers) -> Numbers:
    """Probability of each of `STANCES`, shape (texts, 4)."""
    scores = figures @ decision.weights + decision.bias
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=1, keepdims=True))


class StoredLinear(BaseModel):
    """Weights, a row an outcome, and a bias for each."""

    weights: list[list[float]]
    bias: list[float]


class StoredModel(BaseModel):
    """What `weights.json` holds; the report beside it is for people."""

    words: dict[str, float]
    vector: StoredLinear
    by_words: StoredLinear
    by_both: StoredLinear

    def model(self) -> StanceModel:
        """The model of these numbers."""
        heads = Heads(np.array(self.vector.weights), np.array(self.vector.bias))
        return StanceModel(self.words, heads, _decision(self.by_words), _decision(self.by_both))


@cache
def fitted_stance() -> StanceModel:
    """The model that is shipped; `python -m eval fit-stance` writes its weights."""
    return StoredModel.model_validate_json(WEIGHTS.read_text(encoding="utf-8")).model()


def _decision(stored: StoredLinear) -> Decision:
    return Decision(np.array(stored.weights).T, np.array(stored.bias))
