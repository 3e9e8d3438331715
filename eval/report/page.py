"""The report: one HTML file without any outside resource, readable on a phone."""

from html import escape
from pathlib import Path

from eval.compare import Comparison
from eval.gates import Checked
from eval.reasons import failures
from eval.report.failing import failing
from eval.report.plots import plots
from eval.report.tables import gates_table, summary_table
from eval.report.words import Words
from eval.runs import EvalRun

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(run: EvalRun, comparison: Comparison | None, checked: list[Checked], language: str) -> str:
    """The whole page, in French or English; whatever stands in questions, quotes and records is shown as text."""
    words = Words(language)
    failed = failures(run.asked)
    told = words("failures_text", count=len(failed), of=len(run.questions))
    return "\n".join(
        [
            f"<!doctype html><html lang={language}><head><meta charset=utf-8>",
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name=viewport content="width=device-width, initial-scale=1">',
            f"<title>{escape(words('title'))}</title><style>{_style()}</style></head><body>",
            f"<header><h1>{escape(words('title'))}</h1><p>{escape(_made(run, words))}</p>",
            f"<p>{escape(words('reading'))}</p></header><main>",
            f"<h2>{escape(words('gates'))}</h2>{gates_table(checked, words)}" if checked else "",
            f"<h2>{escape(words('failures'))}</h2><p>{escape(told)}</p>",
            failing(failed, run.records, words),
            f"<h2>{escape(words('summary'))}</h2>{summary_table(run, comparison, words)}",
            f"<h2>{escape(words('plots'))}</h2><div class=plots>{plots(run.asked, words)}</div>",
            "</main></body></html>",
        ]
    )


def _made(run: EvalRun, words: Words) -> str:
    about = run.about
    told = words(
        "made",
        count=len(run.questions),
        sets=", ".join(about.sets),
        made=about.made,
        index=about.index or "–",
        answerer=about.answerer,
    )
    return f"{told} {words('quick')}" if about.quick else told


def _style() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")
