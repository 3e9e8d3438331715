"""The trace as two tables of plain text."""

from typing import Final

from chat.tracing import Trace
from ui.console.words_trace import trace_name, trace_told
from ui.strings import CONSOLE

Row = list[str | float]
STAGE_WIDTHS: Final[list[str | int]] = ["160px", "330px", "580px", "70px"]


def stage_headers(language: str) -> list[str]:
    """Column titles of the stages."""
    return [CONSOLE[f"stage_{name}"][language] for name in ("name", "decision", "reason", "ms")]


def stage_rows(trace: Trace, language: str) -> list[Row]:
    """One row a stage, in order."""
    return [
        [
            trace_name(stage.name, language), trace_told(stage.decision, language),
            trace_told(stage.reason, language), round(stage.ms, 1),
        ]
        for stage in trace.stages
    ]  # fmt: skip


def candidate_headers(trace: Trace, language: str) -> list[str]:
    """Column titles of the candidates: what became of them, their scores by name, their words."""
    fixed = [CONSOLE[f"candidate_{name}"][language] for name in ("why", "text", "record")]
    scores = [trace_name(name, language) for name in _score_names(trace)]
    return [fixed[0], *scores, *fixed[1:]]


def candidate_rows(trace: Trace, language: str) -> list[Row]:
    """One row a span that was considered, in the order of the trace."""
    names = _score_names(trace)
    return [
        [
            trace_told(candidate.refused, language) if candidate.refused else CONSOLE["candidate_kept"][language],
            *(_score(candidate.scores.get(name)) for name in names),
            candidate.text,
            f"{candidate.record_id} {candidate.start}–{candidate.end}",
        ]
        for candidate in trace.candidates
    ]


def candidate_widths(trace: Trace) -> list[str | int]:
    """Widths of the candidates' columns: the words get what the scores leave."""
    return ["140px", *("105px" for _ in _score_names(trace)), "310px", "215px"]


def _score_names(trace: Trace) -> list[str]:
    """Every score any candidate has, in the order they first appear."""
    return list(dict.fromkeys(name for candidate in trace.candidates for name in candidate.scores))


def _score(value: float | None) -> str | float:
    return "" if value is None else round(value, 3)
