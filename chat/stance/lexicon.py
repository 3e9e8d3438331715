"""Words and phrases of praise and blame in both languages, as `words.toml` lists them."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from data.languages import OWN
from retrieval.lexical import fold

WORDS = Path(__file__).with_name("words.toml")
SENSES = ("neutral", "unsettled", "turn", "praise_much", "blame_much", "praise", "blame")
"""Where a word stands in two lists, the first of these counts."""
SHORTEST_STEM = 2
ANY = "*"
ENTRY = re.compile(r"n't\b|\w+?(?=n't\b)|\w+\*?")

Phrase = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of one language; `phrases` stand under their first and second word, longest first, with their sense.

    A second word that may end in any way stands under `*`.
    """

    words: Mapping[str, str]
    stems: Mapping[str, str]
    phrases: Mapping[str, Mapping[str, tuple[Phrase, ...]]]
    turns: frozenset[str]

    def sense(self, word: str) -> str | None:
        """The list a folded word stands in; an exact entry goes before a stem, a long stem before a short one."""
        if word in self.words:
            return self.words[word]
        stems = (word[:end] for end in range(len(word), SHORTEST_STEM - 1, -1))
        return next((self.stems[stem] for stem in stems if stem in self.stems), None)

    def phrase(self, said: Sequence[str], at: int) -> tuple[int, str] | None:
        """How many words the phrase that begins at `at` has, and its sense; the longest one counts."""
        under = self.phrases.get(said[at])
        if under is None or at + 1 == len(said):
            return None
        found = [*_matching(under.get(said[at + 1], ()), said, at), *_matching(under.get(ANY, ()), said, at)]
        return max(found, key=lambda one: one[0], default=None)


@cache
def lexicon(language: str) -> Lexicon:
    """The lists of "fr"; for any other language those of "en"."""
    told = tomllib.loads(WORDS.read_text(encoding="utf-8"))[language if language in OWN else "en"]
    words: dict[str, str] = {}
    stems: dict[str, str] = {}
    phrases: list[Phrase] = []
    for sense in SENSES:
        for entry in entries(told[sense]):
            if len(entry) > 1:
                phrases.append((entry, sense))
            elif entry[0].endswith(ANY):
                stems.setdefault(entry[0][:-1], sense)
            else:
                words.setdefault(entry[0], sense)
    return Lexicon(words, stems, _arranged(phrases), frozenset(entry[0] for entry in entries(told["turns"])))


def entries(told: str) -> list[tuple[str, ...]]:
    """The words of each entry of a list."""
    return [found for one in told.split(",") if (found := tuple(ENTRY.findall(fold(one))))]


@lru_cache(maxsize=50_000)
def sense(word: str, language: str) -> str | None:
    """`Lexicon.sense`, remembered."""
    return lexicon(language).sense(word)


def _arranged(phrases: Iterable[Phrase]) -> dict[str, dict[str, tuple[Phrase, ...]]]:
    arranged: dict[str, dict[str, tuple[Phrase, ...]]] = {}
    for phrase in sorted(phrases, key=lambda one: -len(one[0])):
        first, second = phrase[0][:2]
        under = arranged.setdefault(first, {})
        key = ANY if second.endswith(ANY) else second
        under[key] = (*under.get(key, ()), phrase)
    return arranged


def _matching(phrases: Sequence[Phrase], said: Sequence[str], at: int) -> list[tuple[int, str]]:
    """The first of the phrases that is said at a place, as a list of one or none."""
    for wanted, sense in phrases:
        found = said[at : at + len(wanted)]
        if len(found) == len(wanted) and all(map(_same, found, wanted)):
            return [(len(wanted), sense)]
    return []


def _same(word: str, wanted: str) -> bool:
    return word == wanted or (wanted[-1] == ANY and word.startswith(wanted[:-1]))
