"""A cross-encoder without a model: it knows a few words, and remembers what it was asked to read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from retrieval.cross_encoder import PairScores


@dataclass
class FakeCrossEncoder:
    """A passage answers when it holds one of `answering`; it is bad for the product when it holds one of `bad`.

    `asked` keeps every question with the passage it was read with, in order.
    """

    answering: tuple[str, ...]
    bad: tuple[str, ...] = ()
    asked: list[tuple[str, str]] = field(default_factory=list)

    def scores(self, question: str, passages: Sequence[str]) -> PairScores:
        self.asked += [(question, passage) for passage in passages]
        answers = [4.0 if _holds(passage, self.answering) else -4.0 for passage in passages]
        sides = [[0.05, 0.9, 0.03, 0.02] if _holds(p, self.bad) else [0.9, 0.05, 0.03, 0.02] for p in passages]
        return PairScores(
            np.array(answers, np.float32),
            np.zeros(len(passages), np.float32),
            np.array(sides, np.float32).reshape(len(passages), 4),
        )


def _holds(passage: str, words: Sequence[str]) -> bool:
    return any(word in passage.lower() for word in words)
