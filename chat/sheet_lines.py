"""Lines of the brand's sheet that state what is asked: "how heavy is it?" is told by "Weight: 5.4 kg"."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from chat.understanding.intent_words import plain
from data.records import Kind
from data.spans import Span
from retrieval.lexical import query_words
from retrieval.shelf import Shelf

LABEL = re.compile(r"^\s*([^:.!?]{2,40}?)\s?:\s")
"""What a line of a sheet says it is about."""
MOST = 2
"""Lines that state what is asked, at most."""


class _Kind(NamedTuple):
    """How a kind of line is asked for, and how it is labelled, what fits best first."""

    asked: re.Pattern[str]
    labels: tuple[re.Pattern[str], ...]


def lines_asked_for(question: str, language: str, shelf: Shelf) -> list[Span]:
    """Spans of a product's sheet whose label states what the question asks, in its language where there are some.

    A label is known by the words its kind is asked with (`sheet_lines.toml`), or all its own are in the question.
    """
    text, words = plain(question), {*query_words(question, language)}
    kind = next((one for one in _kinds() if one.asked.search(text)), None)
    fits: list[tuple[tuple[bool, ...], int, Span]] = []
    for span, spoken in _lines(shelf):
        if (label := LABEL.match(span.text)) and (fit := _fit(label[1], spoken, words, kind)):
            of_more, place = fit
            fits.append(((spoken != language, *of_more), place, span))
    best = min((tier for tier, _, _ in fits), default=())
    return [span for tier, _, span in sorted(fits, key=lambda one: one[:2]) if tier == best][:MOST]


def _fit(label: str, language: str, words: set[str], kind: _Kind | None) -> tuple[tuple[bool, bool], int] | None:
    """How well a label fits: whether it is not named, or says more than is asked, and its place among its kind's.

    A heel's height is told by "Heel", and not by "Shaft height".
    """
    own = {*query_words(label, language)}
    if own and own <= words:
        return (False, False), 0
    for place, wording in enumerate(kind.labels if kind else ()):
        folded = plain(label)
        if found := wording.search(folded):
            rest = {*query_words(folded[: found.start()] + folded[found.end() :], language)}
            return (True, not rest <= words), place
    return None


def _lines(shelf: Shelf) -> Sequence[tuple[Span, str]]:
    """Spans of the sheet with their languages."""
    ends = [*shelf.starts[1:].tolist(), len(shelf)]
    return [
        (shelf.spans[at], about.language)
        for about, first, last in zip(shelf.about, shelf.starts.tolist(), ends, strict=True)
        if about.kind is Kind.PRODUCT
        for at in range(first, last)
    ]


@cache
def _kinds() -> tuple[_Kind, ...]:
    tables = tomllib.loads(Path(__file__).with_name("sheet_lines.toml").read_text(encoding="utf-8"))
    return tuple(
        _Kind(re.compile("|".join(table["asked"])), tuple(re.compile(one) for one in table["labels"]))
        for table in tables.values()
    )
