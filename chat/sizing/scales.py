"""Sizes as people write them, each on its own scale: EU, UK and US figures, letters, and figures without a country."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from chat.sizing.folding import folded
from chat.sizing.size_forms import COUNTRY, FIGURE, LETTER, LOWER, ONES, SPOKEN, TENS, WAIST, led_to, word_form


class Scale(StrEnum):
    """What a size counts in; `PLAIN` is a figure whose country nobody gave ("usually a 9")."""

    EU = "eu"
    UK = "uk"
    US = "us"
    LETTER = "letter"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Size:
    """A size: its scale, and its place there in whole sizes (letters from XXS = −3 through M = 0)."""

    scale: Scale
    value: float

    def __str__(self) -> str:
        """As a shopper reads it: "39", "UK 9.5", "M"."""
        if self.scale is Scale.LETTER:
            return LETTERS[round(self.value) + MEDIUM]
        figure = f"{self.value:g}"
        return f"{self.scale.upper()} {figure}" if self.scale in (Scale.UK, Scale.US) else figure


LETTERS = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL")
MEDIUM = LETTERS.index("M")
PLACES = {name.lower(): place - MEDIUM for place, name in enumerate(LETTERS)}
SPELLED = {"xxxs": -3, "2xl": 3, "xxxl": 4} | PLACES
WORDS = {
    "en": {"extra small": -2, "x-small": -2, "small": -1, "medium": 0, "large": 1, "extra large": 2, "x-large": 2},
    "fr": {"small": -1, "medium": 0},
}
"""Sizes written as words; a French "large" is a width."""

FIRST_EU, LAST_EU = 16, 54
"""Figures that can only be European; below them, British, American, or of a shop's own."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A size where it stands in a text, in code points.

    `named` when the text gives the figure's country, `spoken` when it is written in words.
    """

    size: Size
    start: int
    end: int
    named: bool = False
    spoken: bool = False


def mentions(text: str, language: str) -> tuple[Mention, ...]:
    """Everything in a text that has the form of a size, in order and without overlap; roles are told elsewhere."""
    plain = folded(text)
    found = [*_waists(plain), *_figures(plain), *_letters(text, plain), *_spoken(plain), *_words(plain, language)]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def figure_of(value: float, country: str | None) -> Size | None:
    """A figure on the scale of its country, or on the one only possible; `None` where no size is that."""
    if country in ("uk", "gb"):
        return Size(Scale.UK, value) if value <= 32 else None
    if country in ("us", "u.s."):
        return Size(Scale.US, value) if value <= 32 else None
    if FIRST_EU < value <= LAST_EU:
        return Size(Scale.EU, value)
    return Size(Scale.PLAIN, value) if value <= FIRST_EU else None


def written(scale: Scale, value: float) -> str | None:
    """A size as a shopper reads it; `None` where the scale has none there, such as half a size between letters."""
    if scale is Scale.LETTER and (value != round(value) or not 0 <= value + MEDIUM < len(LETTERS)):
        return None
    return str(Size(scale, value))


def size_of(written: str) -> Size | None:
    """The size an export's column holds ("38", "UK 9.5", "US W 8", "M"), its first where it gives several."""
    found = mentions(written.strip(), "en")
    return found[0].size if found else None


def _figures(plain: str) -> Iterator[Mention]:
    for match in FIGURE.finditer(plain):
        if match["figure"].startswith("0") and len(match["figure"]) > 1:
            continue
        after = match["after"] if match["after"] and re.fullmatch(COUNTRY, match["after"]) else None
        country = match["before"] or after
        size = figure_of(int(match["figure"]) + (0.5 if match["half"] else 0), country)
        if size:
            yield Mention(size, match.start(), match.end(), country is not None)


def _waists(plain: str) -> Iterator[Mention]:
    """The waist of sizes given by waist and leg; "34/36" without a letter may be two sizes, and is left to others."""
    for match in WAIST.finditer(plain):
        waist, leg = match["marked"] or match["waist"], match["leg"]
        if match["marked"] or not leg or match["long"] or (" " not in match[0] and int(leg) <= int(waist)):
            yield Mention(Size(Scale.EU, float(waist)), match.start(), match.end(), named=True)


def _letters(text: str, plain: str) -> Iterator[Mention]:
    for match in (*LETTER.finditer(text), *LOWER.finditer(plain)):
        yield Mention(Size(Scale.LETTER, SPELLED[match[0].lower()]), match.start(), match.end())


def _spoken(plain: str) -> Iterator[Mention]:
    for match in SPOKEN.finditer(plain):
        value = TENS.get(match["tens"] or "", 0) + ONES.get(match["ones"] or match["only"] or "", 0)
        if match["only"] and not match["before"]:
            continue
        size = figure_of(value + (0.5 if match["half"] else 0), match["before"])
        if size:
            yield Mention(size, match.start(), match.end(), match["before"] is not None, spoken=True)


def _words(plain: str, language: str) -> Iterator[Mention]:
    words = WORDS.get(language, WORDS["en"])
    for match in word_form(tuple(words)).finditer(plain):
        if led_to(plain, match.start()):
            yield Mention(Size(Scale.LETTER, words[match[0]]), match.start(), match.end())
