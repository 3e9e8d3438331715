"""Which topic the words of a question name: phrases of the vocabulary in it, and the topic that fits them best."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chat.topics.vocabulary import Phrase, TopicEntry, Vocabulary

TELLING = 0.75
"""How telling the first four phrases of a concept are at least. A word further down the lists of several names one of
them only where people speak of it: a pushchair that "roule" does not pill."""
FRAME_WORD = 0.5
"""Weight of a word that questions are framed with ("easy"), which names a topic where no other word does."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of the vocabulary in the question, from stem `start` to `end`, and what it is telling of.

    `double`: a word of several meanings; `framing`: one that questions are framed with.
    """

    start: int
    end: int
    phrase: Phrase
    telling: Mapping[str, float]
    double: bool = False
    framing: bool = False

    @property
    def weight(self) -> float:
        """How much it speaks for a topic: its words, of which one that questions are framed with says less."""
        return FRAME_WORD if self.framing else float(self.end - self.start)


def naming_places(stems: Sequence[str], language: str, vocabulary: Vocabulary) -> frozenset[int]:
    """Places of the words that can name a topic or narrow it.

    Kinds of products and vague words can only where there is no other word.
    """
    asked = list(range(len(stems)))
    for names in (vocabulary.kinds, vocabulary.vague):
        asked = [place for place in asked if stems[place] not in names[language]] or asked
    return frozenset(asked)


def found_in(typed: Sequence[tuple[str, tuple[str, ...]]], language: str, vocabulary: Vocabulary) -> Iterable[Found]:
    """Phrases of the vocabulary in the question; within a longer one, a shorter one is not told again."""
    holders, longest = vocabulary.holders[language], vocabulary.longest(language)
    lists = (vocabulary.double, vocabulary.frame)
    hidden: set[int] = set()
    for length in range(min(longest, len(typed)), 0, -1):
        for start in range(len(typed) - length + 1):
            if hidden & {*range(start, start + length)}:
                continue
            forms = [stems for _, stems in typed[start : start + length]]
            for phrase in dict.fromkeys([tuple(f[0] for f in forms), tuple(f[-1] for f in forms)]):
                if telling := holders.get(phrase):
                    hidden |= {*range(start, start + length)} if length > 1 else set()
                    double, framing = (length == 1 and phrase[0] in of[language] for of in lists)
                    yield Found(start, start + length, phrase, telling, double, framing)
                    break


def best_topic(
    found: Sequence[Found],
    topics: Sequence[TopicEntry],
    naming: frozenset[int],
    alone: bool,
    heard: Container[str] | None,
) -> tuple[TopicEntry | None, dict[str, Found]]:
    """The topic that accounts best for the question: the most telling words, each used once, one of them `naming`.

    `alone`: there is one such word, which may then have several meanings. Of topics named by the same words as the
    best, the first people speak of, by `heard`.
    """
    fitting = sorted(_fitting(found, topics, naming, alone), key=lambda one: -round(one[0], 9))
    if not fitting:
        return None, {}
    best = fitting[0]
    places = {one.start for one in best[2].values()}
    same = [one for one in fitting if {of.start for of in one[2].values()} == places]
    _, meant, taken = next((one for one in same if heard is None or all(name in heard for name in one[2])), best)
    if heard is not None and any(_doubtful(of, name) and name not in heard for name, of in taken.items()):
        return None, {}
    return meant, taken


def _doubtful(one: Found, concept: str) -> bool:
    """Whether a phrase of several concepts stands further down the list of this one."""
    return len(one.telling) > 1 and one.telling[concept] < TELLING


def _fitting(
    found: Sequence[Found], topics: Sequence[TopicEntry], naming: frozenset[int], alone: bool
) -> Iterable[tuple[float, TopicEntry, dict[str, Found]]]:
    """Every topic the question's words can name, how well they do, and which of them name it."""
    for entry in topics:
        for alternative in entry.of:
            taken = _taken(alternative, found)
            if taken is None or not any(_names(one, naming, alone) for one in taken.values()):
                continue
            used = {id(one) for one in taken.values()}
            score = sum(one.telling[concept] * one.weight for concept, one in taken.items())
            yield score + 0.3 * sum(is_beside(one, entry) for one in found if id(one) not in used), entry, taken


def _taken(alternative: Sequence[str], found: Sequence[Found]) -> dict[str, Found] | None:
    """One phrase a concept, the most telling, none twice; `None` when a concept is not spoken of."""
    taken: dict[str, Found] = {}
    for concept in alternative:
        free = [one for one in found if concept in one.telling and one not in taken.values()]
        if not free:
            return None
        taken[concept] = max(free, key=lambda one: (one.telling[concept], -one.start))
    return taken


def _names(one: Found, naming: frozenset[int], alone: bool) -> bool:
    """Whether a phrase can name a topic: it has several words, or its word can."""
    return one.end - one.start > 1 or (one.start in naming and (alone or not one.double))


def is_beside(one: Found, entry: TopicEntry) -> bool:
    """Whether a phrase speaks of what belongs to a topic without being asked for."""
    return not entry.beside.isdisjoint(one.telling)
