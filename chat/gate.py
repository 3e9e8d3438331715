"""Whether a span answers a question: a small logistic model over a few features, weights in `gate.json`.

No threshold on one similarity decides: cosines of answerable and unanswerable questions overlap. Features, each of one
hit: `span` and `passage`, centred cosines; `coverage`, the share of the question's content stems found in the span or
its title; `foreign`, 1 when the two languages differ (words cannot match then); `both` = span × coverage; `words` and
`length`, the logarithms of the question's content words and of the span's words; `matched`, BM25 of the passage in
units of a word that no other holds. Where the shipped weights come from stands in
docs/decisions/0006-a-gate-not-a-threshold.md; `python -m eval gate-fit` fits such a model on public sets.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from retrieval.hits import Hit
from retrieval.lexical import query_words, words

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Gate:
    """A fitted model: probability = logistic(bias + Σ weight × feature).

    A question is answered when its best hit reaches `threshold`; hits that reach `proof` are shown beside it. Where the
    best reaches only `near`, what is said nearby is shown as that, and not as an answer.
    """

    bias: float
    weights: Mapping[str, float]
    threshold: float
    proof: float
    near: float

    def eased(self, share: float) -> "Gate":
        """The same model, opening at a share of its probabilities."""
        return replace(self, threshold=share * self.threshold, proof=share * self.proof, near=share * self.near)

    def probability(self, question: str, language: str, hit: Hit) -> float:
        """Probability that the hit answers the question."""
        values = features(question, language, hit)
        return 1 / (1 + math.exp(-(self.bias + sum(w * values[name] for name, w in self.weights.items()))))


def features(question: str, language: str, hit: Hit) -> Features:
    """The features of one question and hit."""
    coverage, count = _coverage(question, hit)
    return {
        "span": hit.scores.span,
        "passage": hit.scores.record,
        "coverage": coverage,
        "foreign": float(hit.about.language != language),
        "both": hit.scores.span * coverage,
        "words": math.log1p(count),
        "length": math.log1p(len(hit.span.text.split())),
        "matched": hit.scores.matched,
    }


@cache
def fitted_gate() -> Gate:
    """The model shipped with the product."""
    stored = json.loads(Path(__file__).with_name("gate.json").read_text(encoding="utf-8"))
    return Gate(*(stored[name] for name in ("bias", "weights", "threshold", "proof", "near")))


def _coverage(question: str, hit: Hit) -> tuple[float, int]:
    language = hit.about.language if hit.about.language in ("fr", "en") else "en"
    wanted = set(query_words(question, language))
    found = set(words(f"{hit.about.title or ''} {hit.span.text}", language))
    return (len(wanted & found) / len(wanted) if wanted else 0.0), len(wanted)
