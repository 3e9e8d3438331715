"""Passages a person hides: replaced wherever they stand, and again when the source sends the same words anew.

Of what was hidden only salted digests are kept, one a passage, with its number of words: enough to know it again in
the text its source sends, too little to read it.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from data.identity import digest
from data.privacy import PersonalKind
from data.privacy.texts import placeholder
from data.records import Cue, Record
from ingest.moderation.folding import folded

WORD = re.compile(r"\w+")
PLACEHOLDER = {"fr": "[passage masqué]", "en": "[passage removed]"}
DIGITS = 24
"""Hexadecimal digits kept of a digest."""
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is kept of one hidden passage."""

    words: int
    digest: str


def marks_of(passages: Iterable[str], salt: str) -> tuple[Mark, ...]:
    """What is kept of some passages; one without a letter or digit is left out."""
    words = [WORD.findall(passage) for passage in passages]
    return tuple(dict.fromkeys(Mark(len(said), _digest([*map(folded, said)], salt)) for said in words if said))


def written(marks: Sequence[Mark]) -> str:
    """Marks as one line."""
    return " ".join(f"{mark.words}:{mark.digest}" for mark in marks)


def read(line: str) -> tuple[Mark, ...]:
    """Marks from what `written` wrote."""
    return tuple(Mark(int(words), kept) for words, _, kept in (one.partition(":") for one in line.split()))


def hide(record: Record, marks: Sequence[Mark], salt: str) -> tuple[Record, frozenset[Mark]]:
    """The record with every marked passage hidden in all its fields, and the marks that were found in it."""
    finder = _Finder(marks, salt, PLACEHOLDER["fr" if record.language == "fr" else "en"])
    text = finder.hidden(record.text)
    speakers = {cue.speaker: finder.hidden(cue.speaker or "").text or None for cue in record.cues}
    moved = [
        replace(cue, start=text.moved(cue.start), end=text.moved(cue.end), speaker=speakers[cue.speaker])
        for cue in record.cues
    ]
    kept = replace(
        record,
        text=text.text,
        title=record.title and finder.hidden(record.title).text,
        author=record.author and finder.hidden(record.author).text,
        attributes={name: finder.hidden(value).text for name, value in record.attributes.items()},
        cues=_lasting(moved),
    )
    return kept, frozenset(finder.found)


def placeholders_in(text: str) -> list[Place]:
    """Where something stands in the place of hidden words."""
    return [found.span() for found in _placeholders().finditer(text)] if "[" in text else []


def is_masked(record: Record) -> bool:
    """Whether something of a record is hidden, by a rule or by a person."""
    said = (record.text, record.title or "", record.author or "", *record.attributes.values())
    return any(placeholders_in(text) for text in said)


@dataclass(frozen=True, slots=True)
class _Hidden:
    """A text after hiding; `places` are offsets of the text before."""

    text: str
    places: tuple[Place, ...]
    placeholder: str

    def moved(self, offset: int) -> int:
        """Where a place of the text before is now; one inside a hidden passage is at the end of its placeholder."""
        count = bisect_right(self.places, offset, key=lambda place: place[0])
        before = self.places[:count]
        growth = sum(len(self.placeholder) - (end - start) for start, end in before)
        if not before or offset >= before[-1][1]:
            return offset + growth
        start, end = before[-1]
        own = len(self.placeholder) - (end - start)
        return start + growth - own + (0 if offset == start else len(self.placeholder))


class _Finder:
    """Looks for marked passages, and remembers which it found."""

    def __init__(self, marks: Collection[Mark], salt: str, placeholder: str) -> None:
        self._marks, self._salt, self._placeholder = {*marks}, salt, placeholder
        self._lengths = sorted({mark.words for mark in marks}, reverse=True)
        self.found: set[Mark] = set()

    def hidden(self, text: str) -> _Hidden:
        places = tuple(sorted(self._places(text)))
        parts, at = [], 0
        for start, end in places:
            parts += [text[at:start], self._placeholder]
            at = end
        return _Hidden("".join([*parts, text[at:]]), places, self._placeholder)

    def _places(self, text: str) -> list[Place]:
        """Passages in the text, longest first, none inside another."""
        words = [(found.start(), found.end(), folded(found.group())) for found in WORD.finditer(text)]
        taken: set[int] = set()
        places = []
        for length in self._lengths:
            for first in range(len(words) - length + 1):
                window = range(first, first + length)
                mark = Mark(length, _digest([words[i][2] for i in window], self._salt))
                if mark in self._marks and taken.isdisjoint(window):
                    self.found.add(mark)
                    taken |= {*window}
                    places.append((words[first][0], words[window[-1]][1]))
        return places


def _digest(folded_words: Sequence[str], salt: str) -> str:
    return digest(salt, "passage", *folded_words)[:DIGITS]


def _lasting(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Cues without those that held nothing but a part of something hidden."""
    return tuple(cue for cue in cues if cue.start < cue.end)


@lru_cache(maxsize=1)
def _placeholders() -> re.Pattern[str]:
    every = {placeholder(kind, language) for kind in PersonalKind for language in PLACEHOLDER}
    opened = "|".join(re.escape(said.removesuffix("]")) for said in sorted(every | {*PLACEHOLDER.values()}))
    return re.compile(rf"(?:{opened})(?: · [0-9a-f]+)?\]")
