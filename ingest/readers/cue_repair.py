"""Cues put in order and set into one text.

Files come with cues reversed, out of order, overlapping or without length. No word is ever lost; only times are
repaired, by these rules in this order:

1. a cue that ends before it starts has its two times exchanged;
2. cues are sorted by start, those with the same start keep the order of the file;
3. cues that start together share the time until the next one starts, in equal parts;
4. a cue that runs into the next one ends where that one starts;
5. a cue without length lasts as long as its words take to say (0.4 s a word, at least 0.5 s), at most until the next.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from data.records import Cue
from ingest.readers.subtitles import TimedWords

SECONDS_A_WORD = 0.4
SHORTEST = 0.5


def repaired(cues: Iterable[TimedWords]) -> list[TimedWords]:
    """The cues in order, each with a length, none overlapping the next."""
    forward = [c if c.start_s <= c.end_s else replace(c, start_s=c.end_s, end_s=c.start_s) for c in cues]
    ordered = _apart(sorted(forward, key=lambda cue: cue.start_s))
    nexts = [cue.start_s for cue in ordered[1:]] + [float("inf")]
    return [replace(c, end_s=round(_end(c, following), 3)) for c, following in zip(ordered, nexts, strict=True)]


def _end(cue: TimedWords, following: float) -> float:
    if cue.end_s > cue.start_s:
        return min(cue.end_s, following)
    return min(cue.start_s + max(SHORTEST, SECONDS_A_WORD * len(cue.words.split())), following)


def _apart(ordered: list[TimedWords]) -> list[TimedWords]:
    """Cues that start together, given equal parts of the time they have."""
    groups = [list(group) for _, group in groupby(ordered, key=lambda cue: cue.start_s)]
    apart: list[TimedWords] = []
    for at, group in enumerate(groups):
        start = group[0].start_s
        following = groups[at + 1][0].start_s if at + 1 < len(groups) else float("inf")
        end = min(max(cue.end_s for cue in group), following)
        if len(group) > 1 and end <= start:
            end = min(start + SHORTEST * len(group), following)
        part = (end - start) / len(group)
        for place, cue in enumerate(group):
            shared = replace(cue, start_s=round(start + place * part, 3), end_s=round(start + (place + 1) * part, 3))
            apart.append(cue if len(group) == 1 else shared)
    return apart


def transcript(cues: Iterable[TimedWords]) -> tuple[str, tuple[Cue, ...]]:
    """One text and its cues, `text[cue.start:cue.end]` being the words of each.

    Cues are joined by a space, by a newline where the speaker changes.
    """
    pieces: list[str] = []
    placed: list[Cue] = []
    at, last = 0, None
    for cue in repaired(cues):
        joint = "" if not placed else " " if cue.speaker == last else "\n"
        start = at + len(joint)
        at = start + len(cue.words)
        pieces += (joint, cue.words)
        placed.append(Cue(start, at, cue.start_s, cue.end_s, cue.speaker))
        last = cue.speaker
    return "".join(pieces), tuple(placed)
