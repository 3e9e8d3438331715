"""Dates as exports write them: ISO, epoch, day or month first, French and English words, relative to the export.

An all-figures date such as 03/04/2024 is read in the order the mapping declares, else in the order its whole column
proves (a first figure above 12 proves day first). When nothing proves it, the date is left out and the record kept: a
missing date is shown as "not given", a guessed one would be a false statement.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

Order = Literal["dmy", "mdy"]

FIRST_YEAR = 1995
"""No review was published online before; zero and placeholder epochs fall before it."""
MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february feb",
            "mars march mar",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout august aug",
            "septembre sept september sep",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
UNITS = {
    **dict.fromkeys(("seconde", "secondes", "second", "seconds", "minute", "minutes", "min", "mins"), "minutes"),
    **dict.fromkeys(("heure", "heures", "h", "hour", "hours"), "hours"),
    **dict.fromkeys(("jour", "jours", "j", "day", "days"), "days"),
    **dict.fromkeys(("semaine", "semaines", "week", "weeks"), "weeks"),
    **dict.fromkeys(("mois", "month", "months"), "months"),
    **dict.fromkeys(("an", "ans", "annee", "annees", "year", "years"), "years"),
}
NAMED_DAYS = {
    "aujourd'hui": 0, "today": 0, "just now": 0, "a l'instant": 0, "hier": 1, "yesterday": 1, "avant-hier": 2,
    "la semaine derniere": 7, "last week": 7,
}  # fmt: skip
NAMED_SPANS = {
    "le mois dernier": relativedelta(months=1),
    "last month": relativedelta(months=1),
    "l'an dernier": relativedelta(years=1),
    "l'annee derniere": relativedelta(years=1),
    "last year": relativedelta(years=1),
}
NUMBERS = {"un": 1, "une": 1, "a": 1, "an": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3}

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[t ,].*)?", re.DOTALL)
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:t\d+z?)?")
EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{12,13}(?:\.0+)?")
FIGURES = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ,]+\s*(\d{4}|\d{2})(?!\d)(?:[t ,].*)?", re.DOTALL)
MONTH_FIGURES = re.compile(r"(\d{1,2})[-/.](\d{4})")
DAY_MONTH = re.compile(
    r"(?:[a-z]+\.?,? +)?(\d{1,2})(?:er|st|nd|rd|th)?[ .-]+(?:of )?([a-z]+)\.?,?[ -]+(\d{4})\b.*", re.DOTALL
)
MONTH_DAY = re.compile(r"(?:[a-z]+\.?,? +)?([a-z]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})\b.*", re.DOTALL)
MONTH_YEAR = re.compile(r"(?:en )?([a-z]+)\.?,? +(\d{4})")
AGO = re.compile(r"(?:il y a |)(?:environ |about |plus de |over |pres d'|pres de )?(\d+|[a-z]+) ?([a-z]+)(?: ago)?")
VAGUE = re.compile(r"(?:il y a (?:quelques|plusieurs)|(?:a few|some|several)) [a-z]+(?: ago)?|recemment|recently")
# "Reviewed in France on 3 March 2024", "Avis laissé en France le 3 mars 2024"
LEAD = re.compile(r".*\b(?:on|le) (?=[a-z\d])")
LONGEST = 80
YEAR = re.compile(r"(?:19|20)\d{2}")
EXPECTED = "a real date was expected, such as 2026-03-14, 14/03/2026, 14 mars 2026 or il y a 3 mois"


def parse_date(
    text: str,
    *,
    order: Callable[[], Order | None],
    today: date,
    latest: date | None = None,
    formats: Iterable[str] = (),
) -> date | None:
    """The day a text names, `None` when it is empty or its order cannot be known.

    Args:
        text: the value as the export has it; a month without a day is read as its first day; a lone year or "a few
            days ago" as unknown.
        order: asked only when the figures themselves leave the order open.
        today: the day relative dates count from: the day of the export when it is known.
        latest: the last day a date may name, `today` when absent; one more day is allowed for time zones.
        formats: `strptime` formats the mapping declares, tried first.

    Raises:
        ValueError: with a sentence, when the text is no date, an impossible one, or a later one.
    """
    folded = _fold(text[: LONGEST + 1])
    if not folded:
        return None
    if len(text) > LONGEST:
        raise ValueError(EXPECTED)
    try:
        found = _first_reading(folded, text.strip(), order, today, formats)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{EXPECTED} ({error})" if str(error) else EXPECTED) from error
    latest = latest or today
    if found and found > latest + timedelta(days=1):
        raise ValueError(f"{EXPECTED}, not one after {latest.isoformat()}")
    if found and found.year < FIRST_YEAR:
        raise ValueError(f"{EXPECTED}, {FIRST_YEAR} or later")
    return found


def column_order(values: Iterable[str]) -> Order | None:
    """The order a whole column of figures proves, `None` when none of its values, or contradicting ones, do."""
    proofs: set[Order] = set()
    for value in values:
        if figures := FIGURES.fullmatch(_fold(value)):
            first, second = int(figures[1]), int(figures[2])
            if first > 12 >= second:
                proofs.add("dmy")
            elif second > 12 >= first:
                proofs.add("mdy")
    return proofs.pop() if len(proofs) == 1 else None


def _fold(text: str) -> str:
    """Lower case, without accents, typographic apostrophes and doubled spaces."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


