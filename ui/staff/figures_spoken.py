"""Which topics the records of each product speak of, by their words; cheap enough for a whole catalogue."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from chat.topics.vocabulary import Vocabulary, shipped_vocabulary
from data.records import Record
from retrieval.lexical import words

SENTENCE: Final = re.compile(r"[.!?…\n]+")
TELLING: Final = 0.5
"""How telling a word has to be of a concept to stand for it."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Records of customers and of the brand that speak of a topic, by (product, topic)."""

    people: Mapping[tuple[str, str], int]
    brand: Mapping[tuple[str, str], int]

    def products(self, topic: str) -> dict[str, int]:
        """Records of customers on a topic, by product."""
        return {product: count for (product, name), count in self.people.items() if name == topic}


def spoken_of(records: Iterable[Record], vocabulary: Vocabulary | None = None) -> Spoken:
    """Each record counts once for each topic some sentence of it names."""
    finder = TopicFinder(vocabulary or shipped_vocabulary())
    counts: dict[bool, Counter[tuple[str, str]]] = defaultdict(Counter)
    for record in records:
        for topic in finder.named(f"{record.title or ''}\n{record.text}", record.language):
            counts[record.by_brand][record.product_id, topic] += 1
    return Spoken(counts[False], counts[True])


class TopicFinder:
    """Finds the topics of texts; made once for many of them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """What is asked of every sentence is looked up here."""
        self._holders = vocabulary.holders
        self._longest = {language: vocabulary.longest(language) for language in vocabulary.holders}
        self._topics: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for topic in vocabulary.topics:
            for needed in topic.of:
                self._topics[needed[0]].append((topic.name, frozenset(needed)))

    def named(self, text: str, language: str) -> set[str]:
        """The topics whose concepts stand together in a sentence of a text; none of one in another language."""
        if language not in self._holders:
            return set()
        return {topic for sentence in SENTENCE.split(text) for topic in self._in(words(sentence, language), language)}

    def _in(self, stems: list[str], language: str) -> Iterator[str]:
        lengths, holders = range(1, self._longest[language] + 1), self._holders[language]
        phrases = (tuple(stems[at : at + length]) for length in lengths for at in range(len(stems)))
        told = {concept for one in phrases for concept, telling in holders.get(one, {}).items() if telling >= TELLING}
        for concept in told:
            for topic, needed in self._topics.get(concept, ()):
                if needed <= told:
                    yield topic
