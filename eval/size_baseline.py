"""The baseline size advice is held against: what the nearest bodies of the same item wore, and how it fitted them.

Bodies are compared by height, weight, bust band and cup, each in units of how widely people differ in it; a
measurement one of the two does not give counts as one such unit. Sizes are compared by steps on the item's own ladder:
the sizes people wore of it, in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
VERDICTS = ("small", "fit", "large")
SPREADS = np.array([2.6, 21.0, 1.7, 1.0])
"""One standard deviation among women: height in inches, weight in pounds, bust band in inches, cups."""
CUPS = ("aa", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j")
ADVISERS, WITNESSES = 20, 40
"""Nearest bodies asked for a size, and for how a size fits."""
SMOOTHING = 10.0
"""Voices the item's own shares of verdicts weigh beside the witnesses."""


@dataclass(frozen=True, slots=True)
class Body:
    """Inches, pounds, inches, and the cup's letter; `None` where not given."""

    height_in: float | None = None
    weight_lbs: float | None = None
    bust_band: float | None = None
    bust_cup: str | None = None


@dataclass(frozen=True, slots=True)
class Wearing:
    """A body, the size it wore, and the verdict."""

    body: Body
    size: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Worn:
    """Wearings of one item as arrays: bodies (wearings, 4), sizes and places in `VERDICTS` (wearings,), and ladder."""

    bodies: Floats
    sizes: Floats
    verdicts: NDArray[np.intp]
    ladder: Floats

    @classmethod
    def of(cls, wearings: Sequence[Wearing]) -> "Worn":
        """At least one wearing."""
        sizes = np.array([one.size for one in wearings])
        verdicts = np.array([VERDICTS.index(one.verdict) for one in wearings])
        return cls(np.array([_measures(one.body) for one in wearings]), sizes, verdicts, np.unique(sizes))


def advised(worn: Worn, body: Body) -> float:
    """The size most of the nearest bodies wore that it fitted, nearer ones weighing more; of equals the smallest."""
    fitting = _fitting(worn)
    distances = _distances(worn.bodies[fitting], body)
    nearest = np.argsort(distances, kind="stable")[:ADVISERS]
    weights, sizes = np.exp(-distances[nearest] / 2), worn.sizes[fitting][nearest]
    ladder = np.unique(sizes)
    return float(ladder[np.argmax([round(weights[sizes == size].sum(), 9) for size in ladder])])


def chances(worn: Worn, body: Body, size: float) -> Floats:
    """Probabilities that a size turns out small, fits, or turns out large on a body; shape (3,).

    The verdicts of the wearings nearest in body and in steps of size, smoothed by those of the whole item.
    """
    away = steps(worn.ladder, worn.sizes, size).astype(float)
    nearest = np.argsort(_distances(worn.bodies, body) + away**2, kind="stable")[:WITNESSES]
    heard, shares = _counts(worn.verdicts[nearest]), _counts(worn.verdicts) / len(worn.verdicts)
    return (heard + SMOOTHING * shares) / (len(nearest) + SMOOTHING)


def median(worn: Worn) -> float:
    """The middle size of those that fitted, whoever asks; the lower of two middles."""
    sizes = np.sort(worn.sizes[_fitting(worn)])
    return float(sizes[(len(sizes) - 1) // 2])


def steps(ladder: Floats, some: Floats | float, other: float) -> NDArray[np.intp]:
    """How many steps of a ladder lie between sizes; one that is not on it stands where the next larger one does."""
    between: NDArray[np.intp] = np.abs(np.searchsorted(ladder, some) - np.searchsorted(ladder, other))
    return between


def _fitting(worn: Worn) -> NDArray[np.bool_]:
    """The wearings that fitted; all where none did."""
    fitted: NDArray[np.bool_] = worn.verdicts == VERDICTS.index("fit")
    return fitted if fitted.any() else np.ones_like(fitted)


def _measures(body: Body) -> list[float]:
    cup = body.bust_cup.strip().lower() if body.bust_cup else ""
    given = (body.height_in, body.weight_lbs, body.bust_band, CUPS.index(cup) if cup in CUPS else None)
    return [float("nan") if value is None else float(value) for value in given]


def _distances(bodies: Floats, body: Body) -> Floats:
    """Squared distances, shape (bodies,)."""
    apart = ((bodies - np.array(_measures(body))) / SPREADS) ** 2
    return np.asarray(np.where(np.isnan(apart), 1.0, apart).sum(axis=1), float)


def _counts(verdicts: NDArray[np.intp]) -> Floats:
    return np.bincount(verdicts, minlength=len(VERDICTS)).astype(float)
