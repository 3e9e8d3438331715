"""Orders the passages of a shelf: a linear model over scores made comparable within the list, weights in `ranker.json`.

Features of a passage: `span` and `passage`, z-scores of the centred cosines of its best span and of itself; `words`,
BM25 over the highest BM25 of the list; `rare`, z-score of the share of the question's rare words it holds, among the
passages in the question's language (0 in others, where words cannot match). Where the weights come from stands in
docs/decisions/0012-ranker.md; `python -m eval fit-ranker` fits and reports them again.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.lexical import Lexicon, query_words
from retrieval.vectors import Floats, z_scores

FEATURES = ("span", "passage", "words", "rare")
WEIGHTS = Path(__file__).with_name("ranker.json")


@cache
def fitted_weights() -> Mapping[str, float]:
    """The weights shipped with the product, by feature."""
    stored: Mapping[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return {name: stored[name] for name in FEATURES}


def ranked_scores(features: Floats, weights: Mapping[str, float] | None = None) -> Floats:
    """One score a passage, shape (passages,); `features` has a column for each of FEATURES."""
    given = fitted_weights() if weights is None else weights
    return np.asarray(features @ np.array([given[name] for name in FEATURES]), np.float32)


def list_features(span: Floats, passage: Floats, words: Floats, rare: Floats) -> Floats:
    """FEATURES of every passage, shape (passages, 4), from its four raw scores; `rare` comes from `rare_words`."""
    top = float(words.max()) if words.size else 0.0
    lexical = words / top if top > 0 else np.zeros_like(words)
    return np.stack([z_scores(span), z_scores(passage), lexical, rare], axis=1).astype(np.float32)


def rare_words(lexicon: Lexicon, languages: Sequence[str] | NDArray[np.str_], question: str, language: str) -> Floats:
    """How much of the question's rare words each text holds, as a z-score among the texts in its language.

    A word counts by its idf among those texts, and most where none of them holds it. Zeros for other languages.
    """
    spoken = np.asarray(languages, np.str_) == language
    found = np.zeros(len(languages), np.float32)
    if not spoken.any():
        return found
    for stem in query_words(question, language):
        places = lexicon.holding(stem, language)
        found[places] += _idf(int(spoken.sum()), len(places))
    ranked = np.zeros_like(found)
    ranked[spoken] = z_scores(found[spoken])
    return ranked


def _idf(texts: int, holding: int) -> float:
    return float(np.log1p((texts - holding + 0.5) / (holding + 0.5)))
