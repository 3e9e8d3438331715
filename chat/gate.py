"""Whether a span answers, and whether anything said does: small logistic models, weights in `gate.json`.

No threshold on one similarity decides: cosines of answerable and unanswerable questions overlap. The first model gives
each hit the probability that it answers, from the features of `chat.hit_features`, what a cross-encoder read in it
among them: by it proofs are chosen. Hits that were not read have a model of their own. The last
reads the whole list of hits, by the features of `chat.list_features`, and gives the question the probability that it
has an answer at all. Where the weights come from stands in docs/decisions/0006-a-gate-not-a-threshold.md;
`python -m eval gate-fit` fits them again and reports them.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from chat.hit_features import Features, features
from chat.list_features import list_features
from retrieval.hits import Hit

__all__ = ["Features", "Gate", "Logistic", "features", "fitted_gate"]


@dataclass(frozen=True, slots=True)
class Logistic:
    """A fitted model: probability = logistic(bias + Σ weight × feature)."""

    bias: float
    weights: Mapping[str, float]

    def log_odds(self, values: Features) -> float:
        """Log odds of one set of features."""
        return self.bias + sum(weight * values[name] for name, weight in self.weights.items())


@dataclass(frozen=True, slots=True)
class Gate:
    """The model of single hits (`bias`, `weights`), its marks, and the model of the `whole` list where there is one.

    `unread` is the model of hits that no cross-encoder read; where there is none, the one model is for all.

    A question is answered when its best hit reaches `threshold`; hits that reach `proof` are shown beside it. Where the
    best reaches only `near`, what is said nearby is shown as that, and not as an answer.
    """

    bias: float
    weights: Mapping[str, float]
    threshold: float
    proof: float
    near: float
    whole: Logistic | None = None
    unread: Logistic | None = None

    def eased(self, share: float) -> "Gate":
        """The same model, opening at a share of its probabilities."""
        return replace(self, threshold=share * self.threshold, proof=share * self.proof, near=share * self.near)

    def probability(self, question: str, language: str, hit: Hit) -> float:
        """Probability that the hit answers the question."""
        return _logistic(self.log_odds(question, language, hit))

    def log_odds(self, question: str, language: str, hit: Hit) -> float:
        """The same as log odds."""
        return self.odds(features(question, language, hit), read=hit.scores.answers is not None)

    def odds(self, values: Features, *, read: bool) -> float:
        """Log odds of the features of a hit that was read, or was not."""
        model = Logistic(self.bias, self.weights) if read or self.unread is None else self.unread
        return model.log_odds(values)

    def answerable(self, question: str, language: str, hits: Sequence[Hit]) -> float:
        """Probability that any of the hits a search gave, best first, answers the question; 0 without any."""
        if not hits:
            return 0.0
        odds = [self.log_odds(question, language, hit) for hit in hits]
        if self.whole is None:
            return _logistic(max(odds))
        return _logistic(self.whole.log_odds(list_features(question, language, hits, odds)))


@cache
def fitted_gate() -> Gate:
    """The models shipped with the product."""
    stored = json.loads(Path(__file__).with_name("gate.json").read_text(encoding="utf-8"))
    whole, unread = (Logistic(**stored[name]) if stored.get(name) else None for name in ("whole", "unread"))
    given = {name: stored[name] for name in ("bias", "weights", "threshold", "proof", "near")}
    return Gate(**given, whole=whole, unread=unread)


def _logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))
