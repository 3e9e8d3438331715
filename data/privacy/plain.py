"""The text as an eye reads it: what cannot be seen left out, each character in its plain form, places remembered."""

import unicodedata
from dataclasses import dataclass

from data.privacy.found import Found

UNSEEN = ("Cf", "Co")


@dataclass(frozen=True, slots=True)
class Plain:
    """`places[i]` is where character `i` of `text` stands in the text as it was written, in code points."""

    text: str
    places: tuple[int, ...] | None

    def written(self, one: Found) -> Found:
        """The same piece in the text as it was written, with what could not be seen inside it."""
        if self.places is None:
            return one
        return Found(one.kind, self.places[one.start], self.places[one.end - 1] + 1)


def plain(text: str) -> Plain:
    """Full-width and mathematical figures and letters become plain ones, one for one; places stay known."""
    if text.isascii():
        return Plain(text, None)
    seen = [(place, _plain(character)) for place, character in enumerate(text)]
    kept = [(place, character) for place, character in seen if character]
    told = "".join(character for _, character in kept)
    return Plain(text, None) if told == text else Plain(told, tuple(place for place, _ in kept))


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.category(character) in UNSEEN:
        return ""
    if character in "\u00a0\u202f…":
        return character
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character
