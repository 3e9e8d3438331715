"""Cuts a record into spans: one to three sentences of a text, ten to twenty seconds of a video."""

import re
from collections.abc import Iterator

from data.records import Cue, Kind, Record
from data.spans import Span

SHORT, LONG, LONGEST = 50, 200, 280
"""Characters: below SHORT a sentence joins its neighbour up to LONG; one longer than LONGEST is cut."""
SENTENCES = 3
SECONDS, MOST_SECONDS = 10.0, 20.0

END = re.compile(r"[.!?…]+[\"»”’)\]]*(?=\s)|\n+")
ABBREVIATION = re.compile(
    r"(?:\b(?:M|MM|Mme|Mlle|Dr|Mr|Mrs|Ms|St|Ste|env|approx|max|min|no|vs|etc|ex|cf|p|e\.g|i\.e|p\.ex)|\b[A-Z])\.$"
)
LONGEST_ABBREVIATION = 8
BULLET = re.compile(r"[-•*](?=\s)")
CLAUSE = re.compile(
    r"[;:,–—]\s+|\s+(?=(?:mais|sauf|donc|puis|car|but|except|so|then|because|although)\b)", re.IGNORECASE
)
SPACE = re.compile(r"\s+")

Piece = tuple[int, int]


def cut(record: Record) -> list[Span]:
    """The spans of a record, in order; together they hold every word of it. None for an unanswered question."""
    if record.kind is Kind.QUESTION and record.attributes.get("unanswered"):
        return []
    if record.cues:
        return [_moment(record, group) for group in _moments(record.cues, record.text)]
    pieces = [piece for line in _lines(record.text) for piece in _joined(line)]
    return [Span(record.id, start, end, record.text[start:end]) for start, end in pieces]


def sentences(text: str) -> list[Piece]:
    """Where each sentence of a text stands, however short."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        found += list(_sentences(text, at, at + len(line)))
        at += len(line)
    return found


def _lines(text: str) -> Iterator[list[Piece]]:
    """The sentences of each line; a review's title, its first line, is never joined to its body."""
    at = 0
    for line in text.splitlines(keepends=True):
        sentences = [piece for s in _sentences(text, at, at + len(line)) for piece in _shortened(s, text)]
        if sentences:
            yield sentences
        at += len(line)


def _sentences(text: str, first: int, last: int) -> Iterator[Piece]:
    start = first
    for match in END.finditer(text, first, last):
        if ABBREVIATION.search(text, max(start, match.end() - LONGEST_ABBREVIATION), match.end()):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, last)


def _shortened(piece: Piece, text: str) -> Iterator[Piece]:
    """A sentence without full stops, as people type on phones, cut between clauses, as evenly as can be."""
    start, end = piece
    if end - start <= LONGEST:
        yield piece
        return
    middle = (start + end) // 2
    cuts = [m.end() for m in CLAUSE.finditer(text, start + SHORT, end - SHORT)]
    cuts = cuts or [m.end() for m in SPACE.finditer(text, start, end)]
    if not cuts:
        yield piece
        return
    at = min(cuts, key=lambda c: abs(c - middle))
    for half in (*_trimmed(text, start, at), *_trimmed(text, at, end)):
        yield from _shortened(half, text)


def _joined(sentences: list[Piece]) -> list[Piece]:
    """Short sentences with what follows them, or at the end of the line with what precedes."""
    groups: list[list[Piece]] = []
    for sentence in sentences:
        last = groups[-1] if groups else None
        if last and len(last) < SENTENCES and _fits(last[0][0], last[-1][1], sentence):
            last.append(sentence)
        else:
            groups.append([sentence])
    return [(group[0][0], group[-1][1]) for group in groups]


def _fits(start: int, end: int, sentence: Piece) -> bool:
    short = end - start < SHORT or sentence[1] - sentence[0] < SHORT
    return short and sentence[1] - start <= LONG


def _trimmed(text: str, start: int, end: int) -> Iterator[Piece]:
    """A piece without the white space around it, nor the bullet of a list before it."""
    while start < end and (text[start].isspace() or BULLET.match(text, start, end)):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _moments(cues: tuple[Cue, ...], text: str) -> Iterator[list[Cue]]:
    """Cues until ten seconds are full and a sentence ends, twenty at the most."""
    group: list[Cue] = []
    for cue in cues:
        if group and cue.end_s - group[0].start_s > MOST_SECONDS:
            yield group
            group = []
        group.append(cue)
        full = cue.end_s - group[0].start_s >= SECONDS
        if full and text[cue.start : cue.end].rstrip().endswith((".", "!", "?", "…")):
            yield group
            group = []
    if group:
        yield group


def _moment(record: Record, cues: list[Cue]) -> Span:
    start, end = cues[0].start, cues[-1].end
    return Span(record.id, start, end, record.text[start:end], cues[0].start_s, max(cue.end_s for cue in cues))
