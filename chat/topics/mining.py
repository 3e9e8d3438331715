"""Words of a corpus that no concept holds yet: what to add to `topics.toml`."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chat.topics.stems import TOKEN, stem
from chat.topics.vocabulary import LANGUAGES, Vocabulary
from data.records import Kind, Record

AT_LEAST, SHORTEST, BESIDE = 3, 3, 3
"""Records a word has to be in, letters it has to have, concepts named beside it."""


@dataclass(frozen=True, slots=True)
class NewWord:
    """A word in its most frequent form, in how many records of how many products, and the concepts spoken of beside."""

    word: str
    language: str
    records: int
    products: int
    beside: tuple[str, ...]


def new_words(records: Iterable[Record], vocabulary: Vocabulary, at_least: int = AT_LEAST) -> list[NewWord]:
    """What people write that no concept holds and no question is framed with, what sets products apart first."""
    forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    where: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    beside: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    common: Counter[str] = Counter()
    for record in records:
        if record.language not in LANGUAGES or record.kind is Kind.PRODUCT:
            continue
        found = _words(record)
        spoken = _concepts(found, record.language, vocabulary)
        common.update(spoken)
        for one in found.keys() - _held(record.language, vocabulary):
            key = (record.language, one)
            forms[key][found[one]] += 1
            where[key].add((record.product_id, record.id))
            beside[key].update(spoken)
    often = {key: at for key, at in where.items() if len(at) >= at_least}
    listed = [_new(forms[key], key[0], at, _beside(beside[key], common)) for key, at in often.items()]
    shelves = len({product for at in where.values() for product, _ in at})

    def telling(one: NewWord) -> float:
        # a word said of every product ("three", "because") tells of none
        return one.records * (math.log(shelves / one.products) if shelves > 1 else 1)

    return sorted(listed, key=lambda one: (-telling(one), one.language, one.word))


def told(words: Iterable[NewWord]) -> list[str]:
    """A line a word."""
    return [
        f"{one.language}  {one.word:<18} {one.records:>4} records  {one.products:>3} products  "
        f"beside {', '.join(one.beside) or '–'}"
        for one in words
    ]


def _new(forms: Counter[str], language: str, at: set[tuple[str, str]], beside: tuple[str, ...]) -> NewWord:
    return NewWord(forms.most_common(1)[0][0], language, len(at), len({product for product, _ in at}), beside)


def _words(record: Record) -> dict[str, str]:
    """Stems of a record's content words with the word as written; names and numbers count as any other."""
    tokens = TOKEN.findall(f"{record.title or ''} {record.text}".lower())
    pairs = ((stem(token, record.language), token) for token in tokens if token.isalpha() and len(token) >= SHORTEST)
    return {found: token for found, token in pairs if found}


def _held(language: str, vocabulary: Vocabulary) -> frozenset[str]:
    return vocabulary.frame[language] | {phrase[0] for phrase in vocabulary.holders[language] if len(phrase) == 1}


def _concepts(found: Mapping[str, str], language: str, vocabulary: Vocabulary) -> set[str]:
    holders = vocabulary.holders[language]
    return {concept for one in found for concept, telling in holders.get((one,), {}).items() if telling > 1 / 2}


def _beside(spoken: Counter[str], common: Counter[str]) -> tuple[str, ...]:
    """The concepts that stand beside a word more than beside others."""
    twice = [concept for concept, count in spoken.items() if count > 1 and common[concept] > AT_LEAST]
    return tuple(sorted(twice, key=lambda concept: (-spoken[concept] / common[concept], concept))[:BESIDE])
