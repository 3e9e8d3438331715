"""Which concepts are alive on a shelf: those of whose words people there use more than one or two."""

from collections.abc import Set

from chat.topics.vocabulary import Vocabulary, shipped_vocabulary
from retrieval.shelf import Shelf

SHARE = 0.18
"""Share of a concept's phrases, both languages together, that has to occur."""
SPANS = 100
"""Spans below which a shelf says too little to tell: every concept counts as alive."""


def alive_on(shelf: Shelf, vocabulary: Vocabulary | None = None) -> frozenset[str]:
    """Names of the concepts that people on a shelf speak of."""
    known = vocabulary or shipped_vocabulary()
    if len(shelf) < SPANS:
        return frozenset(known.concepts)
    held = shelf.span_lexicon.vocabulary
    return frozenset(name for name in known.concepts if _share(name, held, known) >= SHARE)


def _share(name: str, held: Set[str], vocabulary: Vocabulary) -> float:
    phrases = {phrase for of in vocabulary.concepts[name].phrases.values() for phrase in of}
    return sum(held >= {*phrase} for phrase in phrases) / max(len(phrases), 1)
