"""Which topics the records of each product speak of and ask about, by their words; cheap for a whole catalogue."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from re import compile as pattern
from typing import Final

from chat.topics.topic import topic_of
from chat.topics.vocabulary import Vocabulary, shipped_vocabulary
from data.records import Kind, Record
from retrieval.lexical import words

SENTENCE: Final = pattern(r"[.!?…\n]+")
TELLING: Final = 0.5
"""How telling a word has to be of a concept to stand for it."""
SURE: Final = 0.6
"""And to do so for sure."""
ASKED: Final = frozenset({Kind.QUESTION, Kind.FAQ})
"""Kinds of records whose titles are questions."""
Key = tuple[str, str]
"""A product's id and a topic's name."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Records and questions on a topic, by (product, topic).

    `people` are customers' records one word of which may be meant so: where there is none, nobody speaks of it. `sure`
    are those that surely do, and `brand` the brand's that surely do. `questions` are different questions of the
    community and of the brand's FAQ. `records` are all of a product's customers'.
    """

    people: Mapping[Key, int]
    sure: Mapping[Key, int] = field(default_factory=dict)
    brand: Mapping[Key, int] = field(default_factory=dict)
    questions: Mapping[Key, int] = field(default_factory=dict)
    records: Mapping[str, int] = field(default_factory=dict)

    def products(self, topic: str) -> dict[str, int]:
        """Records of customers on a topic, by product."""
        return {product: count for (product, name), count in self.people.items() if name == topic}


def spoken_of(records: Iterable[Record], vocabulary: Vocabulary | None = None) -> Spoken:
    """Each record counts once for each topic some sentence of it names, each question for the one it asks about."""
    finder = TopicFinder(vocabulary or shipped_vocabulary())
    people, sure, brand, by_product = Counter[Key](), Counter[Key](), Counter[Key](), Counter[str]()
    questions: dict[Key, set[str]] = defaultdict(set)
    for record in records:
        may_be, surely = finder.named(f"{record.title or ''}\n{record.text}", record.language)
        (brand if record.by_brand else sure).update((record.product_id, topic) for topic in surely)
        if not record.by_brand:
            people.update((record.product_id, topic) for topic in may_be)
            by_product[record.product_id] += 1
        if record.kind in ASKED and record.title and (topic := finder.asked(record.title, record.language)):
            questions[record.product_id, topic].add(record.title)
    return Spoken(people, sure, brand, {key: len(titles) for key, titles in questions.items()}, by_product)


class TopicFinder:
    """Finds the topics of texts; made once for many of them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """What is asked of every sentence is looked up here."""
        self._vocabulary, self._holders = vocabulary, vocabulary.holders
        self._longest = {language: vocabulary.longest(language) for language in vocabulary.holders}
        lists = (vocabulary.double, vocabulary.frame, vocabulary.vague, vocabulary.kinds)
        self._open = {language: frozenset[str]().union(*(one[language] for one in lists)) for language in self._holders}
        self._topics: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for topic in vocabulary.topics:
            for needed in topic.of:
                self._topics[needed[0]].append((topic.name, frozenset(needed)))

    def named(self, text: str, language: str) -> tuple[set[str], set[str]]:
        """The topics whose concepts stand together in a sentence of a text, and those that surely do.

        None of a text in another language. Surely: by words of one meaning, no part of a longer phrase, that tell of no
        other concept more.
        """
        may_be, surely = set[str](), set[str]()
        if language in self._holders:
            for sentence in SENTENCE.split(text):
                named, sure = self._concepts(words(sentence, language), language)
                may_be.update(self._of(named))
                surely.update(self._of(sure))
        return may_be, surely

    def asked(self, question: str, language: str) -> str | None:
        """The topic a question is about, where its words surely name it."""
        topic = topic_of(question, language, self._vocabulary)
        return topic.name if topic and topic.name in self.named(question, language)[1] else None

    def _concepts(self, stems: Sequence[str], language: str) -> tuple[set[str], set[str]]:
        held, inside = self._holders[language], set[int]()
        named, sure = set[str](), set[str]()
        for length in range(self._longest[language], 0, -1):
            for start in range(len(stems) - length + 1):
                telling = held.get(tuple(stems[start : start + length]))
                if telling is None:
                    continue
                places = range(start, start + length)
                named |= {concept for concept, share in telling.items() if share >= TELLING}
                if inside.isdisjoint(places) and (length > 1 or stems[start] not in self._open[language]):
                    most = max(SURE, *telling.values())
                    sure |= {concept for concept, share in telling.items() if share >= most}
                if length > 1:
                    inside.update(places)
        return named, sure

    def _of(self, concepts: Set[str]) -> Iterator[str]:
        for concept in concepts:
            for topic, needed in self._topics.get(concept, ()):
                if needed <= concepts:
                    yield topic
