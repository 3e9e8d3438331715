"""Questions with what the search found for them, judged by people: what the gate learns from and is measured on."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chat.followup import standalone
from chat.hit_features import Features, features
from chat.intent import without_framing
from data.records import Kind
from eval.public_records import NO_PRODUCT
from eval.public_sets import PublicSet, QuestionRow
from eval.questions import EvalQuestion
from eval.scenarios import SIDES, Scenario
from retrieval.filters import Filters
from retrieval.hits import Hit
from retrieval.search import Searcher

OWN, WRITTEN, MARKED, EPQA, SUBJQA = "own sets", "scenarios", "marked reviews", "ePQA", "SubjQA"
POOL = 16
"""As many hits as the assistant reads."""
SPARE = 3
"""A list needs as many hits left when its evidence is taken out."""
INTENTS = ("product_question", "size", "show_me")
"""Intents of our sets that the gate decides on."""
FITTED_DOMAIN, SAMPLE = "grocery", 110
"""The SubjQA domain the cross-encoder learns from, and the most questions of another domain and a side."""
VIDEOS = Filters(kinds=frozenset({Kind.TRANSCRIPT}))


@dataclass(frozen=True, slots=True)
class Case:
    """One question and its hits, best first; `values` and `right` have one entry a hit.

    `values` are its features, `right` whether it answers, `None` where nobody can tell.

    `made`: its evidence was taken out of the hits, so that what is left cannot answer. `held_out` cases are only
    measured on. Cases of one `group` never stand on both sides of a split.
    """

    source: str
    id: str
    group: str
    question: str
    language: str
    answerable: bool
    clear: bool
    held_out: bool
    hits: tuple[Hit, ...]
    values: tuple[Features, ...]
    right: tuple[bool | None, ...]
    made: bool = False


def own_cases(questions: Sequence[EvalQuestion], searcher: Searcher) -> Iterator[Case]:
    """Questions of our sets about a product, hand counts left out; their test half is held out."""
    for asked in questions:
        if asked.intent not in INTENTS or not asked.product_id or asked.tally or asked.variant_of:
            continue
        spoken, show_me = standalone(asked.conversation)[0], asked.intent == "show_me"
        text = without_framing(spoken) if show_me else spoken
        found = searcher.search(text, asked.language, asked.product_id, VIDEOS if show_me else None, POOL)
        hits = searcher.read(found, text)
        right = [hit.span.record_id in asked.acceptable for hit in hits]
        clear, given = asked.answerable != "partial", asked.answerable != "none"
        yield from _with_emptied(
            Case(
                OWN,
                asked.id,
                asked.id.partition("~")[0],
                text,
                asked.language,
                given,
                clear,
                asked.split == "test",
                tuple(hits),
                _values(text, asked.language, hits),
                tuple(right),
            )
        )


def scenario_cases(scenarios: Sequence[Scenario], searcher: Searcher, source: str = WRITTEN) -> Iterator[Case]:
    """Questions of scenarios the cross-encoder never learnt from; half of the products is held out here too."""
    for scenario in scenarios:
        for number, asked in enumerate(scenario.questions):
            hits = searcher.read(
                searcher.search(asked.text, asked.language, scenario.product_id, limit=POOL), asked.text
            )
            yield Case(
                source,
                f"{scenario.product_id}-{number}",
                scenario.product_id,
                asked.text,
                asked.language,
                any(mark in SIDES for mark in asked.marks.values()),
                True,
                second_half(scenario.product_id),
                tuple(hits),
                _values(asked.text, asked.language, hits),
                tuple(scenario.answers(asked, hit.span.record_id, hit.span.start, hit.span.end) for hit in hits),
            )


def epqa_cases(given: PublicSet, searcher: Searcher) -> Iterator[Case]:
    """Questions of ePQA inside the products the cross-encoder did not learn from. Helpful passages are neither."""
    marks: Mapping[int | None, bool | None] = {2: True, 0: False}
    for asked in given.questions:
        if not second_half(asked.product_id or ""):
            continue
        grades = given.grades.get(asked.id, {})
        product = asked.product_id or NO_PRODUCT
        hits = searcher.read(searcher.search(asked.text, "en", product, limit=POOL), asked.text)
        right = [marks.get(grades.get(hit.span.record_id)) for hit in hits]
        best = max(grades.values(), default=0)
        case = Case(
            EPQA,
            asked.id,
            product,
            asked.text,
            "en",
            best >= 2,
            best != 1,
            True,
            tuple(hits),
            _values(asked.text, "en", hits),
            tuple(right),
        )
        kept = [at for at, hit in enumerate(hits) if grades.get(hit.span.record_id, 0) == 0]
        yield from _with_emptied(case, kept)


def subjqa_cases(given: PublicSet, searcher: Searcher) -> Iterator[Case]:
    """Questions of SubjQA against the reviews that annotators read, and no others: only these are judged.

    The domain the cross-encoder learnt from is left out.
    """
    for asked in subjqa_sample(given.questions):
        if asked.meta.get("domain") == FITTED_DOMAIN:
            continue
        grades = given.grades.get(asked.id, {})
        found = searcher.search(asked.text, "en", asked.product_id or NO_PRODUCT, limit=10**6)
        hits = searcher.read([hit for hit in found if hit.span.record_id in grades], asked.text)
        right = [grades[hit.span.record_id] == 2 for hit in hits]
        yield Case(
            SUBJQA,
            asked.id,
            asked.product_id or NO_PRODUCT,
            asked.text,
            "en",
            bool(asked.answerable),
            True,
            True,
            tuple(hits),
            _values(asked.text, "en", hits),
            tuple(right),
        )


def subjqa_sample(questions: Sequence[QuestionRow]) -> list[QuestionRow]:
    """Questions on which annotators agree, of four products in nine, at most SAMPLE of each domain and side."""
    sides: dict[tuple[object, bool], list[QuestionRow]] = {}
    for asked in sorted(questions, key=lambda one: hashlib.sha256(one.id.encode()).digest()):
        agreed = asked.answerability in ("yes", "no")
        if agreed and hashlib.sha256((asked.product_id or "").encode()).digest()[2] % 9 < 4:
            sides.setdefault((asked.meta.get("domain"), bool(asked.answerable)), []).append(asked)
    return [asked for side in sides.values() for asked in side[:SAMPLE]]


def second_half(key: str) -> bool:
    """One half of all keys, always the same."""
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 1


def _with_emptied(case: Case, kept: Sequence[int] | None = None) -> Iterator[Case]:
    """The case, and the same with its evidence taken out: what is left is the nearest miss there can be."""
    if case.hits:
        yield case
    rest = [at for at, right in enumerate(case.right) if right is False] if kept is None else kept
    if any(case.right) and len(rest) >= SPARE:
        hits, values = tuple(case.hits[at] for at in rest), tuple(case.values[at] for at in rest)
        right = (False,) * len(rest)
        yield replace(case, answerable=False, clear=True, hits=hits, values=values, right=right, made=True)


def _values(question: str, language: str, hits: Sequence[Hit]) -> tuple[Features, ...]:
    return tuple(features(question, language, hit) for hit in hits)
