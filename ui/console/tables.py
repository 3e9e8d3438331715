"""The trace as two tables of plain text."""

from typing import Final

from chat.tracing import Trace
from ui.console.words_trace import decimal, trace_name, trace_told
from ui.strings import CONSOLE

Row = list[str]
DECIDES: Final = "probability"
STAGE_WIDTHS: Final[list[str | int]] = ["160px", "330px", "580px", "70px"]


def stage_headers(language: str) -> list[str]:
    """Column titles of the stages."""
    return [CONSOLE[f"stage_{name}"][language] for name in ("name", "decision", "reason", "ms")]


def stage_rows(trace: Trace, language: str) -> list[Row]:
    """One row a stage, in order."""
    return [
        [
            trace_name(stage.name, language), trace_told(stage.decision, language),
            trace_told(stage.reason, language), figure(stage.ms, language, places=1),
        ]
        for stage in trace.stages
    ]  # fmt: skip


def candidate_headers(trace: Trace, language: str) -> list[str]:
    """Column titles of the candidates: what became of them, their words, their scores by name, where they stand."""
    why, text, record = (CONSOLE[f"candidate_{name}"][language] for name in ("why", "text", "record"))
    return [why, text, *(trace_name(name, language) for name in _score_names(trace)), record]


def candidate_rows(trace: Trace, language: str) -> list[Row]:
    """One row a span that was considered, in the order of the trace."""
    names = _score_names(trace)
    return [
        [
            trace_told(candidate.refused, language) if candidate.refused else CONSOLE["candidate_kept"][language],
            candidate.text,
            *("" if (score := candidate.scores.get(name)) is None else figure(score, language) for name in names),
            f"{candidate.record_id} {candidate.start}–{candidate.end}",
        ]
        for candidate in trace.candidates
    ]


def candidate_widths(trace: Trace, language: str) -> list[str | int]:
    """Widths of the candidates' columns: those of scores are as wide as their names."""
    named = [trace_name(name, language) for name in _score_names(trace)]
    return ["130px", "280px", *(f"{max(72, 24 + 8 * len(name))}px" for name in named), "170px"]


def figure(value: float, language: str, *, places: int = 3) -> str:
    """A figure as the reader writes it, without the noughts at its end."""
    return decimal(f"{round(value, places):.10g}", language)


def _score_names(trace: Trace) -> list[str]:
    """Every score any candidate has, the one that decides first, else in the order they first appear."""
    names = list(dict.fromkeys(name for candidate in trace.candidates for name in candidate.scores))
    return sorted(names, key=lambda name: name != DECIDES)
