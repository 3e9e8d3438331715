"""Personal data of one text replaced by short placeholders; where every character went is remembered."""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.privacy.detection import personal_data
from data.privacy.found import Found, PersonalKind

WORDS = Path(__file__).with_name("placeholders.toml")


@dataclass(frozen=True, slots=True)
class MaskedText:
    """The text as it is kept, and what was hidden in it; `found` holds offsets of the text as it was."""

    text: str
    found: tuple[Found, ...] = ()
    language: str = "en"

    @property
    def kinds(self) -> tuple[PersonalKind, ...]:
        """Kinds of what was hidden, each once, in their order."""
        return tuple(dict.fromkeys(one.kind for one in self.found))

    def moved(self, offset: int) -> int:
        """Where a place of the original text is now; one inside a hidden piece is at the end of its placeholder."""
        before = self.found[: bisect_right(self.found, offset, key=lambda one: one.start)]
        growth = sum(len(placeholder(one.kind, self.language)) - (one.end - one.start) for one in before)
        last = before[-1] if before else None
        if last is None or offset >= last.end:
            return offset + growth
        if offset == last.start:
            return offset + growth - len(placeholder(last.kind, self.language)) + (last.end - last.start)
        return last.end + growth


def mask_text(text: str, language: str, *, by_brand: bool = False, signature: bool = False) -> MaskedText:
    """Hide the personal data of a text behind placeholders in French, or for any other language in English.

    `by_brand` and `signature` say who writes and what, as for `personal_data`.
    """
    found = personal_data(text, by_brand=by_brand, signature=signature)
    if not found:
        return MaskedText(text, (), language)
    return MaskedText(_replaced(text, found, language), tuple(found), language)


def placeholder(kind: PersonalKind, language: str) -> str:
    """What stands in the place of a piece of personal data."""
    words = _placeholders()
    return words["fr" if language == "fr" else "en"][kind]


@lru_cache(maxsize=1)
def _placeholders() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def _replaced(text: str, found: Sequence[Found], language: str) -> str:
    parts, at = [], 0
    for one in found:
        parts += [text[at : one.start], placeholder(one.kind, language)]
        at = one.end
    return "".join([*parts, text[at:]])
