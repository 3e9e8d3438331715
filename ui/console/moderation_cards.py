"""Contents and decisions as Markdown; whatever anybody wrote is made inert first."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from chat.labels import day as written
from ui.console.inert import inert
from ui.console.moments import moment
from ui.console.words_moderation import MODERATION, TRIAL
from ui.strings import typeset

LONGEST: Final = 900
"""Characters of a text a card shows; of a longer one, what stands around the first mark."""
BEFORE: Final = 200
Case = Mapping[str, Any]


def case_card(case: Case, language: str) -> str:
    """A content with the words its rules are about highlighted, why it is here, and what readers say."""
    lines = [f"<p class='why'>{_why(case, language)}</p>"]
    if case["title"]:
        lines.append(f"<p class='name'>{marked(case['title'], _of(case, 'title'))}</p>")
    text, passages = around(case["text"], _of(case, "text"))
    lines.append(f"<blockquote lang='{inert(case['language'])}'>{marked(text, passages)}</blockquote>")
    if author := _of(case, "author"):
        lines.append(f"<p class='who'>{marked(case['author'], author)}</p>")
    lines.append(f"<p class='who'>{inert(' · '.join(_about(case, language)))}</p>")
    for report in case["reports"][:3]:
        words = f"{quoted(report['reason'], language)} {moment(report['at'], language)}"
        lines.append(f"<p class='report'>{inert(words)}</p>")
    return f"<div class='case'>{''.join(lines)}</div>"


def history_card(statements: Sequence[Case], language: str) -> str:
    """Every decision on a content, the newest first."""
    if not statements:
        return f"<p class='empty'>{inert(said('no_history', language))}</p>"
    lines = []
    for one in statements:
        by = said("machine", language) if one["automatic"] else one["decided_by"]
        detail = f"<br>{inert(one['detail'])}" if one["detail"] else ""
        told = inert(one["reasons"].get(language, ""))
        lines.append(
            f"<div class='decision'><p><strong>{inert(said(one['decision'], language))}</strong> "
            f"{inert(' · '.join(('', by, moment(one['at'], language))))}{detail}</p>"
            f"<p class='told'>{inert(said('told', language))}{colon(language)}{told}</p></div>"
        )
    return "".join(lines)


def trial_card(found: Case, language: str) -> str:
    """What a rule would change: counts, then examples."""
    words = {key: typeset(both[language], language) for key, both in TRIAL.items()}
    counts = [
        words["read" if found["whole"] else "read_part"].format(n=found["read"]),
        words["matched"].format(n=found["matched"]),
    ]
    if found["by_people"]:
        counts.append(words["by_people"].format(n=found["by_people"]))
    changes = [words[name].format(n=count) for name, count in found["changes"].items()] or [words["same"]]
    lines = [f"<p>{inert(' '.join(counts))}</p>", *(f"<p class='change'>{inert(line)}</p>" for line in changes)]
    changed, shown = sum(found["changes"].values()), len(found["examples"])
    if shown < changed:
        lines.append(f"<p>{inert(words['shown'].format(shown=shown, n=changed))}</p>")
    lines += [_example(one, language) for one in found["examples"]]
    return f"<div class='trial'>{''.join(lines)}</div>"


def marked(text: str, places: Sequence[tuple[int, int]]) -> str:
    """Inert text with some places highlighted; places may overlap."""
    parts, at = [], 0
    for first, last in sorted(places):
        start, end = max(first, at), min(last, len(text))
        if start < end:
            parts += [_piece(text[at:start]), "<mark>", _piece(text[start:end]), "</mark>"]
            at = end
    return "".join([*parts, inert(text[at:])])


def _piece(text: str) -> str:
    """A part of a text: a line break at its end counts too."""
    return inert(text) + ("<br>" if text.endswith("\n") else "")


def around(text: str, places: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """A long text cut around its first place, with its places moved along."""
    if len(text) <= LONGEST:
        return text, list(places)
    start = max(0, min((first for first, _ in places), default=0) - BEFORE)
    before, after = ("… " if start else ""), ("" if start + LONGEST >= len(text) else " …")
    shift = len(before) - start
    cut = before + text[start : start + LONGEST] + after
    return cut, [(first + shift, last + shift) for first, last in places if first < start + LONGEST]


def said(key: str, language: str, **values: object) -> str:
    """A word of the tab."""
    return typeset(MODERATION[key][language], language).format(**values)


def quoted(text: str, language: str) -> str:
    """A text between the language's quotation marks."""
    return f"«\u00a0{text}\u00a0»" if language == "fr" else f"“{text}”"


def colon(language: str) -> str:
    """A colon with the space French puts before it."""
    return "\u00a0: " if language == "fr" else ": "


def _of(case: Case, field: str) -> list[tuple[int, int]]:
    return [(one["start"], one["end"]) for one in case["passages"] if one["field"] == field]


def _why(case: Case, language: str) -> str:
    title = case["rule_title"].get(language) or said(case["status"], language)
    parts = [f"<strong>{inert(title)}</strong>"]
    others = [title.get(language, code) for code, title in case["others"].items()]
    if others:
        parts.append(inert(f"+ {', '.join(others)}"))
    if case["reports"]:
        count = len(case["reports"])
        parts.append(inert(said("reports_one" if count == 1 else "reports_many", language, n=count)))
    if not case["automatic"] and case["decided_by"]:
        parts.append(inert(f"{case['decided_by']}{colon(language)}{case['detail'] or ''}"))
    return " · ".join(parts)


def _about(case: Case, language: str) -> list[str]:
    stars = [said("stars", language, n=f"{case['rating']:g}")] if case["rating"] is not None else []
    published = [written(date.fromisoformat(case["published"]), language)] if case["published"] else []
    told = [f"{name.replace('_', ' ')}{colon(language)}{value}" for name, value in case["attributes"].items()]
    return [*stars, *published, *filter(None, (case["source"], case["record_id"])), *told]


def _example(one: Case, language: str) -> str:
    text, places = around(one["text"], _of(one, "text"))
    title = f"<strong>{marked(one['title'], _of(one, 'title'))}</strong> " if one["title"] else ""
    states = f"{said(one['before'], language)} → {said(one['after'], language)} · {one['product_id']}"
    return (
        f"<div class='case'><p class='why'>{inert(states)}</p>"
        f"<blockquote lang='{inert(one['language'])}'>{title}{marked(text, places)}</blockquote></div>"
    )
