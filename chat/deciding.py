"""Whether a question about a product is answered: a small logistic model over all that was found for it.

Features: `best`, log-odds of the likeliest hit; `agreed`, the probability of the likeliest hit that is also one of the
voices counted on the topic. What counts how many hits or voices there are (the list model of the gate, the number of
voices, how surely they speak on average) and how the question is put (words that narrow it, whether it asks an opinion)
raised the AUC on our own sets from .796 to .846 and was left out: on a product of twenty reviews it called plain
questions with plain answers unanswered. Weights in `decision.json`, fitted on the dev half of our own sets by
`python -m eval fit-decision` (docs/decisions/0006-a-gate-not-a-threshold.md).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chat.selection import Proof
from chat.tally.tallier import TopicTally

WEIGHTS = Path(__file__).with_name("decision.json")
NAMES = ("best", "agreed")
ON_TOPIC = 0.5
"""Probability from which a voice counts as being on the topic."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A fitted model: probability = logistic(bias + Σ weight × feature).

    From `answered` on a question is answered; from `near` on what comes closest is shown, and called that.
    """

    bias: float
    weights: Mapping[str, float]
    answered: float
    near: float

    def probability(self, features: Mapping[str, float]) -> float:
        """Probability that the question is answered by what was found."""
        return 1 / (1 + math.exp(-(self.bias + sum(w * features[name] for name, w in self.weights.items()))))


def decision_features(proofs: Sequence[Proof], counted: TopicTally | None) -> dict[str, float]:
    """The features of a question by NAMES; `proofs` are all candidates, `counted` everyone on its topic.

    What the brand's sheet states is left out: it answers by itself, and says nothing of what people do.
    """
    best = max((proof.probability for proof in proofs if not proof.stated), default=0.0)
    speaking = {v.about.record_id for v in counted.voices if v.surely > ON_TOPIC} if counted else set()
    agreed = max((p.probability for p in proofs if p.hit.about.record_id in speaking), default=0.0)
    return {"best": _log_odds(best), "agreed": agreed}


@cache
def fitted_decision() -> Decision:
    """The model that is shipped."""
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Decision(*(stored[name] for name in ("bias", "weights", "answered", "near")))


def _log_odds(probability: float) -> float:
    p = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))
