"""What "the second one" stands for: one of the things a question before named in a row."""

import re
from collections.abc import Sequence
from itertools import pairwise

from chat.sizing.folding import folded

ORDINAL = re.compile(
    r"\b(?:the |l[ae] )(?:(?P<first>first|1st|premiere?|former)|(?P<second>second|2nd|deuxieme|seconde)|"
    r"(?P<third>third|3rd|troisieme)|(?P<last>last|latter|derniere?))(?: one| ones)?\b"
)
PLACES = {"first": 0, "second": 1, "third": 2, "last": -1}
TIME = re.compile(
    r"^\W*(?:wash|lavage|time|fois|day|jour|week|semaine|month|mois|year|annee|use|utilisation|size|couche|coat)s?\b"
)
"""What may be counted without being one of several things: "the first wash"."""
BETWEEN = re.compile(r"\s+(?:ou(?: bien)?|or|vs\.?|versus)\s+")
PAIR = re.compile(r"\b(?:entre|between)\s+(?P<one>[^,;?!]+?)\s+(?:et|and)\s+(?P<other>[^,;?!]+)")
DETERMINER = re.compile(r"\b(?:l[ae]s?|l'|une?|the|an?|your|vos|votre|mon|ma|my)\b['\s]")
TAIL = re.compile(
    r"\s+(?:avec|pour|quand|si|chez|en|sur|dans|with|for|when|if|in|on|to|as)\b.*$|\s+(?:est|sont|is|are)\b.*$"
)
"""What follows the last of several things and is no part of its name."""


def chosen_of(question: str, earlier: Sequence[str]) -> str | None:
    """The question with "the second one" replaced by what it stands for in the question before; `None` without."""
    match = ORDINAL.search(folded(question))
    if match is None or TIME.match(folded(question)[match.end() :]):
        return None
    for before in reversed(earlier):
        options = options_of(before)
        if len(options) > 1:
            place = PLACES[str(match.lastgroup)]
            if place >= len(options):
                return None
            start, end = match.span()
            return question[:start] + options[place] + question[end:]
    return None


def options_of(question: str) -> tuple[str, ...]:
    """The things between which a question wants a choice, in its own words: "the wool one", "the cotton one"."""
    plain = folded(question)
    if len(plain) != len(question):
        return ()
    if pair := PAIR.search(plain):
        return tuple(_trimmed(question[slice(*pair.span(name))]) for name in ("one", "other"))
    cuts = [match.span() for match in BETWEEN.finditer(plain)]
    if not cuts:
        return ()
    left, right = question[: cuts[0][0]], [question[end:] for _, end in cuts[-1:]]
    between = [question[one[1] : two[0]] for one, two in pairwise(cuts)]
    listed = [part for part in re.split(r",", left) if part.strip()]
    heads = [_head(part) for part in listed] if len(listed) > 1 and _bare(listed[-2]) else [_head(listed[-1])]
    return tuple(one for one in (*heads, *map(_trimmed, between), *map(_trimmed, right)) if one)


def _bare(part: str) -> bool:
    """Whether a part between commas is a thing among others and no clause before them."""
    return len(part.split()) <= 3


def _head(part: str) -> str:
    """From the last article on, else the last two words at most: "je prends la Confort" is "la Confort"."""
    found = list(DETERMINER.finditer(folded(part)))
    return part[found[-1].start() :].strip() if found else " ".join(part.split()[-2:])


def _trimmed(part: str) -> str:
    """Without the end of the sentence and what follows the name."""
    told = re.split(r"[?!.;:,]", part)[0]
    tail = TAIL.search(folded(told))
    return (told[: tail.start()] if tail else told).strip()
