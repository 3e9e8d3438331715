"""Sentences made in English by the rooms below, in the reader's words: known ones by pattern, others as they are."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ui.strings import typeset

Reading = Callable[[str, str], str]
"""A part of a sentence in a language, such as the name of a topic for its id."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern of whole English sentences, and what is said for them; `said` lacks a language that needs no other."""

    pattern: re.Pattern[str]
    said: Mapping[str, str]


Phrases = Sequence[Phrase]


def words_of(name: str) -> dict[str, Any]:
    """A table of words beside this module."""
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def phrases(rows: Sequence[Mapping[str, str]]) -> Phrases:
    """Rows of a table: the pattern `as`, then words by language, where {1} is a group and {name} one with a name."""
    return [
        Phrase(re.compile(row["as"]), {language: row[language] for language in ("fr", "en") if language in row})
        for row in rows
    ]


def in_language(told: str, known: Phrases, language: str, readings: Mapping[str, Reading] | None = None) -> str:
    """A sentence in the reader's words where it is known, else as it was told.

    A group with a name is read by the one of `readings` it is named after, `figure` for `figure2`.
    """
    for phrase in known:
        if match := phrase.pattern.fullmatch(told):
            said = phrase.said.get(language)
            if said is None:
                return told
            named = {
                name: _read(name, part or "", language, readings or {}) for name, part in match.groupdict().items()
            }
            return typeset(said, language).format(told, *match.groups(), **named)
    return told


def _read(name: str, part: str, language: str, readings: Mapping[str, Reading]) -> str:
    reading = readings.get(name.rstrip("0123456789"))
    return reading(part, language) if reading else part


_FILES: Final = words_of("phrases.toml")
REFUSALS: Final = phrases(_FILES["refusals"])
"""Why a row was refused (`ingest.readers`)."""
FAILURES: Final = phrases(_FILES["failures"])
"""Why a whole file was refused (`ingest.readers`, `ingest.archives`)."""
FINDINGS: Final = phrases(_FILES["findings"])
"""What a verification finds, and what mends it (`ingest.verifying`)."""
