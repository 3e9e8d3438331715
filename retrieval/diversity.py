"""Not five copies of one voice: keeps the best hit of each author, record and wording."""

from collections.abc import Iterable

from data.records import Kind
from retrieval.hits import Hit
from retrieval.lexical import fold, words

ALIKE = 0.8
"""Jaccard similarity of content stems from which two quotes are one wording."""
MOMENTS = 2
"""Moments of one video that may stand side by side."""


def different_voices(hits: Iterable[Hit], limit: int) -> list[Hit]:
    """The first `limit` hits, in order, that add a voice: an author speaks once, a video at most twice."""
    kept: list[Hit] = []
    heard: dict[str, int] = {}
    wordings: list[set[str]] = []
    for hit in hits:
        wording = set(words(fold(hit.span.text), hit.about.language))
        voice = voice_of(hit)
        allowed = MOMENTS if hit.about.kind is Kind.TRANSCRIPT else 1
        if heard.get(voice, 0) >= allowed or any(_alike(wording, other) for other in wordings):
            continue
        kept.append(hit)
        heard[voice] = heard.get(voice, 0) + 1
        wordings.append(wording)
        if len(kept) == limit:
            break
    return kept


def voice_of(hit: Hit) -> str:
    """Who speaks: the brand through one record, or an author (a nameless one through one record)."""
    named = hit.about.author and not hit.about.by_brand
    return f"author {hit.about.author}" if named else f"record {hit.about.record_id}"


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= ALIKE * max(len(one | other), 1)
