"""Which size suits a body, from what others wore of the same item and how it fitted them.

A body has a place on three axes learnt from many items, those on which the wearers of different sizes differ most
(Fisher's discriminant axes). Wearers of a size lie around a centre: that of the size on all items, moved by what is
particular to the item, and towards the item's own wearers the more of them there are (empirical Bayes). The size
advised is the one whose wearers the body is likeliest to be among. Whether a size turns out small or large is told by
multinomial logit from where body and size lie and from the verdicts of the item, of near bodies and of the same size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chat.sizing.body import Body
from chat.sizing.body_features import Floats, features
from chat.sizing.fit_weights import VERDICTS, FitWeights

FIT = VERDICTS.index("fit")
SIZE_PRIOR, ITEM_PRIOR = 20.0, 10.0
"""Wearers that the general centre of a size, and an item like any other, weigh."""
SHARE_PRIOR, SAME_SIZE_PRIOR, NEAR_PRIOR = 30.0, 20.0, 10.0
"""Verdicts that the shares of all items weigh beside the item's own, and the item's beside its size's and near ones."""
WITNESSES, LADDER_STEP = 40, 0.5
"""Nearest wearings asked, and how much a squared step of size counts beside a squared unit on the axes."""
POPULARITY = 0.9
"""Power of a size's share of wearers; below one, as who orders tells a little less than how bodies differ."""
UNWORN = 0.2


@dataclass(frozen=True, slots=True)
class Wearing:
    """A body, the size it wore, and the verdict: small, fit or large."""

    body: Body
    size: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Worn:
    """Wearings of one item: places of bodies (n, 3), sizes (n,), verdicts as positions in `VERDICTS` (n,)."""

    places: Floats
    sizes: Floats
    verdicts: NDArray[np.intp]
    weights: FitWeights

    @classmethod
    def of(cls, wearings: Sequence[Wearing], weights: FitWeights) -> "Worn":
        """From at least one wearing."""
        places = np.array([place(one.body, weights) for one in wearings])
        sizes = np.array([one.size for one in wearings], float)
        return cls(places, sizes, np.array([VERDICTS.index(one.verdict) for one in wearings]), weights)

    @property
    def ladder(self) -> Floats:
        """The sizes anybody wore, in order."""
        return np.unique(self.sizes)

    def without(self, index: int) -> "Worn":
        """The others, to judge one wearing by."""
        return Worn(
            np.delete(self.places, index, 0),
            np.delete(self.sizes, index),
            np.delete(self.verdicts, index),
            self.weights,
        )


def place(body: Body, weights: FitWeights) -> Floats:
    """Where a body lies on the axes; shape (3,)."""
    return np.asarray(features(body, weights.people) @ weights.axes)


def advised(worn: Worn, body: Body) -> float:
    """The size whose wearers a body is likeliest to be among; of equals the smallest."""
    return float(worn.ladder[int(np.argmax(likelihoods(worn, body)))])


def likelihoods(worn: Worn, body: Body) -> Floats:
    """Probability of each size of the ladder to be the one that fits; shape (sizes,)."""
    at, fits = place(body, worn.weights), worn.verdicts == FIT
    counts = np.array([np.sum(fits & (worn.sizes == size)) for size in worn.ladder])
    # of somebody who says nothing only what most people wear is known
    away = ((at - centres(worn)) ** 2).sum(axis=1) if body else np.zeros(len(counts))
    log = POPULARITY * np.log(counts + UNWORN) - away / 2
    odds = np.exp(log - log.max())
    return np.asarray(odds / odds.sum())


def centres(worn: Worn) -> Floats:
    """Where those lie whom each size of the ladder fits; shape (sizes, 3)."""
    fits, moved = worn.verdicts == FIT, _moved(worn)
    rows = []
    for size in worn.ladder:
        own = worn.places[fits & (worn.sizes == size)]
        rows.append((own.sum(axis=0) + SIZE_PRIOR * (general(size, worn.weights) + moved)) / (len(own) + SIZE_PRIOR))
    return np.array(rows)


def general(size: float, weights: FitWeights) -> Floats:
    """Where the wearers of a size lie on all items; between two known sizes by proportion; shape (3,)."""
    if size in weights.places:
        return weights.places[size]
    known = np.array(sorted(weights.places))
    table = np.array([weights.places[one] for one in known])
    return np.array([np.interp(size, known, column) for column in table.T])


def chances(worn: Worn, body: Body, size: float) -> Floats:
    """Probabilities that a size somebody chose turns out small, fits, and turns out large on them; shape (3,).

    Of a size they would not choose it tells nothing: who wears a size larger than their measures suggest finds it small
    rather more often, as they know what their measures leave out.
    """
    told = signs(worn, place(body, worn.weights), size)
    small, large = worn.weights.bias + told @ worn.weights.slopes
    odds = np.exp([small, 0.0, large] - np.max([small, 0.0, large]))
    return np.asarray(odds / odds.sum())


def signs(worn: Worn, at: Floats, size: float) -> Floats:
    """What tells small and large, as `SIGNS` names it, for a body at a place; shape (12,)."""
    shares = _smoothed(worn.verdicts, SHARE_PRIOR, worn.weights.shares)
    steps = np.searchsorted(worn.ladder, worn.sizes) - np.searchsorted(worn.ladder, size)
    away = ((worn.places - at) ** 2).sum(axis=1) + LADDER_STEP * steps**2
    near = worn.verdicts[np.argsort(away, kind="stable")[:WITNESSES]]
    level = general(size, worn.weights) + _moved(worn) - np.array([1.0, *at]) @ worn.weights.expected
    return np.array(
        [
            *level,
            *at,
            *_log_odds(shares),
            *_log_odds(_smoothed(near, NEAR_PRIOR, shares)),
            *_log_odds(_smoothed(worn.verdicts[worn.sizes == size], SAME_SIZE_PRIOR, shares)),
        ]
    )


def _moved(worn: Worn) -> Floats:
    """How far those an item fits lie from the wearers of the same sizes of other items; shape (3,)."""
    fits = worn.verdicts == FIT
    if not fits.any():
        return np.zeros(worn.places.shape[1])
    sizes, index = np.unique(worn.sizes[fits], return_inverse=True)
    table = np.array([general(float(size), worn.weights) for size in sizes])
    apart = worn.places[fits] - table[index]
    return np.asarray(apart.sum(axis=0) / (len(apart) + ITEM_PRIOR))


def _smoothed(verdicts: NDArray[np.intp], prior: float, shares: Floats) -> Floats:
    counts = np.bincount(verdicts, minlength=len(VERDICTS)).astype(float)
    return np.asarray((counts + prior * shares) / (counts.sum() + prior))


def _log_odds(shares: Floats) -> list[float]:
    return [float(np.log(shares[0] / shares[FIT])), float(np.log(shares[2] / shares[FIT]))]
