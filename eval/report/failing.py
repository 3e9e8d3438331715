"""The failing questions, each with its answer, its proofs and the reason."""

from collections.abc import Mapping, Sequence
from html import escape

from eval.measures.outcome_accuracy import expected_outcomes
from eval.reasons import Failure
from eval.report.words import Words
from eval.results import Cited
from eval.runs import Excerpt

SHOWN = 3
"""Excerpts of accepted evidence in a card."""
Records = Mapping[str, Excerpt]


def failing(failures: Sequence[Failure], records: Records, words: Words) -> str:
    """Two columns, French and English; one under the other on a phone."""
    columns = ""
    for language in ("fr", "en"):
        cards = [_card(one, records, words) for one in failures if one.asked.question.language == language]
        inside = "".join(cards) or f"<p>{escape(words('none_failing'))}</p>"
        columns += f"<section lang={words.language}><h3>{escape(words(language))} ({len(cards)})</h3>{inside}</section>"
    return f"<div class=columns>{columns}</div>"


def reason_text(failure: Failure, words: Words) -> str:
    """The reason in a sentence."""
    question, result = failure.asked.question, failure.asked.result
    return words(
        failure.reason,
        error=result.error,
        quote="; ".join(result.false_quotes[:2]),
        outcome=result.outcome,
        expected=", ".join(sorted(expected_outcomes(question))),
        rank=failure.rank,
        confidence=f"{result.confidence:.2f}",
    )


def _card(failure: Failure, records: Records, words: Words) -> str:
    question, result = failure.asked.question, failure.asked.result
    about = " · ".join([question.product_id or words("shop"), question.intent, question.answerable, *question.tags])
    if question.rule:
        about += f" · {question.rule}"
    parts = [
        f"<p class=about>{escape(about)}</p>",
        _before(failure, words),
        f"<p><b>{escape(words('reason'))}</b> {escape(reason_text(failure, words))}</p>",
        _lines(words("answer"), result.sentences),
        _proofs(words("proofs"), result.citations, question.acceptable, words),
        _proofs(words("nearest"), result.nearest, question.acceptable, words),
        _expected(failure, records, words),
        f"<p><b>{escape(words('note'))}</b> {escape(question.note)}</p>" if question.note else "",
    ]
    asked = f"<span lang={question.language}>{escape(question.conversation.question)}</span>"
    summary = f"<summary><code>{escape(question.id)}</code> {asked}</summary>"
    return f'<details class="{failure.reason}">{summary}{"".join(parts)}</details>'


def _before(failure: Failure, words: Words) -> str:
    earlier = failure.asked.question.conversation.turns[:-1]
    return _lines(words("asked_before"), [f"{turn.role}: {turn.text}" for turn in earlier]) if earlier else ""


def _lines(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return f"<p><b>{escape(title)}</b></p><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _proofs(title: str, cited: Sequence[Cited], acceptable: frozenset[str], words: Words) -> str:
    if not cited:
        return ""
    items = ""
    for one in cited:
        verdict = "right" if one.record_id in acceptable else "wrong"
        mark = "✓" if verdict == "right" else "✗"
        second = f" @{one.start_s:.0f} s" if one.start_s is not None else ""
        items += (
            f'<li class={verdict}><span title="{escape(words(verdict))}">{mark}</span> {escape(one.quote)} '
            f"<small>{escape(one.kind)}{second} <code>{escape(one.record_id)}</code></small></li>"
        )
    return f"<p><b>{escape(title)}</b></p><ul class=proofs>{items}</ul>"


def _expected(failure: Failure, records: Records, words: Words) -> str:
    question = failure.asked.question
    if not question.evidence:
        return f"<p><b>{escape(words('expected', count=0))}</b> {escape(words('nobody'))}</p>"
    ids = sorted(question.acceptable)
    ranked = sorted(
        ids, key=lambda i: failure.asked.result.ranked.index(i) if i in failure.asked.result.ranked else 999
    )
    known = [(record_id, records[record_id]) for record_id in ranked if record_id in records][:SHOWN]
    items = "".join(
        f"<li lang={escape(one.language)}>{escape(one.text)} <small>{escape(one.kind)} <code>{escape(record_id)}</code>"
        "</small></li>"
        for record_id, one in known
    )
    return f"<p><b>{escape(words('expected', count=len(ids)))}</b></p><ul>{items}</ul>"
