"""Unanswered questions as Markdown; whatever anybody typed is made inert first."""

from collections.abc import Mapping
from typing import Any

from ui.console.inert import inert
from ui.console.moderation_cards import quoted
from ui.console.moments import moment
from ui.console.words_questions import QUESTIONS
from ui.strings import typeset

Gap = Mapping[str, Any]


def gap_card(gap: Gap, language: str) -> str:
    """A topic of a product: how often, since when, in which words, and what the brand answered."""
    topic, name = gap["topic"][language], product_name(gap, language)
    lines = [f"<p class='name'>{inert(topic[:1].upper() + topic[1:])} <span>{inert(name)}</span></p>"]
    lines.append(f"<p class='why'>{inert(' · '.join(_asked(gap, language)))}</p>")
    lines += [f"<p class='wording'>{_wording(one, language)}</p>" for one in gap["wordings"][:4]]
    for answer in gap["answers"][:2]:
        told = said("answer_by", language, by=answer["by"], day=moment(answer["at"], language))
        question = quoted(answer["question"], language) if answer["question"] else ""
        lines.append(f"<p class='told'>{inert(f'{told} {question}')}</p>")
    return f"<div class='gap'>{''.join(lines)}</div>"


def product_name(gap: Gap, language: str) -> str:
    """What the questions are about: a product by its name, or the whole shop."""
    if gap["product_id"] is None:
        return said("whole_shop", language)
    return str(gap["product"].get(language) or gap["product_id"])


def said(key: str, language: str, **values: object) -> str:
    """A word of the tab."""
    return typeset(QUESTIONS[key][language], language).format(**values)


def _asked(gap: Gap, language: str) -> list[str]:
    count = gap["asked"]
    told = [said("asked_one" if count == 1 else "asked_many", language, n=count)]
    told.append(said("last", language, day=moment(gap["last"], language)))
    if partial := gap["outcomes"].get("partial"):
        told.append(said("partial", language, n=partial))
    return told


def _wording(one: Gap, language: str) -> str:
    times = said("time" if one["asked"] == 1 else "times", language, n=one["asked"])
    return f"<span lang='{inert(one['language'])}'>{inert(quoted(one['text'], language))}</span> {inert(f'· {times}')}"