def _first_reading(
    folded: str, text: str, order: Callable[[], Order | None], today: date, formats: Iterable[str]
) -> date | None:
    for given in formats:
        try:
            return datetime.strptime(text, given).date()
        except ValueError:
            continue
    if found := ISO.fullmatch(folded) or COMPACT.fullmatch(folded):
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := MONTH_FIGURES.fullmatch(folded):
        return date(int(found[2]), int(found[1]), 1)
    if found := FIGURES.fullmatch(folded):
        return _from_figures(int(found[1]), int(found[2]), found[3], order)
    return _in_words(folded, today)


def _in_words(folded: str, today: date) -> date | None:
    """Epochs, vague dates, names of months, times ago."""
    if EPOCH.fullmatch(folded):
        seconds = float(folded)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).date()
    if YEAR.fullmatch(folded) or VAGUE.fullmatch(folded):
        return None
    return _with_month(LEAD.sub("", folded)) or _relative(folded, today)


def _from_figures(first: int, second: int, year_text: str, order: Callable[[], Order | None]) -> date | None:
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    if first > 12 or second > 12 or first == second:
        day, month = (second, first) if second > 12 else (first, second)
        return date(year, month, day)
    known = order()
    if known is None:
        return None
    return date(year, second, first) if known == "dmy" else date(year, first, second)


def _with_month(folded: str) -> date | None:
    if (found := DAY_MONTH.fullmatch(folded)) and found[2] in MONTHS:
        return date(int(found[3]), MONTHS[found[2]], int(found[1]))
    if (found := MONTH_DAY.fullmatch(folded)) and found[1] in MONTHS:
        return date(int(found[3]), MONTHS[found[1]], int(found[2]))
    if (found := MONTH_YEAR.fullmatch(folded)) and found[1] in MONTHS:
        return date(int(found[2]), MONTHS[found[1]], 1)
    return None


def _relative(folded: str, today: date) -> date:
    if folded in NAMED_DAYS:
        return today - timedelta(days=NAMED_DAYS[folded])
    if folded in NAMED_SPANS:
        return today - NAMED_SPANS[folded]
    found = AGO.fullmatch(folded)
    unit = UNITS.get(found[2]) if found else None
    if not found or not unit or not ("ago" in folded or folded.startswith("il y a")):
        raise ValueError
    count = int(found[1]) if found[1].isdigit() else NUMBERS.get(found[1])
    if count is None or count > 1000:
        raise ValueError
    if unit in ("minutes", "hours"):
        return today
    if unit in ("days", "weeks"):
        return today - timedelta(days=count * (7 if unit == "weeks" else 1))
    return today - relativedelta(months=count * (12 if unit == "years" else 1))
