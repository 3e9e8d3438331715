"""Which concepts a shelf speaks of: by more than one or two of their words, or by their own name."""

from collections.abc import Iterable, Set

from chat.topics.vocabulary import Phrase, Vocabulary, shipped_vocabulary
from retrieval.shelf import Shelf

SHARE = 0.18
"""Share of a concept's phrases, both languages together, that has to occur."""
TELLING = 4
"""Phrases at the head of a concept that tell of it."""
SPANS = 100
"""Spans below which a shelf says too little to tell: every concept counts as alive."""


def alive_on(shelf: Shelf, vocabulary: Vocabulary | None = None) -> frozenset[str]:
    """Names of the concepts that people on a shelf speak of."""
    known = vocabulary or shipped_vocabulary()
    if len(shelf) < SPANS:
        return frozenset(known.concepts)
    held = shelf.span_lexicon.vocabulary
    return frozenset(name for name in known.concepts if _share(name, held, known) >= SHARE)


def spoken_on(shelf: Shelf, vocabulary: Vocabulary | None = None) -> frozenset[str]:
    """Names of the concepts of which a shelf uses one of the most telling words, in either language, no other has.

    They tell which sense of a word is meant there: where nobody speaks of drawers, "does it slide?" does not ask of
    them.
    """
    known = vocabulary or shipped_vocabulary()
    held = shelf.span_lexicon.vocabulary
    return frozenset(name for name in known.concepts if any(held >= {*phrase} for phrase in _own(name, known)))


def _own(name: str, vocabulary: Vocabulary) -> Iterable[Phrase]:
    """The most telling phrases of a concept, of both languages, that no other concept holds."""
    for language, phrases in vocabulary.concepts[name].phrases.items():
        holders = vocabulary.holders[language]
        yield from (phrase for phrase in phrases[:TELLING] if holders.get(phrase, {}).keys() == {name})


def _share(name: str, held: Set[str], vocabulary: Vocabulary) -> float:
    phrases = {phrase for of in vocabulary.concepts[name].phrases.values() for phrase in of}
    return sum(held >= {*phrase} for phrase in phrases) / max(len(phrases), 1)
