"""What a search gives back."""

from dataclasses import dataclass

from data.spans import Span
from retrieval.filters import RecordFacts


@dataclass(frozen=True, slots=True)
class Scores:
    """The parts of a hit's score: cosines of span and record (centred), BM25, their fusion, a reranker's if any.

    `matched` is BM25 in units of a word that the passage alone holds, comparable between shelves of any size. `answers`
    and `near_miss` are what a cross-encoder read, as log-odds (`retrieval.cross_encoder.PairScores`); `None` of a hit
    that was not read.
    """

    span: float
    record: float
    lexical: float
    fused: float
    reranked: float | None = None
    matched: float = 0.0
    answers: float | None = None
    near_miss: float | None = None

    @property
    def final(self) -> float:
        """What hits are ordered by."""
        return self.fused if self.reranked is None else self.reranked


@dataclass(frozen=True, slots=True)
class Hit:
    """One span found, the facts of its record, its scores and its rank from 1.

    `passage` is the text the span was found in, title in front; empty where the searcher does not keep it.
    """

    span: Span
    about: RecordFacts
    scores: Scores
    rank: int
    passage: str = ""
