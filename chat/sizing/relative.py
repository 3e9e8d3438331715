"""Sizes told from the usual one: "went up half a size", "une pointure de plus", "keep your usual size"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chat.sizing.roles import STOP
from chat.sizing.vocabulary import says, words

HALVES = ("half", "half a", "demi", "demie", "une demi", "1/2")
TWOS = ("two", "deux", "2")
LOOK_BACK = 70
FROM = re.compile(r"\b(?:de|que|than|from|above|below|over|under)\s*$")
"""Before a usual size that another one is only told from: "half a size above my usual size"."""
SPOKEN_OF = re.compile(r"siz|taille|pointure|dessus|dessous|exactly|what i |\b(?:up|down)\b|usual|normal")
"""One of these is in every text that tells a step."""
DONE = ("sized ", "went ", "ordered ", "kept ", "took ")
IMPERATIVE = re.compile(r"(?:size|go|order) (?:up|down|one)")


@dataclass(frozen=True, slots=True)
class Step:
    """So many sizes up (below zero: down): what the author took (`own`), or tells others to take (`advised`)."""

    start: int
    end: int
    sizes: float
    own: bool
    advised: bool


def steps_told(plain: str) -> tuple[Step, ...]:
    """The steps of a folded text in order, hearsay left out; "don't size up" is advice to keep the usual size."""
    if not SPOKEN_OF.search(plain):
        return ()
    found: list[Step] = []
    for step in sorted(_steps(plain), key=lambda one: (one.start, -one.end)):
        if not found or step.start >= found[-1].end:
            found.append(step)
    return tuple(found)


def _steps(plain: str) -> Iterator[Step]:
    for way, sign in (("up", 1.0), ("down", -1.0), ("usual", 0.0)):
        for form in words("step", way):
            for match in form.finditer(plain):
                count = match.groupdict().get("n")
                size = 0.5 if count in HALVES else 2.0 if count in TWOS else 1.0
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                yield from _told(plain, start, match.end(), sign * size)


def _told(plain: str, start: int, end: int, sizes: float) -> Iterator[Step]:
    before = plain[max(0, start - LOOK_BACK) : start]
    stops = list(STOP.finditer(before))
    clause = before[stops[-1].end() :] if stops else before
    # "I usually size up here" tells of other things than this one
    if says("hearsay", "forms", before) or says("step", "habit", clause):
        return
    if says("denied", "forms", clause):
        yield Step(start, end, 0.0, own=False, advised=sizes != 0)
        return
    if not sizes and FROM.search(clause):
        return
    if not sizes:
        yours = says("step", "yours", clause + plain[start:end])
        yield Step(start, end, sizes, own=not yours, advised=yours)
        return
    # "size up!" at the head of a sentence is advice, "sized up" is what the author did
    bare = not clause.strip() and IMPERATIVE.match(plain, start)
    mine = not bare and (says("step", "own", clause) or plain[start:end].startswith(DONE))
    wished = says("wished", "before", clause)
    advised = wished or not mine or says("step", "told", clause)
    yield Step(start, end, sizes, own=bool(mine and not wished), advised=bool(advised))
