"""The summary of a run as Markdown, for a pull request."""

from eval.compare import Comparison
from eval.gates import Checked
from eval.reasons import WORST_FIRST, failures
from eval.report.tables import figure
from eval.runs import EvalRun
from eval.scorecard import MEASURES

COLUMNS = ("test", "fr", "en")
WORST = 10


def summary(run: EvalRun, comparison: Comparison | None, checked: list[Checked]) -> str:
    """Failed gates, the figures, what changed, and the first failing questions."""
    return "\n\n".join(
        part for part in (_gates(checked), _figures(run, comparison), _changed(comparison), _worst(run)) if part
    )


def _gates(checked: list[Checked]) -> str:
    failed = [
        f"- **{one.gate.measure}** ({one.gate.slice}): {one.reason}" for one in checked if one.verdict == "failed"
    ]
    if not checked:
        return ""
    kept = sum(one.verdict == "kept" for one in checked)
    return "\n".join([f"**{len(failed)} gates failed**, {kept} of {len(checked)} kept.", *failed])


def _figures(run: EvalRun, comparison: Comparison | None) -> str:
    changes = {c.measure.name: c for c in comparison.changes} if comparison else {}
    lines = ["| measure | test | n | French | English | since the baseline |", "|---|---|---|---|---|---|"]
    for measure in MEASURES:
        scores = [run.slices.get(name, {}).get(measure.name) for name in COLUMNS]
        if not any(score and score.n for score in scores):
            continue
        change = changes.get(measure.name)
        d = change.difference if change else None
        told = f"{d.value:+.3f} [{d.low:+.3f}, {d.high:+.3f}]" if d else "–"
        cells = [figure(score, measure) for score in scores]
        n = scores[0].n if scores[0] else 0
        lines.append(f"| {measure.name} | {cells[0]} | {n} | {cells[1]} | {cells[2]} | {told} |")
    return "\n".join(lines)


def _changed(comparison: Comparison | None) -> str:
    if not comparison or not (comparison.newly_right or comparison.newly_wrong):
        return ""
    return (
        f"Of {comparison.shared} questions in both, {len(comparison.newly_right)} are newly right "
        f"and {len(comparison.newly_wrong)} newly wrong"
        + (f": {', '.join(comparison.newly_wrong[:20])}." if comparison.newly_wrong else ".")
    )


def _worst(run: EvalRun) -> str:
    found = failures(run.asked)
    counts = {reason: sum(one.reason == reason for one in found) for reason in WORST_FIRST}
    told = ", ".join(f"{count} {reason}" for reason, count in counts.items() if count)
    lines = [
        f"- `{one.asked.question.id}` {one.reason}: {_plain(one.asked.question.conversation.question)}" for one in found
    ]
    return "\n".join([f"{len(found)} of {len(run.questions)} questions fail ({told}).", *lines[:WORST]])


def _plain(text: str) -> str:
    flat = " ".join(text.split())[:120]
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>|#" else c for c in flat)
