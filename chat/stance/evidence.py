"""What speaks for each stance of a text: a few figures from its words, its vector and its record's rating."""

from collections.abc import Sequence

from chat.stance.topic import Named, judged, on_topic
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


def from_words(text: str, weighed: Sequence[Weighed], topic: Named, rating: float | None) -> Told:
    """The figures of `FROM_WORDS`, and where in the text the opinion was read."""
    places = on_topic(weighed, topic) if topic else []
    chosen = judged(weighed, places)
    if not chosen:
        return (0.0,) * (len(FROM_WORDS) - 1) + (rated(rating),), (0, len(text))
    read = [weighed[at] for at in chosen]
    start, end = _trimmed(text, read[0].piece.start, read[-1].piece.end)
    praise = min(MOST, sum(max(one.score, 0.0) for one in read))
    blame = min(MOST, sum(max(-one.score, 0.0) for one in read))
    total = sum(one.score for one in read)
    others = [one for at, one in enumerate(weighed) if at not in chosen]
    side = read[0].piece.side
    across = sum(one.score for one in others if (one.piece.side - side) % 2)
    along = sum(one.score for one in others if not (one.piece.side - side) % 2)
    figures = (
        _held(total), praise, blame, min(praise, blame), abs(_held(total)), float(any(one.listed for one in read)),
        _held(along), _held(across), float(read[0].piece.turned), float(read[-1].piece.side > side),
        float(_two_sided(read)),
        float("?" in text[start:end]), float(len(text) < SHORT), float(bool(places)),
        float(any(one.unsettled for one in read)), float(any(one.numbers for one in read)),
        float(any(one.first_person for one in read)), rated(rating),
    )  # fmt: skip
    return figures, (start, end)


def _two_sided(read: Sequence[Weighed]) -> bool:
    """Whether a listed word praises in one piece, and one blames in another."""
    scores = [one.score for one in read if one.listed]
    return bool(scores) and min(scores) < -PLAIN and max(scores) > PLAIN


def rated(rating: float | None) -> float:
    """The last of `FROM_WORDS`."""
    return 0.0 if rating is None else (rating - 3.0) * STARS


def _held(score: float) -> float:
    return max(-MOST, min(MOST, score))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
