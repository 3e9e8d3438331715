"""Which pieces of a text speak of a topic, and how far around them its opinion is looked for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chat.stance.weighing import Weighed
from retrieval.lexical import fold, words


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """The stems of each word or phrase of a topic, and all of them: most pieces hold none, and are told so at once."""

    phrases: tuple[frozenset[str], ...]
    stems: frozenset[str]


def named(topic_words: Collection[str], language: str) -> Named:
    """The words of a topic with and without their accents."""
    return _named(tuple(topic_words), language)


@lru_cache(maxsize=512)
def _named(topic_words: tuple[str, ...], language: str) -> Named:
    forms = (words(form, language) for told in topic_words for form in dict.fromkeys((told, fold(told))))
    phrases = tuple(dict.fromkeys(frozenset(stems) for stems in forms if stems))
    return Named(phrases, frozenset().union(*phrases))


def on_topic(weighed: Sequence[Weighed], topic: Named) -> list[int]:
    """Places of the pieces that hold all words of a phrase of the topic; failing that, any of its words."""
    near = [at for at, one in enumerate(weighed) if not topic.stems.isdisjoint(one.stems)]
    return [at for at in near if any(phrase <= weighed[at].stems for phrase in topic.phrases)] or near


def judged(weighed: Sequence[Weighed], places: Sequence[int]) -> list[int]:
    """The pieces an opinion on the topic is read from: those at `places` when they hold one.

    Otherwise what stands on the same side of every contrast, then the sentence, then the whole text; the whole text too
    when no piece is on the topic.
    """
    chosen = list(places)
    for wider in ("segment", "sentence"):
        if not chosen or any(weighed[at].telling for at in chosen):
            break
        sides = {getattr(weighed[at].piece, wider) for at in chosen}
        chosen = [at for at, one in enumerate(weighed) if getattr(one.piece, wider) in sides]
    return chosen if any(weighed[at].telling for at in chosen) else list(range(len(weighed)))
