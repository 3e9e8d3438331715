"""Dates as exports write them, in both languages."""

from datetime import date

import pytest

from ingest.dates import Order, column_order, parse_date

TODAY = date(2026, 11, 22)


def parsed(text: str, order: Order | None = None) -> date | None:
    return parse_date(text, order=lambda: order, today=TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-14", date(2026, 3, 14)),
        ("2026-03-14T10:12:00.000+00:00", date(2026, 3, 14)),
        ("2026-05-21 18:26:40 +0200", date(2026, 5, 21)),
        ("20250314", date(2025, 3, 14)),
        ("1719705600", date(2024, 6, 30)),
        ("1719705600000", date(2024, 6, 30)),
        ("14/03/2026", date(2026, 3, 14)),
        ("03/14/2026", date(2026, 3, 14)),
        ("14.03.26", date(2026, 3, 14)),
        ("6 30, 2024", date(2024, 6, 30)),
        ("14 mars 2026", date(2026, 3, 14)),
        ("1er août 2025", date(2025, 8, 1)),
        ("le 2 févr. 2025", date(2025, 2, 2)),
        ("samedi 7 mars 2026", date(2026, 3, 7)),
        ("March 3rd, 2026", date(2026, 3, 3)),
        ("Mon, 14 Mar 2026 10:00:00 GMT", date(2026, 3, 14)),
        ("Reviewed in France on 3 March 2024", date(2024, 3, 3)),
        ("mars 2024", date(2024, 3, 1)),
        ("05/2024", date(2024, 5, 1)),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, expected: date) -> None:
    assert parsed(text) == expected


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("il y a 3 mois", "3 months ago", date(2026, 8, 22)),
        ("il y a un an", "a year ago", date(2025, 11, 22)),
        ("hier", "yesterday", date(2026, 11, 21)),
        ("aujourd’hui", "today", TODAY),
        ("la semaine dernière", "last week", date(2026, 11, 15)),
        ("il y a 2 semaines", "2 weeks ago", date(2026, 11, 8)),
        ("il y a 5 heures", "5 hours ago", TODAY),
        ("l’an dernier", "last year", date(2025, 11, 22)),
    ],
)
def test_a_relative_date_counts_from_the_day_given_in_both_languages(french: str, english: str, expected: date) -> None:
    assert parsed(french) == parsed(english) == expected


@pytest.mark.parametrize("text", ["", "  ", "03/04/2026", "2025", "il y a quelques jours", "a few days ago"])
def test_what_cannot_be_known_is_not_guessed(text: str) -> None:
    assert parsed(text) is None


def test_a_declared_order_decides_an_open_date() -> None:
    assert parsed("03/04/2026", "dmy") == date(2026, 4, 3)
    assert parsed("03/04/2026", "mdy") == date(2026, 3, 4)


def test_a_column_proves_its_order_by_any_figure_above_twelve() -> None:
    assert column_order(["03/04/2026", "05/06/2026", "14/02/2026"]) == "dmy"
    assert column_order(["03/04/2026", "02/14/2026"]) == "mdy"


def test_a_column_that_proves_nothing_or_contradicts_itself_has_no_order() -> None:
    assert column_order(["03/04/2026", "", "hier"]) is None
    assert column_order(["14/02/2026", "02/14/2026"]) is None


@pytest.mark.parametrize(
    "text", ["31/02/2025", "2025-13-45", "0000-00-00", "bientôt", "soon", "99999999999999999999", "9" * 500, "0"]
)
def test_an_impossible_date_is_an_error_that_shows_what_was_expected(text: str) -> None:
    with pytest.raises(ValueError, match="a real date was expected, such as 2026-03-14"):
        parsed(text)


def test_a_date_after_today_is_impossible_but_for_one_day_of_time_zones() -> None:
    assert parsed("2026-11-23") == date(2026, 11, 23)
    with pytest.raises(ValueError, match="not one after 2026-11-22"):
        parsed("2031-01-01")


def test_an_old_export_may_hold_dates_up_to_today() -> None:
    found = parse_date("2026-11-01", order=lambda: None, today=date(2026, 6, 1), latest=TODAY)
    assert found == date(2026, 11, 1)


def test_a_declared_format_is_tried_first() -> None:
    found = parse_date("2026/14/03", order=lambda: None, today=TODAY, formats=["%Y/%d/%m"])
    assert found == date(2026, 3, 14)
