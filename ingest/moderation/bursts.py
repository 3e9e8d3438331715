"""Bursts: far more reviews of one rating within few days than a product's habit explains, by authors new to the shop.

A scan over windows of `DAYS` days asks two things of each: how likely are so many reviews of the rating, if they come
as they come at other times, and how likely is so large a share of it among all that came in those days? A launch or a
sampling brings reviews of every rating; a product without a habit yet is not judged. Reviews with a stored proof of
purchase, of authors known before, or said to be incentivised are habit, never suspects.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log
from typing import Final

from data.records import Record

DAYS: Final = 3
FEWEST: Final = 6
"""Suspects in a window from which it is looked at."""
CHANCE: Final = 1e-6
"""Most likely a window's number may be under the habit, times the windows looked at."""
SHIFT: Final = 0.05
"""Most likely the share of the rating may be under the habit."""
NEWS_DAYS: Final = 14
"""Days around a window that are no habit either: a launch or a sale is talked about for so long."""
HABIT: Final = 12
"""Reviews at other times from which there is a habit, over at least `HABIT_DAYS` days."""
HABIT_DAYS: Final = 60
"""The habit's shortest span."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A review as it is counted: its day, its rating, and whether it may be one of a burst."""

    id: str
    day: int
    rating: float
    suspect: bool


def bursts(reviews: Iterable[Record], known: Collection[str] = ()) -> set[str]:
    """Ids of the reviews of one product that form bursts.

    Args:
        known: authors who wrote of other products too.
    """
    said = _dated(reviews, known)
    counts = Counter((one.rating, one.day) for one in said if one.suspect)
    days = len({day for _, day in counts})
    found: set[str] = set()
    for rating, first in sorted(counts):
        if sum(counts[rating, first + later] for later in range(DAYS)) < FEWEST:
            continue
        window = [one for one in said if first <= one.day < first + DAYS]
        suspects = [one for one in window if one.suspect and one.rating == rating]
        if _is_burst(rating, suspects, window, said, days):
            found |= {one.id for one in suspects}
    return found


def _dated(reviews: Iterable[Record], known: Collection[str]) -> list[_Said]:
    dated = [r for r in reviews if r.published and r.rating is not None]
    times = Counter(record.author for record in dated)
    said = []
    for record in dated:
        new = record.author is None or (times[record.author] == 1 and record.author not in known)
        open_ = not record.provenance.verified and not record.provenance.incentive
        # records without a date were left out above
        said.append(_Said(record.id, record.published.toordinal(), record.rating or 0.0, new and open_))  # type: ignore[union-attr]
    return sorted(said, key=lambda one: (one.day, one.id))


def _is_burst(
    rating: float, suspects: Sequence[_Said], window: Sequence[_Said], said: Sequence[_Said], looked_at: int
) -> bool:
    first, last = window[0].day, window[-1].day
    habit = [one for one in said if not first - NEWS_DAYS <= one.day <= last + NEWS_DAYS]
    if len(habit) < HABIT or habit[-1].day - habit[0].day < HABIT_DAYS:
        return False
    span = max(habit[-1].day - habit[0].day + 1 - (2 * NEWS_DAYS + DAYS), HABIT_DAYS)
    alike = sum(one.rating == rating for one in habit)
    expected = (alike + 1) * DAYS / span
    share = (alike + 1) / (len(habit) + 2)
    mine = sum(one.rating == rating for one in window)
    return at_least(len(suspects), expected) * looked_at <= CHANCE and _share(mine, len(window), share) <= SHIFT


def at_least(count: int, expected: float) -> float:
    """Chance of `count` or more events where so many are expected (Poisson)."""
    below = sum(exp(k * log(expected) - expected - lgamma(k + 1)) for k in range(count))
    return max(0.0, 1.0 - below) if below < 0.999999 else _tail(count, expected)


def _tail(count: int, expected: float) -> float:
    """The first terms of the far tail, which one minus the rest cannot tell from nothing."""
    return sum(exp(k * log(expected) - expected - lgamma(k + 1)) for k in range(count, count + 60))


def _share(count: int, of: int, share: float) -> float:
    """Chance of `count` or more among `of` where each is one with chance `share` (binomial)."""
    terms = (
        lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1) + k * log(share) + (of - k) * log(1 - share)
        for k in range(count, of + 1)
    )
    return min(1.0, sum(exp(term) for term in terms))
