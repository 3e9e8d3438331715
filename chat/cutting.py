"""Shortens a quote at clause borders, without losing a negation or the "but" that turns it."""

import re
from collections.abc import Collection
from itertools import pairwise

from retrieval.lexical import fold, words

LONGEST = 240
"""Code points of a quote as a shopper reads it."""
SENTENCE_END = re.compile(r"[.!?…]+[\"»”)]*\s+|\n+\s*")
STRONG = re.compile(r"\s*[;:]\s+|\s+[-–—]\s+")
COMMA = re.compile(r",\s+|\)\s+")
BLANKS, OPEN = " \t\u00a0\u202f", ",;:–—"
"""What may stand between two words of one line, and signs after which a sentence goes on."""
NEGATION = re.compile(
    r"\b(?:ne|n|pas|jamais|aucune?s?|rien|sans|ni|plus|guere|peu|not|no|never|none|nothing|without|nor|neither|hardly|"
    r"barely|don|doesn|didn|isn|wasn|won|can|cannot|couldn|wouldn|shouldn|aren|weren|haven|hasn|nt)\b"
)
TURNS = re.compile(
    r"(?:mais|sauf|par contre|en revanche|cependant|pourtant|toutefois|hormis|excepte|meme si|bien que|a condition|"
    r"si|quand|tant que|but|except|although|though|however|unless|if|when|only|yet|still|apart from)\b"
)


def shortened(text: str, wanted: Collection[str], language: str, longest: int = LONGEST) -> tuple[int, int]:
    """Offsets of the part of `text` to quote, at most `longest` code points: the whole where it fits.

    The part holds as many of the `wanted` stems as possible, and as much as fits. It starts where a sentence does, at
    a clause of its own (after a semicolon or a dash), or at one before which its sentence negates nothing; it never
    stops before a clause that takes back what it says. A text without borders is cut between two words.
    """
    if len(text) <= longest:
        return 0, len(text)
    starts, ends = _starts(text), _ends(text)
    parts = [(start, end) for start in starts for end in ends if 0 < end - start <= longest]
    if not parts:
        return _between_words(text, longest)
    return max(parts, key=lambda part: (_heard(text[slice(*part)], wanted, language), part[1] - part[0], -part[0]))


def opens_inside(text: str, start: int) -> bool:
    """Whether a quote that begins at `start` begins inside a sentence of `text`."""
    return start > 0 and start not in {first for first, _ in _sentences(text)}


def closes_inside(text: str, end: int) -> bool:
    """Whether a quote that stops at `end` stops inside a sentence of `text`."""
    return end < len(text.rstrip()) and end not in {
        first + len(text[first:last].rstrip()) for first, last in _sentences(text)
    }


def inside_sentence(text: str, at: int) -> bool:
    """Whether a place of a whole text is inside one of its sentences, as where a long one was cut into spans."""
    before, after = text[:at].rstrip(BLANKS), text[at:].lstrip(BLANKS)
    return bool(before and after) and (before[-1].isalnum() or before[-1] in OPEN) and after[0] != "\n"


def _heard(part: str, wanted: Collection[str], language: str) -> int:
    return len(set(wanted) & set(words(part, language)))


def _sentences(text: str) -> list[tuple[int, int]]:
    places = [0, *(found.end() for found in SENTENCE_END.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(places) if text[start:end].strip()]


def _starts(text: str) -> list[int]:
    found = []
    for start, end in _sentences(text):
        found.append(start)
        free = {match.end() for match in STRONG.finditer(text, start, end)}
        for _, border in _borders(text, start, end):
            negated = border not in free and NEGATION.search(fold(text[start:border]))
            if not negated and not TURNS.match(fold(text[border:end])):
                found.append(border)
    return found


def _ends(text: str) -> list[int]:
    found = []
    for start, end in _sentences(text):
        found.append(start + len(text[start:end].rstrip()))
        for border in _borders(text, start, end):
            rest = fold(text[border[1] : end])
            if not TURNS.match(rest):
                found.append(border[0])
    turning = {start for start, end in _sentences(text) if TURNS.match(fold(text[start:end]))}
    return [end for end in found if not any(0 <= start - end <= 2 for start in turning)]


def _borders(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return sorted((m.start(), m.end()) for p in (STRONG, COMMA) for m in p.finditer(text, start, end) if m.end() < end)


def _between_words(text: str, longest: int) -> tuple[int, int]:
    """The longest beginning that ends between two words, and not on a negation."""
    end = text.rfind(" ", 1, longest + 1)
    while end > 0 and NEGATION.search(fold(text[:end]).rsplit(" ", 1)[-1]):
        end = text.rfind(" ", 1, end)
    return 0, end if end > 0 else longest
