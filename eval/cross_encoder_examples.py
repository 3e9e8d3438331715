"""What the cross-encoder learns from: pairs of a question and a passage that somebody has judged.

Scenarios written for it, real reviews marked for it, and the public judgements below a folder: half of the products of
ePQA and of Hu & Liu, the grocery reviews of SubjQA, answers of hetPQA on other products, sentences of PIAF, the FAQ in
two languages. The other halves, SubjQA's other domain, held-out scenarios and products, and everything of our own sets
are never among them.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ConfigDict

from eval.gate_cases import FITTED_DOMAIN, second_half
from eval.opinion_counts import REVIEWS, MarkedReviewRow, MarkedSentence
from eval.public_sets import Mistakes, PublicRow, PublicSet, read_rows, read_set
from eval.scenarios import NEAR_MISS, SIDES, Scenario

FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
ASPECTS = ("{}", "{}", "the {}", "{}?", "how is the {} ?", "is the {} good ?", "what do people say about the {}?")
"""How a marked aspect is asked about."""
SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[.!?])(?=[A-Z])")
NO_SIDE = -1


class Says(IntEnum):
    """What a passage is to a question."""

    ANSWER, NEAR, OTHER = range(3)


class Pair(NamedTuple):
    """One judged pair; `side` is a place in `eval.scenarios.SIDES`, or NO_SIDE where nobody told it."""

    question: str
    passage: str
    says: Says
    side: int = NO_SIDE


class TripleRow(PublicRow):
    """A question with one passage that answers it."""

    model_config = ConfigDict(frozen=True)

    product_id: str
    question: str
    evidence: str


class AnswerRow(PublicRow):
    """A question's answer, in the words of a document."""

    model_config = ConfigDict(frozen=True)

    answer: str | None = None


def scenario_pairs(scenarios: Iterable[Scenario]) -> Iterator[Pair]:
    """Every question with every passage of its scenario."""
    for scenario in scenarios:
        for asked in scenario.questions:
            for number, passage in scenario.passages.items():
                mark = asked.marks.get(number)
                says = Says.OTHER if mark is None else Says.NEAR if mark == NEAR_MISS else Says.ANSWER
                side = SIDES.index(mark) if mark and mark in SIDES else NO_SIDE
                yield Pair(asked.text, passage.text, says, side)


def public_pairs(data: Path, lot: random.Random) -> list[Pair]:
    """The pairs of the public sets in the folder `data` (`EvalError` with what cannot be read)."""
    epqa = _set(data, "en_product_qa_epqa")
    unseen = {asked.product_id for asked in epqa.questions if second_half(asked.product_id or "")}
    return [
        *_epqa(epqa),
        *_subjqa(_set(data, "en_review_qa_subjqa"), _answers(data / "en_review_qa_subjqa"), lot),
        *_aspects(data / REVIEWS, lot),
        *_triples(data / "en_grounded_answers_hetpqa" / "triples.jsonl", unseen, lot),
        *_piaf(_set(data, "fr_qa_piaf"), _answers(data / "fr_qa_piaf"), lot),
        *_faq(_set(data, "fr_en_faq_parallel"), lot),
    ]


def _set(data: Path, name: str) -> PublicSet:
    return read_set(*(data / name / file for file in FILES))


def _answers(folder: Path) -> dict[str, str]:
    mistakes = Mistakes()
    found = {row.id: row.answer for row in read_rows(folder / FILES[1], AnswerRow, mistakes) if row.answer}
    mistakes.check()
    return found


def _epqa(given: PublicSet) -> Iterator[Pair]:
    texts = {document.id: document.text for document in given.documents}
    says = {2: Says.ANSWER, 1: Says.NEAR, 0: Says.OTHER}
    for asked in given.questions:
        if not second_half(asked.product_id or ""):
            for document, grade in given.grades.get(asked.id, {}).items():
                yield Pair(asked.text, texts[document], says[grade])


