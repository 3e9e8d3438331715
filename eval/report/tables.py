"""The summary as a table: every measure with its interval, by half and by language, and its change."""

from collections.abc import Mapping
from html import escape

from eval.compare import Change, Comparison
from eval.figures import told
from eval.gates import Checked
from eval.intervals import Score
from eval.measure import Measure
from eval.report.words import Words
from eval.runs import EvalRun
from eval.scorecard import MEASURES

COLUMNS = ("all", "dev", "test", "fr", "en")


def figure(score: Score | None, measure: Measure) -> str:
    """A figure, its interval and its count; a dash where nothing was measured."""
    if score is None or score.value is None or score.low is None or score.high is None:
        return "–"
    if measure.unit == "share":
        return told(score).strip()
    return f"{score.value:.1f} [{score.low:.1f}, {score.high:.1f}]"


def lines(run: EvalRun) -> list[str]:
    """The summary for the terminal, a line a measure that was taken."""
    width = max(len(measure.name) for measure in MEASURES)
    columns = ("test", "fr", "en")
    head = f"{'':<{width}}  " + "  ".join(f"{name:<26}" for name in columns)
    told_lines = [head]
    for measure in MEASURES:
        scores = [run.slices.get(name, {}).get(measure.name) for name in columns]
        if any(score and score.n for score in scores):
            cells = (f"{figure(score, measure)} n {score.n}" if score and score.n else "–" for score in scores)
            told_lines.append(f"{measure.name:<{width}}  " + "  ".join(f"{cell:<26}" for cell in cells))
    return told_lines


def summary_table(run: EvalRun, comparison: Comparison | None, words: Words) -> str:
    """Measures down, slices across."""
    columns = [*COLUMNS, *(["change"] if comparison else [])]
    head = "".join(f"<th>{escape(words(name))}</th>" for name in columns)
    changes = {c.measure.name: c for c in comparison.changes} if comparison else None
    rows = "".join(_row(run, measure, changes, words) for measure in MEASURES)
    return (
        f"{_scrolled(words('summary'))}<table class=measures>"
        f"<thead><tr><th>{escape(words('measure'))}</th>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def gates_table(checked: list[Checked], words: Words) -> str:
    """Gates that failed first."""
    order = {"failed": 0, "not measured": 1, "kept": 2}
    rows = "".join(
        f'<tr class="{one.verdict.replace(" ", "-")}"><th scope=row>{escape(one.gate.measure)} '
        f"<small>{escape(one.gate.slice)}</small></th><td>{escape(words(one.verdict))}</td>"
        f"<td>{told(one.score).strip()} <small>n {one.score.n}</small></td><td>{escape(one.reason)}</td></tr>"
        for one in sorted(checked, key=lambda one: order[one.verdict])
    )
    return f"{_scrolled(words('gates'))}<table><tbody>{rows}</tbody></table></div>"


def _scrolled(name: str) -> str:
    """Opens a region that scrolls sideways, by keyboard too."""
    return f'<div class=wide role=region tabindex=0 aria-label="{escape(name, quote=True)}">'


def _row(run: EvalRun, measure: Measure, changes: Mapping[str, Change] | None, words: Words) -> str:
    cells = ""
    for name in COLUMNS:
        score = run.slices.get(name, {}).get(measure.name)
        count = f" <small>n {score.n}</small>" if score else ""
        cells += f"<td>{figure(score, measure)}{count}</td>"
    if changes is not None:
        cells += f"<td>{_change(changes.get(measure.name), words)}</td>"
    label = f"{escape(measure.name)}<small>{escape(words.measure(measure.name))}</small>"
    return f"<tr><th scope=row>{label}</th>{cells}</tr>"


def _change(change: Change | None, words: Words) -> str:
    if change is None:
        return "–"
    d = change.difference
    return (
        f'<span class="{change.verdict}">{d.value:+.3f} [{d.low:+.3f}, {d.high:+.3f}]</span> '
        f"<small>n {d.n}, {escape(words(change.verdict))}</small>"
    )
