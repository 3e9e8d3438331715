"""Pairs of a question and what the search found for it, judged by people: what the gate learns from."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chat.gate import Features, features
from eval.public_records import NO_PRODUCT
from eval.public_sets import PublicSet, QuestionRow
from retrieval.search import Searcher

ALL = 10**6
HELPFUL = 0.5
"""Weight of a passage that helps without answering, which counts as one that does not answer."""
RIGHT_SHARE, PAIRS = 0.27, 2.5
"""What the pairs of one FAQ question weigh together, and the share of its answer in that: the share ePQA has.

Of a FAQ only the answer is judged and all else is wrong, so that without it the weights would learn how rare answers
are in one set and language, instead of what tells them.
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """`right` is `None` for what helps without answering; `held_out` pairs are only measured on."""

    source: str
    question: str
    held_out: bool
    right: bool | None
    weight: float
    features: Features


def epqa_pairs(given: PublicSet, searcher: Searcher) -> Iterator[Pair]:
    """Every judged passage of a question's product; halves by product."""
    for question in given.questions:
        grades = given.grades.get(question.id, {})
        for record, values in _found(question, searcher):
            if record in grades:
                right = None if grades[record] == 1 else grades[record] == 2
                weight = HELPFUL if right is None else 1.0
                yield Pair("ePQA", question.id, second_half(question.product_id or ""), right, weight, values)


def faq_pairs(given: PublicSet, questions: str, documents: str, searcher: Searcher) -> Iterator[Pair]:
    """The answer of each FAQ question in one language, and all other answers of its product, in another or the same.

    A question and its translation fall into the same half.
    """
    source = f"FAQ {questions} to {documents}"
    for question in given.questions:
        if question.lang != questions:
            continue
        grades = given.grades.get(question.id, {})
        found = [(grades.get(record, 0) > 0, values) for record, values in _found(question, searcher)]
        rights = sum(right for right, _ in found)
        if not 0 < rights < len(found):
            continue
        held_out = second_half(min(question.id, str(question.meta.get("translation_of", question.id))))
        for right, values in found:
            share = RIGHT_SHARE / rights if right else (1 - RIGHT_SHARE) / (len(found) - rights)
            yield Pair(source, question.id, held_out, right, PAIRS * share, values)


def second_half(key: str) -> bool:
    """One half of all keys, always the same."""
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 1


def _found(question: QuestionRow, searcher: Searcher) -> Sequence[tuple[str, Features]]:
    """Records of the question's product, each by its best passage, with the gate's features."""
    language = question.lang or "und"
    hits = searcher.search(question.text, language, question.product_id or NO_PRODUCT, limit=ALL)
    best = {hit.span.record_id: hit for hit in reversed(hits)}
    return [(record, features(question.text, language, hit)) for record, hit in best.items()]