def _subjqa(given: PublicSet, answers: Mapping[str, str], lot: random.Random) -> Iterator[Pair]:
    """Sentences of the span annotators agree on, and some of reviews in which they found none."""
    texts = {document.id: sentences(document.text) for document in given.documents}
    for asked in given.questions:
        if asked.meta.get("domain") != FITTED_DOMAIN:
            continue
        answer = answers.get(asked.id, "")
        for document, grade in given.grades.get(asked.id, {}).items():
            if grade == 2 and answer:
                held = [one for one in texts[document] if _overlap(one, answer)]
                yield from (Pair(asked.text, one, Says.ANSWER) for one in held[:2])
            if grade == 0:
                yield from (Pair(asked.text, one, Says.OTHER) for one in _drawn(texts[document], 2, lot))


def _aspects(path: Path, lot: random.Random) -> Iterator[Pair]:
    """Hu & Liu: a sentence with the side of each aspect it judges, and sentences that do not speak of it."""
    mistakes = Mistakes()
    by_product: dict[str, list[tuple[str, MarkedSentence]]] = {}
    for row in read_rows(path, MarkedReviewRow, mistakes):
        if not second_half(row.product_id):
            by_product.setdefault(row.product_id, []).extend((s.text, s) for s in row.meta.sentences)
    mistakes.check()
    for marked in by_product.values():
        for text, sentence in marked:
            for mark in sentence.aspects:
                if mark.score:
                    question = lot.choice(ASPECTS).format(mark.aspect)
                    yield Pair(question, text, Says.ANSWER, 0 if mark.score > 0 else 1)
                    yield from _beside(question, mark.aspect, marked, lot)


def _beside(
    question: str, aspect: str, marked: Sequence[tuple[str, MarkedSentence]], lot: random.Random
) -> Iterator[Pair]:
    for text, sentence in _drawn(marked, 2, lot):
        words = text.split()
        named = any(mark.aspect == aspect for mark in sentence.aspects) or any(w in words for w in aspect.split())
        if len(words) > 3 and not named:
            yield Pair(question, text, Says.OTHER)


def _triples(path: Path, unseen: set[str | None], lot: random.Random) -> Iterator[Pair]:
    mistakes = Mistakes()
    rows = [row for row in read_rows(path, TripleRow, mistakes) if row.product_id not in unseen]
    mistakes.check()
    for row in rows:
        yield Pair(row.question, row.evidence, Says.ANSWER)
        yield Pair(row.question, lot.choice(rows).evidence, Says.OTHER)


def _piaf(given: PublicSet, answers: Mapping[str, str], lot: random.Random) -> Iterator[Pair]:
    """The sentence of a paragraph that holds the answer, and others of the same paragraph."""
    texts = {document.id: sentences(document.text) for document in given.documents}
    for asked in given.questions:
        own = texts[next(iter(given.grades[asked.id]))]
        held = [one for one in own if asked.id in answers and answers[asked.id] in one]
        if len(held) == 1:
            yield Pair(asked.text, held[0], Says.ANSWER)
            others = [one for one in own if one != held[0]]
            yield from (Pair(asked.text, one, Says.OTHER) for one in _drawn(others, 2, lot))


def _faq(given: PublicSet, lot: random.Random) -> Iterator[Pair]:
    """A question with its answer in the other language, and with other answers."""
    documents = {document.id: document for document in given.documents}
    for asked in given.questions:
        right = [documents[name] for name, grade in given.grades[asked.id].items() if grade > 0]
        other = [document for document in right if document.lang != asked.lang] or right
        yield from (Pair(asked.text, document.text, Says.ANSWER) for document in other[:1])
        wrong = [one for one in _drawn(given.documents, 2, lot) if one.id not in given.grades[asked.id]]
        yield from (Pair(asked.text, one.text, Says.OTHER) for one in wrong)


def sentences(text: str) -> list[str]:
    """Sentences of three words and more."""
    return [part.strip() for part in SENTENCE.split(text) if len(part.split()) >= 3]


def _overlap(sentence: str, answer: str) -> bool:
    one, two = sentence.casefold(), answer.casefold()
    return two[:30] in one or one[:30] in two


def _drawn(given: Sequence[Any], most: int, lot: random.Random) -> list[Any]:
    return lot.sample(list(given), min(most, len(given)))
