"""Ratings as exports write them, brought to the scale from 1 to 5."""

import re

OUT_OF = re.compile(
    r"(-?\d+(?:[.,]\d+)?)\s*(?:/|sur|out of|of|von)\s*(\d+(?:[.,]\d+)?)(?:\s*(?:stars?|[ée]toiles?))?", re.IGNORECASE
)
NUMBER = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(?:stars?|[ée]toiles?|%|★|⭐️?)?", re.IGNORECASE)
FULL, HALF, EMPTY = "★⭐🌟", "½⯨", "☆✩"
STARS = re.compile(f"[{FULL}{HALF}{EMPTY}\ufe0f\\s]+")


def parse_rating(text: str, *, best: float = 5, worst: float | None = None) -> float | None:
    """A rating from 1 to 5, two decimals, `None` when the text is empty.

    On another scale than 1 to 5 the share of `best` is kept (8 of 10 is 4), and the lowest marks become 1: one star is
    the least a rating says.

    Args:
        text: "4", "4,5", "4/5", "80/100", "4 étoiles", "★★★★☆".
        best: the highest mark of the source's scale, unless the text itself says it.
        worst: its lowest mark; 1 when `best` is 5, else 0.

    Raises:
        ValueError: with a sentence, when it is no rating or outside its scale.
    """
    text = text.strip()
    if not text:
        return None
    mark, best = _mark(text, best)
    if best <= 0:
        raise ValueError("a rating was expected, out of a scale above 0")
    lowest = worst if worst is not None else (1 if best == 5 else 0)
    if not lowest <= mark <= best:
        raise ValueError(f"a rating from {lowest:g} to {best:g} was expected")
    return round(max(1.0, mark * 5 / best), 2)


def _mark(text: str, best: float) -> tuple[float, float]:
    """The mark as a number, and the best of its scale."""
    if STARS.fullmatch(text):
        return sum(c in FULL for c in text) + sum(c in HALF for c in text) / 2, 5
    if found := OUT_OF.fullmatch(text):
        return _number(found[1]), _number(found[2])
    if found := NUMBER.fullmatch(text):
        return _number(found[1]), 100 if "%" in text else best
    raise ValueError(f"a rating in figures from 1 to {best:g} was expected, such as 4, 4,5 or 4/5")


def _number(text: str) -> float:
    return float(text.replace(",", "."))
