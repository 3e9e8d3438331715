"""The size a body is likeliest to wear, and whether a size turns out small or large, from wearings of one item."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from chat.sizing.body import Body
from chat.sizing.body_features import FEATURES, features, filled, measures
from chat.sizing.fit_weights import SIGNS, as_json, read_weights, shipped
from chat.sizing.worn import Wearing, Worn, advised, chances, general, likelihoods, signs
from data.errors import TemoinError

SHORT = Body(height_cm=157, weight_kg=48, bust_band=32, bust_cup="b", age=30, shape="petite")
TALL = Body(height_cm=178, weight_kg=84, bust_band=38, bust_cup="d", age=40, shape="hourglass")


def dress(*more: Wearing) -> Worn:
    wearings = [Wearing(SHORT, 1, "fit")] * 5 + [Wearing(TALL, 24, "fit")] * 5
    return Worn.of([*wearings, *more], shipped())


def test_a_body_is_advised_what_fits_bodies_like_it() -> None:
    assert advised(dress(), SHORT) == 1
    assert advised(dress(), TALL) == 24
    assert likelihoods(dress(), SHORT).sum() == pytest.approx(1)


def test_somebody_who_says_nothing_is_advised_what_most_wear() -> None:
    assert advised(dress(*[Wearing(SHORT, 1, "fit")] * 30), Body()) == 1


def test_a_size_that_never_fitted_is_hardly_advised() -> None:
    item = dress(*[Wearing(SHORT, 4, "small")] * 3)
    assert advised(item, SHORT) == 1


def test_chances_are_probabilities_and_follow_the_verdicts_of_the_item() -> None:
    tight = dress(*[Wearing(SHORT, 1, "small")] * 20)
    for item in (dress(), tight):
        assert chances(item, SHORT, 1).sum() == pytest.approx(1)
    assert chances(tight, SHORT, 1)[0] > chances(dress(), SHORT, 1)[0]


def test_an_item_large_on_everybody_is_likely_to_be_large() -> None:
    roomy = dress(*[Wearing(TALL, 24, "large")] * 20)
    assert chances(roomy, TALL, 24)[2] > chances(dress(), TALL, 24)[2] > 0


def test_a_wearing_left_out_is_not_among_the_others() -> None:
    item = dress(Wearing(SHORT, 8, "large"))
    assert 8 in item.ladder
    assert 8 not in item.without(10).ladder


def test_an_item_that_fitted_nobody_still_has_an_advice() -> None:
    item = Worn.of([Wearing(SHORT, 4, "small"), Wearing(TALL, 8, "large")], shipped())
    assert advised(item, SHORT) in (4, 8)
    assert np.isfinite(signs(item, item.places[0], 4)).all()


def test_sizes_never_seen_lie_between_those_that_were() -> None:
    weights = replace(shipped(), places={4.0: np.array([0.0, 0, 0]), 8.0: np.array([2.0, 4, 6])})
    assert general(6, weights) == pytest.approx([1, 2, 3])
    assert general(99, weights) == pytest.approx([2, 4, 6])


def test_missing_measures_are_filled_in_as_bodies_go_together() -> None:
    people = shipped().people
    heavy = filled(measures(Body(weight_kg=95)), people)
    light = filled(measures(Body(weight_kg=48)), people)
    assert heavy[1] == 95
    assert heavy[2] > light[2], "a heavier body is expected to have a larger bust band"
    assert filled(measures(Body()), people) == pytest.approx(people.mean)
    assert features(TALL, people).shape == (len(FEATURES),)


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(as_json(shipped(), {"fitted_items": 2})), encoding="utf-8")
    again = read_weights(path)
    assert np.array_equal(again.axes, shipped().axes)
    assert again.slopes.shape == (len(SIGNS), 2)
    assert dict(again.places).keys() == dict(shipped().places).keys()


def test_a_file_without_weights_says_what_helps(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(TemoinError, match="python -m eval fit-size"):
        read_weights(path)
