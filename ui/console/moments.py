"""Moments and days as either language writes them in tables and lists."""

from datetime import date, datetime
from typing import Final

from chat.wording import MONTHS

DAY: Final = {"fr": "%d/%m/%Y", "en": "%Y-%m-%d"}


def moment(at: str | None, language: str) -> str:
    """A moment of the API to the minute, UTC: 20/11/2026 09:12, 2026-11-20 09:12; a dash where there is none."""
    return datetime.fromisoformat(at).strftime(f"{DAY[language]} %H:%M") if at else "—"


def day(at: str, language: str) -> str:
    """The day of a moment, or a day."""
    return datetime.fromisoformat(at).strftime(DAY[language])


def month(label: str, language: str) -> str:
    """A month, given as 2026-01: 01/2026, Jan 2026."""
    if language == "fr":
        return f"{label[5:7]}/{label[:4]}"
    return f"{MONTHS['en'][int(label[5:7]) - 1][:3]} {label[:4]}"


def week(label: str, language: str) -> str:
    """The Monday of a week, given as 2026-01-12: 12/01/2026, 12 Jan 2026."""
    read = date.fromisoformat(label)
    return read.strftime("%d/%m/%Y") if language == "fr" else f"{read.day} {month(label, language)}"
