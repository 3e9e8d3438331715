"""Where the vectors of one model crowd, by language; subtracting it lets a French question find English proof.

Multilingual e5 vectors share a large common part that depends on the language and on being a question or a passage.
Similarities are taken after subtracting the mean question from questions and the mean passage from passages, each
within its language (a correction of hubness; measured in docs/decisions/0004-fusion-and-centring.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from retrieval.vectors import Floats, unit

PRIOR = 20.0
"""Weight, in vectors, of the mean over all languages in the mean of one."""


@dataclass(frozen=True, slots=True)
class Total:
    """Sum of vectors and how many; kept instead of a mean so that rows can be added and taken away."""

    vector: Floats
    count: int

    def plus(self, vector: Floats, count: int) -> "Total":
        """This total with `count` more vectors whose sum is `vector` (negative to take away)."""
        return Total((self.vector + vector).astype(np.float32), self.count + count)


@dataclass(frozen=True, slots=True)
class Centres:
    """Totals of passages and of model questions by ISO 639-1 language."""

    passages: Mapping[str, Total] = field(default_factory=dict)
    questions: Mapping[str, Total] = field(default_factory=dict)

    def centred_passages(self, vectors: Floats, languages: list[str]) -> Floats:
        """Unit vectors of shape (n, d) after subtracting each one's centre."""
        if not self.passages or not len(vectors):
            return vectors
        centres = {language: _mean(self.passages, language) for language in set(languages)}
        return unit(vectors - np.stack([centres[language] for language in languages]))

    def centred_question(self, vector: Floats, language: str) -> Floats:
        """Unit vector of shape (d,) of a question after subtracting its centre."""
        return unit(vector - _mean(self.questions, language)) if self.questions else vector


def _mean(totals: Mapping[str, Total], language: str) -> Floats:
    """Mean of one language, drawn to the mean of all where few vectors speak it."""
    overall = sum((t.vector for t in totals.values()), np.float32(0)) / max(sum(t.count for t in totals.values()), 1)
    own = totals.get(language)
    if own is None:
        return np.asarray(overall, np.float32)
    return np.asarray((own.vector + PRIOR * overall) / (own.count + PRIOR), np.float32)
