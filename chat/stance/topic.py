"""Which pieces of a text speak of a topic, and how far around them its opinion is looked for."""

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from chat.stance.weighing import Weighed
from retrieval.lexical import fold, words

Named = tuple[frozenset[str], ...]
TELLING = 0.4
"""Score from which a piece without a listed word is taken to hold an opinion."""


def named(topic_words: Collection[str], language: str) -> Named:
    """The stems of each word or phrase of a topic, with and without its accents."""
    return _named(tuple(topic_words), language)


@lru_cache(maxsize=512)
def _named(topic_words: tuple[str, ...], language: str) -> Named:
    forms = (words(form, language) for told in topic_words for form in dict.fromkeys((told, fold(told))))
    return tuple(dict.fromkeys(frozenset(stems) for stems in forms if stems))


def on_topic(weighed: Sequence[Weighed], topic: Named) -> list[int]:
    """Places of the pieces that hold all words of a phrase of the topic; failing that, any of its words."""
    stems = stems_of(topic)
    near = [at for at, one in enumerate(weighed) if not stems.isdisjoint(one.stems)]
    return [at for at in near if any(phrase <= weighed[at].stems for phrase in topic)] or near


@lru_cache(maxsize=512)
def stems_of(topic: Named) -> frozenset[str]:
    """Every stem of a topic: most pieces hold none, and are told so at once."""
    return frozenset().union(*topic)


def judged(weighed: Sequence[Weighed], places: Sequence[int]) -> list[int]:
    """The pieces an opinion on the topic is read from: those at `places` when they hold one.

    Otherwise what stands on the same side of every contrast, then the sentence, then the whole text; the whole text too
    when no piece is on the topic.
    """
    wider: tuple[Callable[[Weighed], int], ...] = (lambda one: one.piece.segment, lambda one: one.piece.sentence)
    chosen = list(places)
    for of in wider:
        if not chosen or any(weighed[at].listed or abs(weighed[at].score) >= TELLING for at in chosen):
            break
        sides = {of(weighed[at]) for at in chosen}
        chosen = [at for at, one in enumerate(weighed) if of(one) in sides]
    telling = any(weighed[at].listed or abs(weighed[at].score) >= TELLING for at in chosen)
    return chosen if telling else list(range(len(weighed)))
