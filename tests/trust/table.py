"""The table of the trust plan: what was tried, what failed, and the figures, as the terminal and Markdown show them."""

from collections.abc import Iterable

from tests.trust.journal import Journal, Result
from tests.trust.outcome import WORST, Outcome
from tests.trust.plan import Check

HEAD = ("id", "what", "tried", "failed", "figures", "to reach", "date")


def rows(checks: Iterable[Check], journal: Journal) -> list[tuple[str, ...]]:
    """A row for each id; one without a result says so."""
    return [_row(check, journal.best(check.id)) for check in checks]


def markdown(checks: Iterable[Check], journal: Journal) -> str:
    """The table that docs/trust.md quotes."""
    lines = [HEAD, tuple("---" for _ in HEAD), *rows(checks, journal)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def figures(outcome: Outcome) -> str:
    """Figures in one line: counts first, then the worst of each kind."""
    return ", ".join(f"{name} {_number(value)}" for name, value in sorted(outcome.figures.items(), key=_order))


def _row(check: Check, result: Result | None) -> tuple[str, ...]:
    if result is None:
        return (check.id, check.what, "–", "–", "not run", check.aim, "–")
    part = "" if result.whole else f" ({result.done:,} of {result.amount:,} {check.unit})"
    tier = "" if result.tier == "full" else " (quick)"
    broken = check.broken(result.outcome)
    said = figures(result.outcome) + (f"; **not reached**: {broken[:160]}" if broken else "")
    counted = f"{result.outcome.tried:,}{part}"
    return (check.id, check.what, counted, f"{result.outcome.failed:,}", said, check.aim, result.date + tier)


def _order(figure: tuple[str, float]) -> tuple[bool, str]:
    return figure[0].startswith(WORST), figure[0]


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.3g}"
