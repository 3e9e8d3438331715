"""Ratings brought to the scale from 1 to 5."""

import pytest

from ingest.ratings import parse_rating


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4", 4.0),
        ("4,5", 4.5),
        ("4/5", 4.0),
        ("4.0 out of 5 stars", 4.0),
        ("3 sur 5", 3.0),
        ("80/100", 4.0),
        ("80 %", 4.0),
        ("9/10", 4.5),
        ("3 étoiles", 3.0),
        ("★★★★☆", 4.0),
        ("⭐⭐⭐", 3.0),
        ("★★★½", 3.5),
        ("", None),
    ],
)
def test_a_rating_is_read_however_it_is_written(text: str, expected: float | None) -> None:
    assert parse_rating(text) == expected


def test_a_declared_scale_keeps_its_share_and_its_lowest_marks_are_one_star() -> None:
    assert parse_rating("8", best=10) == 4.0
    assert parse_rating("75", best=100) == 3.75
    assert parse_rating("0", best=10) == 1.0


@pytest.mark.parametrize("text", ["6", "0", "-1", "cinq", "nan", "inf", "1e5", "11/10", "4 8", "☆/5"])
def test_what_is_outside_its_scale_or_no_figure_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="was expected"):
        parse_rating(text)
