"""What size advice has learnt of bodies and sizes in general, read from the JSON beside this module."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from chat.sizing.body_features import FEATURES, MEASURED, Floats, Population
from data.errors import TemoinError

WEIGHTS = Path(__file__).with_name("fit_weights.json")
VERDICTS = ("small", "fit", "large")
SIGNS = (
    "level_1", "level_2", "level_3", "body_1", "body_2", "body_3",
    "item_small", "item_large", "near_small", "near_large", "size_small", "size_large",
)  # fmt: skip
"""What the probabilities of small and large are told by; see `chat.sizing.worn`."""


@dataclass(frozen=True, slots=True)
class FitWeights:
    """Axes of fit and where sizes lie on them.

    `axes` (15, 3) takes the features of a body to its place; `places` tells where the wearers of a size lie on average
    on all items, `expected` (4, 3) where the size worn is expected to lie, given one and the place of the body.
    `shares` (3,) are the verdicts of all items; `bias` (2,) and `slopes` (12, 2) tell small and large from fit.
    """

    people: Population
    axes: Floats
    places: Mapping[float, Floats]
    expected: Floats
    shares: Floats
    bias: Floats
    slopes: Floats


@cache
def shipped() -> FitWeights:
    """The weights of the repository."""
    return read_weights(WEIGHTS)


def read_weights(path: Path) -> FitWeights:
    """Weights from a file `python -m eval fit-size` wrote (`TemoinError` when it is not one)."""
    try:
        return _weights(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TemoinError(
            f"{path} holds no weights of size advice ({error!r}): python -m eval fit-size writes them"
        ) from error


def as_json(weights: FitWeights, report: Mapping[str, Any]) -> dict[str, Any]:
    """Weights as a person can read them, rounded to four places, with the report of their training."""
    people = weights.people
    return {
        "report": dict(report),
        "people": {
            "mean": dict(zip(MEASURED, _rounded(people.mean), strict=True)),
            "covariance": dict(zip(MEASURED, _rounded(people.covariance), strict=True)),
        },
        "axes": dict(zip(FEATURES, _rounded(weights.axes), strict=True)),
        "places": {f"{size:g}": _rounded(place) for size, place in sorted(weights.places.items())},
        "expected": dict(zip(("bias", "body_1", "body_2", "body_3"), _rounded(weights.expected), strict=True)),
        "shares": dict(zip(VERDICTS, _rounded(weights.shares), strict=True)),
        "bias": dict(zip(("small", "large"), _rounded(weights.bias), strict=True)),
        "slopes": dict(zip(SIGNS, _rounded(weights.slopes), strict=True)),
    }


def _weights(read: Mapping[str, Any]) -> FitWeights:
    people = read["people"]
    return FitWeights(
        Population(_column(people["mean"], MEASURED), _column(people["covariance"], MEASURED)),
        _column(read["axes"], FEATURES),
        {float(size): np.array(place, float) for size, place in read["places"].items()},
        _column(read["expected"], ("bias", "body_1", "body_2", "body_3")),
        _column(read["shares"], VERDICTS),
        _column(read["bias"], ("small", "large")),
        _column(read["slopes"], SIGNS),
    )


def _column(table: Mapping[str, Any], names: tuple[str, ...]) -> Floats:
    return np.array([table[name] for name in names], float)


def _rounded(values: Floats) -> Any:
    return np.round(values, 4).tolist()
