"""Weighs a text once: the score of each of its pieces, and the stems a topic is found by."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from chat.stance.clauses import Piece, pieces
from chat.stance.reading import LISTED, features, tokens
from data.languages import OWN
from retrieval.lexical import words

UNSETTLED = "unsettled"
OTHER = (LISTED + UNSETTLED, LISTED + "turn")
"""Lists that tell neither praise nor blame."""
FIRST_PERSON = frozenset("je j ai mon ma mes moi nous notre nos me m i my we our me mine".split())
TELLING = 0.4
"""Score from which a piece without a listed word is taken to hold an opinion."""
REMEMBERED = 20_000
"""Texts kept weighed, about 1 kB each: those of the shelves asked about lately."""


class Weighed(NamedTuple):
    """A piece, its score (above 0 for praise), what else is in it, and its content stems.

    `listed`: a word of praise or blame; `unsettled`: words of someone who cannot tell yet; `numbers`: digits;
    `first_person`: someone speaks of themselves; `telling`: it is taken to hold an opinion.
    """

    piece: Piece
    score: float
    listed: bool
    unsettled: bool
    numbers: bool
    first_person: bool
    telling: bool
    stems: frozenset[str]


class Weigher:
    """Scores pieces with the weights of features; texts seen lately are not read again."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """`weights` are by feature, see `chat.stance.reading.features`."""
        self._weights = weights
        self.weigh = lru_cache(maxsize=REMEMBERED)(self._weigh)
        self.stems = lru_cache(maxsize=REMEMBERED)(self._stems)

    def _weigh(self, text: str, language: str) -> tuple[Weighed, ...]:
        """The weighed pieces of a text; languages other than French and English are read as English."""
        own = language if language in OWN else "en"
        return tuple(self._weighed(text[piece.start : piece.end], own, piece) for piece in pieces(text))

    def _stems(self, text: str, language: str) -> frozenset[str]:
        """The content stems of all pieces of a text."""
        return frozenset().union(*(one.stems for one in self.weigh(text, language)))

    def _weighed(self, part: str, language: str, piece: Piece) -> Weighed:
        said = tokens(part)
        found = features(said, language)
        listed = [feature for feature in found if feature.startswith(LISTED)]
        score = sum(self._weights.get(feature, 0.0) for feature in found)
        signed = any(feature not in OTHER for feature in listed)
        return Weighed(
            piece,
            score,
            signed,
            unsettled=LISTED + UNSETTLED in listed,
            numbers=any(word[0].isdigit() for word in said),
            first_person=not FIRST_PERSON.isdisjoint(said),
            telling=signed or abs(score) >= TELLING,
            stems=frozenset(words(part, language)),
        )
