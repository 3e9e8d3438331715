"""The trace as two tables of plain text."""

from chat.tracing import Trace
from ui.strings import CONSOLE

Row = list[str | float]


def stage_headers(language: str) -> list[str]:
    """Column titles of the stages."""
    return [CONSOLE[f"stage_{name}"][language] for name in ("name", "decision", "reason", "ms")]


def stage_rows(trace: Trace) -> list[Row]:
    """One row a stage, in order."""
    return [[stage.name, stage.decision, stage.reason, round(stage.ms, 1)] for stage in trace.stages]


def candidate_headers(trace: Trace, language: str) -> list[str]:
    """Column titles of the candidates: what became of them, their scores by name, their words."""
    fixed = [CONSOLE[f"candidate_{name}"][language] for name in ("why", "text", "record")]
    return [fixed[0], *_score_names(trace), *fixed[1:]]


def candidate_rows(trace: Trace, language: str) -> list[Row]:
    """One row a span that was considered, in the order of the trace."""
    kept, names = CONSOLE["candidate_kept"][language], _score_names(trace)
    return [
        [candidate.refused or kept, *(_score(candidate.scores.get(name)) for name in names), candidate.text, where]
        for candidate in trace.candidates
        for where in [f"{candidate.record_id} {candidate.start}–{candidate.end}"]
    ]


def candidate_widths(trace: Trace) -> list[str | int]:
    """Widths of the candidates' columns: the words get what the scores leave."""
    return ["130px", *("80px" for _ in _score_names(trace)), "410px", "240px"]


def _score_names(trace: Trace) -> list[str]:
    """Every score any candidate has, in the order they first appear."""
    return list(dict.fromkeys(name for candidate in trace.candidates for name in candidate.scores))


def _score(value: float | None) -> str | float:
    return "" if value is None else round(value, 3)
