"""Runs of question sets as the console shows them: figures and comparisons as tables, a failure as a card."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ui.console.inert import inert
from ui.console.moments import moment
from ui.console.words_eval import said
from ui.console.words_trace import intent_name, trace_name

Row = Mapping[str, Any]
Cells = list[list[str | int]]
SHOWN: Final = 200
"""Failing questions listed; the whole report holds all."""


def state_told(run: Row | None, language: str) -> str:
    """How far a run is, in a sentence."""
    if run is None:
        return said("idle", language)
    if run["state"] == "failed":
        return said("failed", language, error=run["error"])
    if run["state"] != "running":
        return said(run["state"], language, **_counts(run, language))
    if not run["of"]:
        return said("reading", language)
    return said("measuring" if run["done"] == run["of"] else "running", language, **_counts(run, language))


def progress(run: Row | None) -> str:
    """A bar while questions are asked, which the sentence beside it tells; nothing at other times."""
    if run is None or run["state"] != "running" or not run["of"]:
        return ""
    return f"<div class='bar' aria-hidden='true'><div style='width: {100 * run['done'] // run['of']}%'></div></div>"


def run_name(run: Row, language: str) -> str:
    """A run in a list: when it began, and what was run."""
    extent = said("quick" if run["quick"] else "variants" if run["variants"] else "whole", language)
    many = said("many_sets", language, n=len(run["sets"])) if run["sets"] else said("every_set", language)
    sets = ", ".join(run["sets"]) if 0 < len(run["sets"]) <= 2 else many
    shortly = [one.partition(" (")[0] for one in (extent, said(run["answerer"], language))]
    return " · ".join([moment(run["started"], language), sets, *shortly])


def figures_head(language: str) -> list[str]:
    """Column titles of the figures."""
    return [said(name, language) for name in ("says", "value", "interval", "n", "measure")]


def figures_cells(measures: Sequence[Row], part: str, language: str) -> Cells:
    """A line a measure over one slice of the questions."""
    return [
        [
            one["says"] or one["measure"], _figure(one["value"], one["unit"], language),
            _interval(one, one["unit"], language), one["n"], one["measure"],
        ]
        for one in measures
        if one["slice"] == part
    ]  # fmt: skip


def comparison_told(found: Row, language: str) -> str:
    """How many questions are right or wrong now and were not."""
    if not found["shared"] and not found["changes"]:
        return said("unshared", language)
    right, wrong = len(found["newly_right"]), len(found["newly_wrong"])
    return said("comparison_told", language, shared=found["shared"], right=right, wrong=wrong)


def comparison_head(language: str) -> list[str]:
    """Column titles of a comparison."""
    return [said(name, language) for name in ("says", "before", "after", "difference", "interval", "n", "verdict")]


def comparison_cells(found: Row, language: str) -> Cells:
    """A line a measure, those that changed beyond doubt first."""
    order = {"worse": 0, "better": 1, "same": 2}
    return [
        [
            one["says"] or one["measure"], _number(one["before"], language), _number(one["after"], language),
            _number(one["difference"], language, signed=True), _interval(one, "", language, signed=True), one["n"],
            said(one["verdict"], language),
        ]
        for one in sorted(found["changes"], key=lambda one: order[one["verdict"]])
    ]  # fmt: skip


def cause_choices(causes: Mapping[str, int], language: str) -> list[tuple[str, str]]:
    """Causes to choose from, with how many questions each has; the gravest first."""
    total = said("every_cause", language, n=sum(causes.values()))
    return [(total, ""), *((f"{said(cause, language)} ({count})", cause) for cause, count in causes.items())]


def failure_choices(failures: Sequence[Row]) -> list[tuple[str, str]]:
    """Failing questions to choose from, by their words."""
    return [(f"{one['messages'][-1]['text']} · {one['question_id']}", one["question_id"]) for one in failures[:SHOWN]]


def failures_head(language: str) -> list[str]:
    """Column titles of the failing questions."""
    return [said(name, language) for name in ("question", "product", "cause_column")]


def failures_cells(failures: Sequence[Row], language: str) -> Cells:
    """A line a failing question, the gravest first."""
    return [
        [one["messages"][-1]["text"], one["product_id"] or said("whole_shop", language), one["told"]]
        for one in failures[:SHOWN]
    ]


def failure_card(one: Row, language: str) -> str:
    """A failing question with its answer and proofs, as inert HTML."""
    place = one["product_id"] or said("whole_shop", language)
    colon = said("colon", language)
    expected = f"{said('expected', language)}{colon}{said('gold_' + one['answerable'], language)}"
    ended = f"{said('ended', language)}{colon}{trace_name(one['outcome'], language)}"
    about = " · ".join([one["question_id"], place, intent_name(one["intent"], language), expected, ended])
    before = "".join(
        f"<p class='marks'>{inert(said(m['role'], language) + colon + m['text'])}</p>" for m in one["messages"][:-1]
    )
    lines = (
        "".join(f"<p>{inert(line)}</p>" for line in one["lines"]) or f"<p><em>{inert(said('gone', language))}</em></p>"
    )
    proofs = (
        "".join(_proof(proof, language) for proof in one["proofs"]) or f"<p>{inert(said('no_proof', language))}</p>"
    )
    note = f"<p class='marks'>{inert(said('note', language) + colon + one['note'])}</p>" if one["note"] else ""
    return (
        f"<div class='proof'>{before}<p><strong>{inert(one['messages'][-1]['text'])}</strong></p>"
        f"<p class='marks'>{inert(about)}</p><p class='cause'>{inert(one['told'])}</p>"
        f"<p class='by'>{inert(said('answer', language))}</p>{lines}"
        f"<p class='by'>{inert(said('proofs', language))}</p>{proofs}{note}</div>"
    )


def _proof(proof: Row, language: str) -> str:
    mark = ("✓ ", "accepted") if proof["right"] else ("✗ ", "not_accepted")
    told = f"{mark[0]}{said(mark[1], language)} · {proof['record_id']}"
    return f"<blockquote>{inert(proof['quote'])}</blockquote><p class='marks'>{inert(told)}</p>"


def _counts(run: Row, language: str) -> dict[str, str | int]:
    return {"done": run["done"], "of": run["of"], "seconds": _number(run["seconds"], language, places=0)}


def _figure(value: float, unit: str, language: str) -> str:
    return _number(value, language) if unit == "share" else _number(value, language, places=1)


def _interval(one: Row, unit: str, language: str, *, signed: bool = False) -> str:
    if one["low"] is None or one["high"] is None:
        return "–"
    places = 3 if unit in ("", "share") else 1
    low, high = (_number(one[end], language, places=places, signed=signed) for end in ("low", "high"))
    return f"{low} – {high}"


def _number(value: float, language: str, *, places: int = 3, signed: bool = False) -> str:
    written = f"{value:+.{places}f}" if signed else f"{value:.{places}f}"
    return written.replace(".", ",") if language == "fr" else written
