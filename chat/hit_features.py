"""What tells whether one hit answers: how near it is, and how much of the question it speaks of.

`span` and `passage`: centred cosines. `coverage` and `passage_coverage`: share of the question's content stems found in
the span, or in the whole passage, title included. `parts` and `passage_parts`: weighted share of the parts of the
question that are spoken of, a part being a word with its synonyms in both languages (`chat.topics`), so that an English
review can speak of a French question. `foreign`: 1 when the languages differ; `foreign_coverage` and `foreign_parts`
hold the same shares for those alone. `length`: logarithm of the span's words. `matched`: BM25 of the passage in units
of a word that no other holds. `brand` and `video`: 1 when the brand, or a video, says it. `answers` and `near_miss`:
log-odds a cross-encoder read in the span together with the question, 0 of a hit that was not read.
"""

import math
from functools import lru_cache

from chat.topics.topic import Group, topic_of
from data.records import Kind
from retrieval.hits import Hit
from retrieval.lexical import query_words, words

Features = dict[str, float]
Phrase = tuple[str, ...]
NAMES = (
    "span",
    "passage",
    "coverage",
    "passage_coverage",
    "parts",
    "passage_parts",
    "foreign",
    "length",
    "matched",
    "brand",
    "video",
    "foreign_parts",
    "foreign_coverage",
    "answers",
    "near_miss",
)


def features(question: str, language: str, hit: Hit) -> Features:
    """The features of one question and hit, by NAMES."""
    spoken = own_language(hit.about.language)
    short = stems(f"{hit.about.title or ''} {hit.span.text}", spoken)
    whole = stems(hit.passage, spoken) if hit.passage else short
    wanted, foreign = set(query_words(question, spoken)), float(hit.about.language != language)
    coverage, parts = _share(wanted, short), _parts(question, language, spoken, short)
    passage_parts = _parts(question, language, spoken, whole)
    return {
        "span": hit.scores.span,
        "passage": hit.scores.record,
        "coverage": coverage,
        "passage_coverage": _share(wanted, whole),
        "parts": parts,
        "passage_parts": passage_parts,
        "foreign": foreign,
        "length": math.log1p(len(hit.span.text.split())),
        "matched": hit.scores.matched,
        "brand": float(hit.about.by_brand),
        "video": float(hit.about.kind is Kind.TRANSCRIPT),
        "foreign_parts": foreign * passage_parts,
        "foreign_coverage": foreign * coverage,
        "answers": hit.scores.answers or 0.0,
        "near_miss": hit.scores.near_miss or 0.0,
    }


def own_language(language: str) -> str:
    """French or English as they are; any other text is read as English."""
    return language if language in ("fr", "en") else "en"


@lru_cache(maxsize=20_000)
def stems(text: str, language: str) -> Phrase:
    """Content stems of a text in order, remembered: the same passages come again with every question."""
    return tuple(words(text, language))


def _share(wanted: set[str], found: Phrase) -> float:
    return len(wanted.intersection(found)) / len(wanted) if wanted else 0.0


def _parts(question: str, language: str, spoken: str, found: Phrase) -> float:
    """Weighted share of the parts of the question that a text in the language `spoken` speaks of."""
    groups = _groups(question, language)
    total, held = sum(group.weight for group in groups), set(found)
    said = sum(group.weight for group in groups if any(_has(p, found, held) for p in group.phrases[spoken]))
    return said / total if total else 0.0


@lru_cache(maxsize=512)
def _groups(question: str, language: str) -> tuple[Group, ...]:
    topic = topic_of(question, own_language(language))
    return topic.groups if topic else ()


def _has(phrase: Phrase, found: Phrase, held: set[str]) -> bool:
    if not held.issuperset(phrase):
        return False
    size = len(phrase)
    return size == 1 or any(found[i : i + size] == phrase for i in range(len(found) - size + 1))
