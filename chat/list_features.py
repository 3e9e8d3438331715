"""What tells whether a question has an answer at all: the whole list of hits, not the best of them alone.

`best` and `best_three`: the highest log odds of a hit, and the mean of the three highest. `passage` and
`passage_margin`: the highest centred cosine of a passage, and how far it stands above the mean of the list.
`words_heard`: share of the question's content stems that some hit in its language holds; a near miss asks for something
that nobody speaks of. `likely`: logarithm of how many hits have log odds above LIKELY.
"""

import math
from collections.abc import Sequence

from chat.hit_features import Features, own_language, stems
from retrieval.hits import Hit
from retrieval.lexical import query_words

NAMES = ("best", "best_three", "passage", "passage_margin", "words_heard", "likely")
LIKELY = -1.0
THREE = 3


def list_features(question: str, language: str, hits: Sequence[Hit], odds: Sequence[float]) -> Features:
    """The features of a question's hits, at least one, by NAMES; `odds` are their log odds, in the same order."""
    best, near = sorted(odds, reverse=True), [hit.scores.record for hit in hits]
    return {
        "best": best[0],
        "best_three": sum(best[:THREE]) / len(best[:THREE]),
        "passage": max(near),
        "passage_margin": max(near) - sum(near) / len(near),
        "words_heard": _words_heard(question, language, hits),
        "likely": math.log1p(sum(one > LIKELY for one in odds)),
    }


def _words_heard(question: str, language: str, hits: Sequence[Hit]) -> float:
    spoken = own_language(language)
    wanted, held = set(query_words(question, spoken)), set[str]()
    for hit in hits:
        if own_language(hit.about.language) == spoken:
            held.update(stems(hit.passage or hit.span.text, spoken))
    return len(wanted & held) / len(wanted) if wanted else 0.0
