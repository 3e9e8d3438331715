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
OF = re.compile(r"^\W*(?:(?:du|des|de la|de l'|of the|of its|le|la|les|the)\W+)?")
"""What may stand between a wording and the part it is about."""
MOST = 2
"""Lines that state what is asked, at most."""


class _Kind(NamedTuple):
    """How a kind of line is asked for, and how it is labelled, what fits best first."""

    asked: re.Pattern[str]
    labels: tuple[re.Pattern[str], ...]


def lines_asked_for(question: str, language: str, shelf: Shelf) -> list[Span]:
    """Spans of a product's sheet whose label states what the question asks, in its language where there are some.

    What is asked for is known by the wordings of `sheet_lines.toml`; a part that is merely named asks for no line.
    """
    text, words = plain(question), {*query_words(question, language)}
    asked = next(((one, found) for one in _kinds() if (found := one.asked.search(text))), None)
    if asked is None:
        return []
    kind, around = asked[0], (text[: asked[1].start()], text[asked[1].end() :])
    fits = [
        ((spoken != language, *fit), span)
        for span, spoken in _lines(shelf)
        if (label := LABEL.match(span.text)) and (fit := _fit(label[1], spoken, words, kind, around))
    ]
    best = min((tier[:2] for tier, _ in fits), default=())
    return [span for tier, span in sorted(fits, key=lambda one: one[0]) if tier[:2] == best][:MOST]


def _fit(label: str, language: str, words: set[str], kind: _Kind, around: tuple[str, str]) -> tuple[int, int] | None:
    """How well a label fits: 0 to 2, and its place among those of its kind; `None` where it says more than is asked.

    Best is one of the kind that names the part asked about ("washing the cover"), then the part itself beside the
    wording, of which `around` is what stands before and after ("heel" in "the height of the heel": "shaft height" is
    another's), then one of the kind alone.
    """
    folded = plain(label)
    for place, wording in enumerate(kind.labels):
        if found := wording.search(folded):
            rest = {*query_words(folded[: found.start()] + folded[found.end() :], language)}
            if rest <= words:
                return (0 if rest else 2), place
    before, after = around
    named = before.rstrip().endswith(f" {folded}") or OF.sub("", after).startswith(folded)
    return (1, 0) if named else None


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
