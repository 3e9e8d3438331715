"""Reads `topics.toml`: concepts with their words by language, topics made of concepts, words that say no topic."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.errors import TemoinError
from retrieval.lexical import fold, words

LANGUAGES = ("fr", "en")
PATTERN = "~"
"""What begins an entry that is a pattern of plain text, for words the stemmer leaves out: "le son"."""
Phrase = tuple[str, ...]
"""Content stems, accents folded, in order."""


class VocabularyError(TemoinError):
    """`topics.toml` says something that cannot be."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing people speak of. `phrases` by language, the most telling first.

    `good` and `bad` are the words, as written and folded, that say something of the product by themselves.
    """

    name: str
    phrases: Mapping[str, tuple[Phrase, ...]]
    good: Mapping[str, tuple[str, ...]]
    bad: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic as the file names it.

    `of` are alternatives, each a set of concepts that are all needed; a question may name concepts `beside` them, and
    the words of concepts in `also` speak of the topic as well.
    """

    name: str
    of: tuple[tuple[str, ...], ...]
    beside: frozenset[str]
    also: tuple[str, ...]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The whole file, with an index from a phrase to the concepts that hold it and how telling it is of each.

    `frame`, `vague`, `double` and `kinds` are stems by language: words of no topic; words that name one only where the
    question has no other; words of several meanings; and kinds of products. `read_as` are pairs of what is typed and
    what it is read as.
    """

    concepts: Mapping[str, Concept]
    topics: tuple[TopicEntry, ...]
    frame: Mapping[str, frozenset[str]]
    vague: Mapping[str, frozenset[str]]
    double: Mapping[str, frozenset[str]]
    kinds: Mapping[str, frozenset[str]]
    read_as: Mapping[str, tuple[tuple[str, str], ...]]
    holders: Mapping[str, Mapping[Phrase, Mapping[str, float]]]

    def longest(self, language: str) -> int:
        """Stems in the longest phrase of a language."""
        return max((len(phrase) for phrase in self.holders[language]), default=0)


@cache
def shipped_vocabulary() -> Vocabulary:
    """The vocabulary beside this module."""
    return read_vocabulary(Path(__file__).with_name("topics.toml").read_text(encoding="utf-8"))


def read_vocabulary(text: str) -> Vocabulary:
    """A vocabulary from TOML.

    Raises:
        VocabularyError: not TOML, or a topic names a concept that is not there.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"topics.toml cannot be read: {error}") from error
    concepts = {name: _concept(name, given) for name, given in table.get("concepts", {}).items()}
    topics = tuple(_topic(name, given, concepts) for name, given in table.get("topics", {}).items())
    frame, vague, double, kinds = (
        {code: frozenset(_stems(table.get(name, {}).get(code, ()), code)) for code in LANGUAGES}
        for name in ("frame", "vague", "double", "kinds")
    )
    pairs = table.get("read_as", {})
    read_as = {code: tuple((fold(typed), read) for typed, read in pairs.get(code, ())) for code in LANGUAGES}
    holders = {code: _holders(concepts.values(), code) for code in LANGUAGES}
    return Vocabulary(concepts, topics, frame, vague, double, kinds, read_as, holders)


def _concept(name: str, given: Mapping[str, list[str]]) -> Concept:
    listed = {code: tuple(given.get(code, ())) for code in LANGUAGES}
    phrases = {
        code: tuple(dict.fromkeys(p for word in of if (p := _phrase(word, code)))) for code, of in listed.items()
    }
    signed = {
        sign: {code: tuple(fold(w[1:]) for w in of if w.startswith(sign)) for code, of in listed.items()}
        for sign in "+-"
    }
    return Concept(name, phrases, signed["+"], signed["-"])


def _phrase(entry: str, language: str) -> Phrase:
    return (entry,) if entry.startswith(PATTERN) else tuple(words(entry.lstrip("+-"), language))


def _topic(name: str, given: Mapping[str, object], concepts: Mapping[str, Concept]) -> TopicEntry:
    of, beside, also = given.get("of"), given.get("beside", []), given.get("also", [])
    labels = {code: given.get(code) for code in LANGUAGES}
    if not isinstance(of, list) or not of or not isinstance(beside, list) or not isinstance(also, list):
        raise VocabularyError(f"topic {name!r} of topics.toml: `of`, `beside` and `also` are lists of concepts")
    if missing := [code for code, label in labels.items() if not isinstance(label, str)]:
        raise VocabularyError(f"topic {name!r} of topics.toml has no name in {', '.join(missing)}: write one")
    alternatives = tuple(tuple(alternative.split("+")) for alternative in of)
    if unknown := sorted({c for one in (*alternatives, beside, also) for c in one} - concepts.keys()):
        raise VocabularyError(f"topic {name!r} of topics.toml names no known concept with {', '.join(unknown)}")
    named = {code: str(label) for code, label in labels.items()}
    return TopicEntry(name, alternatives, frozenset(beside), tuple(also), named)


def _stems(listed: Iterable[str], language: str) -> Iterable[str]:
    """Every stem of some words, read with their accents and without, as shoppers type both."""
    for word in listed:
        yield from words(word, language)
        yield from words(fold(word), language)


def _holders(concepts: Iterable[Concept], language: str) -> dict[Phrase, dict[str, float]]:
    found: dict[Phrase, dict[str, float]] = {}
    for concept in concepts:
        for place, phrase in enumerate(concept.phrases[language]):
            if phrase[0].startswith(PATTERN):
                continue
            plain = tuple(stem for word in phrase for stem in words(word, language)) or phrase
            for form in dict.fromkeys([phrase, plain]):
                found.setdefault(form, {}).setdefault(concept.name, 1 / (1 + place / 10))
    return found
