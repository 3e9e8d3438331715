"""Words in another dress: encoded, written backwards, letter by letter, with figures or stars for letters."""

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import unquote

BASE64: Final = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,}={0,2}(?![A-Za-z0-9+/=_-])")
HEXADECIMAL: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:\\x)?[0-9A-Fa-f]{2}(?:(?:\\x|[ :,]|0x)?[0-9A-Fa-f]{2}){9,}(?![A-Za-z0-9])"
)
BACKWARDS: Final = re.compile(
    r"\b(?:eht|uoy|ruoy|siht|taht|htiw|erongi|zerongi|yas|snoitcurtsni|suoiverp|srewsna|rewsna|rof|euq|ruop|snad|sov|"
    r"sdnoper|tiod|sert|suot|setuot|sengisnoc|sel)\b"
)
"""Small words of both languages from their end: two different ones are no chance."""
LETTER_BY_LETTER: Final = re.compile(r"(?<!\w)(?:[^\W\d_][ .*_-]{1,3}){7,}[^\W\d_](?!\w)")
WITH_FIGURES: Final = re.compile(r"\b(?=[a-z]*[0134578@$])(?=[0134578@$]*[a-z])[a-z0134578@$]{3,}\b")
FIGURES: Final = str.maketrans("0134578@$", "oieastbas")
READABLE: Final = 0.85
"""Share of letters and spaces from which decoded bytes are taken for words."""
FEWEST_WITH_FIGURES: Final = 3
"""Words with figures for letters from which it is a habit: one alone is the name of a product."""
STARRED: Final = re.compile(r"(?<![\w*#@$])[a-z](?=[a-z*#@$%0-9]{0,11}[*#@$%0-9])[a-z*#@$%0-9]{2,12}(?![\w*#@$])")
SWORN: Final = tuple(
    "arsehole asshole bastard batard bitch bougnoule con connard connasse cul cunt dickhead encule enfoire faggot fuck "
    "fucker fucking merde motherfucker negre nigga nigger pede pute retard salope twat wanker youpin".split()
)
"""Words people write with stars; what else has stars is left as it is."""


def unpacked(text: str) -> Iterator[str]:
    """What base64, hexadecimal, entities and percent signs of a text stand for, where it is words."""
    yield from _decoded(text, BASE64, _base64)
    yield from _decoded(text, HEXADECIMAL, _hexadecimal)
    for plain in (html.unescape(text) if "&" in text else text, unquote(text) if "%" in text else text):
        if plain != text:
            yield plain


def turned(text: str) -> Iterator[str]:
    """The text from its end, where it has words written so; lower case is expected."""
    if len(set(BACKWARDS.findall(text))) > 1:
        yield text[::-1]


def apart(text: str) -> str:
    """The text with words written letter by letter joined; wider gaps among them are the gaps between words."""
    return LETTER_BY_LETTER.sub(lambda found: _joined(found.group()), text)


def leet(text: str) -> Iterator[str]:
    """The text with letters for figures, where several words are written so; lower case is expected."""
    if len(WITH_FIGURES.findall(text)) >= FEWEST_WITH_FIGURES:
        yield WITH_FIGURES.sub(lambda found: found.group().translate(FIGURES), text)


def unstarred(text: str) -> Iterator[str]:
    """The text with the letters that stars and figures stand for in words of abuse; lower case is expected."""
    told = STARRED.sub(_sworn, text)
    if told != text:
        yield told


def _sworn(found: re.Match[str]) -> str:
    """The word of abuse a starred word is, `asshole` for `a**hole`; anything else as it is."""
    starred = found.group()
    if sum(letter.isalpha() for letter in starred) < 2:
        return starred
    shape = re.compile("".join(letter if letter.isalpha() else "[a-z]" for letter in starred.removesuffix("s")))
    plural = "s" if starred.endswith("s") else ""
    return next((word + plural for word in SWORN if shape.fullmatch(word)), starred)


def _joined(letters: str) -> str:
    words = re.split(r"[ .*_-]{2,}", letters)
    return " ".join(re.sub(r"[ .*_-]", "", word) for word in words)


def _decoded(text: str, shape: re.Pattern[str], decode: Callable[[str], bytes]) -> Iterator[str]:
    for found in shape.finditer(text):
        try:
            words = decode(found.group()).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            continue
        if words and sum(c.isalpha() or c.isspace() for c in words) >= READABLE * len(words):
            yield words


def _base64(packed: str) -> bytes:
    bare = packed.rstrip("=").replace("-", "+").replace("_", "/")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)


def _hexadecimal(packed: str) -> bytes:
    return bytes.fromhex(re.sub(r"\\x|0x|[ :,]", "", packed))
