"""What speaks for each stance of a text: a few figures from its words, its vector and its record's rating."""

from collections.abc import Sequence

from chat.stance.topic import judged
from chat.stance.weighing import Weighed

# fmt: off
FROM_WORDS = (
    "words", "praise", "blame", "least", "strength", "listed", "along", "across", "turned", "turns", "two_sided",
    "asks", "short", "found", "unsettled", "numbers", "first_person", "rating",
)
# fmt: on
FROM_VECTOR = ("side", "side_alone", "opinion", "side_strength", "both_ways")
"""Names of the figures, in the order they are given; `StanceModel` weighs them."""
MOST = 8.0
"""Where a score stops growing."""
STARS = 0.1
"""What one star more or less than three is worth: so little that, in the fit, it stays a weak prior."""
PLAIN = 0.5
"""Score from which a piece plainly takes a side."""
SHORT = 25
"""Characters up to which a text is taken for a title."""


Told = tuple[tuple[float, ...], tuple[int, int]]


def from_words(text: str, weighed: Sequence[Weighed], places: Sequence[int]) -> Told:
    """The figures of `FROM_WORDS` but the last, and where in the text the opinion was read.

    `places` are those of the pieces on the topic.
    """
    chosen = judged(weighed, places)
    if not chosen:
        return (0.0,) * (len(FROM_WORDS) - 1), (0, len(text))
    read = [weighed[at] for at in chosen]
    first, last = read[0].piece, read[-1].piece
    start, end = _trimmed(text, first.start, last.end)
    scores = [one.score for one in read]
    praise = min(MOST, sum(score for score in scores if score > 0))
    blame = min(MOST, -sum(score for score in scores if score < 0))
    along, across = _around(weighed, chosen, first.side)
    listed = [one.score for one in read if one.listed]
    figures = (
        _held(sum(scores)), praise, blame, min(praise, blame), abs(_held(sum(scores))), float(bool(listed)),
        _held(along), _held(across), float(first.turned), float(last.side > first.side),
        float(bool(listed) and min(listed) < -PLAIN and max(listed) > PLAIN),
        float("?" in text[start:end]), float(len(text) < SHORT), float(bool(places)),
        float(any(one.unsettled for one in read)), float(any(one.numbers for one in read)),
        float(any(one.first_person for one in read)),
    )  # fmt: skip
    return figures, (start, end)


def _around(weighed: Sequence[Weighed], chosen: Sequence[int], side: int) -> tuple[float, float]:
    """What the other pieces say, on the same side of a contrast and across from it."""
    of = [0.0, 0.0]
    for at, one in enumerate(weighed):
        if at not in chosen:
            of[(one.piece.side - side) % 2] += one.score
    return of[0], of[1]


def rated(rating: float | None) -> float:
    """The last of `FROM_WORDS`."""
    return 0.0 if rating is None else (rating - 3.0) * STARS


def _held(score: float) -> float:
    return max(-MOST, min(MOST, score))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
