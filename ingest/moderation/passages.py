"""Which words of a text a rule is about: what a person who decides sees highlighted."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.records import Record
from ingest.moderation.folding import views
from ingest.moderation.hiding import placeholders_in
from ingest.moderation.rules import Rule

TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Code points `start` to `end` of one field of a record ("title", "text" or "author")."""

    field: str
    start: int
    end: int


def passages_of(record: Record, rules: Iterable[Rule]) -> tuple[Passage, ...]:
    """Where rules find what they look for, and what stands in the place of hidden words, in order.

    A rule that finds it only across two fields, or in encoded words of a text without spaces, marks nothing.
    """
    said = {"title": record.title or "", "text": record.text, "author": record.author or ""}
    book = list(rules)
    found = {
        Passage(field, start, end)
        for field, text in said.items()
        for start, end in (*_of_rules(text, book), *placeholders_in(text))
    }
    return tuple(sorted(found, key=lambda one: (list(said).index(one.field), one.start, one.end)))


def _of_rules(text: str, rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    tokens = [found.span() for found in TOKEN.finditer(text)]
    seen = views(text)
    for pattern in (pattern for rule in rules for pattern in (*rule.patterns, *rule.also)):
        if tokens and any(pattern.search(view) for view in seen) and (place := _shortest(text, tokens, pattern)):
            yield place


def _shortest(text: str, tokens: Sequence[tuple[int, int]], pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """The first words in which the pattern is found: rules read a folded copy, so places are found by trying.

    The end is the first word up to which it is found, the start the last word from which it still is.
    """
    last = bisect_left(range(len(tokens)), 1, key=lambda i: _found(pattern, text[: tokens[i][1]]))
    end = tokens[min(last, len(tokens) - 1)][1]
    first = bisect_left(range(last + 1), 1, key=lambda i: not _found(pattern, text[tokens[i][0] : end])) - 1
    start = tokens[max(first, 0)][0]
    return (start, end) if _found(pattern, text[start:end]) else None


def _found(pattern: re.Pattern[str], text: str) -> bool:
    return any(pattern.search(view) for view in views(text))
