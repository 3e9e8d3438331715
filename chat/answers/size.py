"""Which size to take: what people like the shopper took and how it turned out, then the brand's own chart."""

import re
from collections.abc import Sequence
from dataclasses import fields

from chat.answer import Citation, Outcome, Sentence, SizeChoice, SizeSpread
from chat.answers.evidence import product_question
from chat.assembled import quotes
from chat.draft import Draft
from chat.selection import own_language_first
from chat.sizing.advice import SizeAdvice, Verdict, advise_from
from chat.sizing.body import Body, body_of, merged
from chat.sizing.sentences import AdviceSentence, Proof, advice_sentences
from chat.sizing.voices import Heard, voices_of
from chat.sources import Sources
from chat.way import Way
from data.records import Kind, Record
from data.spans import Span
from retrieval.filters import Filters
from retrieval.lexical import fold

BRAND = Filters(kinds=frozenset({Kind.FAQ}))
BRAND_SHOWN = 1
ASKED_OF_BRAND = {
    "fr": "Quelle taille ou pointure prendre ? Taille-t-il grand ou petit ?",
    "en": "Which size should I take? Does it run large or small?",
}
FEET = {
    "wide": {"fr": "Pied large.", "en": "Wide feet."},
    "narrow": {"fr": "Pied fin.", "en": "Narrow feet."},
}
SIZE_WORD = re.compile(r"\b(?:tailles?|pointures?|sizes?|sizing)\b")
SHOP = "shop"
"""What belongs to no product, such as a chart of sizes."""


def size(way: Way, sources: Sources) -> Draft:
    """The counted advice with similar reviewers; what customers say of the fit where nobody names a size."""
    if way.product_id is None:
        return product_question(way, sources)
    advice = way.stage("size", lambda: _advice(way, sources), lambda a: (a.verdict.value, _reason(a)))
    too_few = advice.verdict is Verdict.TOO_FEW
    if advice.verdict is Verdict.NOBODY or (too_few and not _of_a_body(way)):
        return product_question(way, sources)
    if advice.advised:
        way.figures["size_probability"] = _share(advice)
    told = advice_sentences(advice, way.language)
    people = list(dict.fromkeys(proof for sentence in told for proof in sentence.proofs))
    spans = [*_spans(people, sources), *_brand(way, sources, advice.body.foot_width)]
    citations = sources.cited(spans)
    return Draft(
        Outcome.PARTIAL if too_few else Outcome.ANSWERED,
        (*_said(told, citations), *quotes(citations, way.language)),
        citations,
        limit=next((sentence.text for sentence in told if sentence.limit), None),
        size=spread(advice),
    )


def spread(advice: SizeAdvice) -> SizeSpread:
    """The distribution behind an advice, in numbers of people."""
    choices = tuple(
        SizeChoice(c.step, c.size, len(c.suited), len(c.small), len(c.large), len(c.returned), len(c.unsaid))
        for c in advice.choices
    )
    records = tuple(dict.fromkeys(voice.record_id for voice in advice.counted))
    return SizeSpread(len(advice.counted), advice.step, advice.size, choices, records)


def _of_a_body(way: Way) -> bool:
    """Whether somebody is to be dressed: not whether a thing goes into another."""
    return bool(SIZE_WORD.search(fold(way.question)) or body_of(way.question, way.language))


def _share(advice: SizeAdvice) -> float:
    """Share of the voices counted for whom what is advised was right."""
    right = sum(
        len(choice.suited)
        for choice in advice.choices
        if (choice.step == advice.step if advice.step is not None else choice.size == advice.size)
    )
    return right / len(advice.counted)


def _advice(way: Way, sources: Sources) -> SizeAdvice:
    body = Body()
    for turn in way.conversation.turns:
        if turn.role == "shopper":
            body = merged(body_of(turn.text, way.language), body)
    return advise_from(body, _heard(way, sources))


def _heard(way: Way, sources: Sources) -> Heard:
    product_id = way.product_id or ""

    def read() -> Heard:
        records = list(sources.ledger.records(product_id))
        charts = [*sources.ledger.records(SHOP), *records]
        return voices_of(records, [record for record in charts if record.by_brand])

    return sources.catalogue.remembered(("size", product_id), read)


def _spans(proofs: Sequence[Proof], sources: Sources) -> list[Span]:
    records = sources.ledger.records_among([proof.record_id for proof in proofs])
    return [_span(proof, records[proof.record_id]) for proof in proofs if proof.record_id in records]


def _span(proof: Proof, record: Record) -> Span:
    cues = [cue for cue in record.cues if cue.start < proof.end and cue.end > proof.start]
    seconds = (cues[0].start_s, cues[-1].end_s) if cues else (None, None)
    return Span(record.id, proof.start, proof.end, record.text[proof.start : proof.end], *seconds)


def _brand(way: Way, sources: Sources, width: str | None) -> list[Span]:
    """The brand's own advice on sizes, where it gives one that answers; figures in the question lead astray."""
    asked = f"{ASKED_OF_BRAND[way.language]} {FEET.get(width or '', {}).get(way.language, '')}".strip()
    found = sources.proofs(way, BRAND, wanted=asked)
    telling = [p for p in found if p.probability >= sources.gate.proof and SIZE_WORD.search(fold(p.hit.span.text))]
    proofs = own_language_first(telling, way.language)
    return [proof.hit.span for proof in proofs[:BRAND_SHOWN]]


def _said(told: Sequence[AdviceSentence], citations: Sequence[Citation]) -> tuple[Sentence, ...]:
    numbers = {citation.record_id: citation.number for citation in citations}
    return tuple(
        Sentence(sentence.text, tuple(numbers[p.record_id] for p in sentence.proofs if p.record_id in numbers))
        for sentence in told
        if not sentence.limit
    )


def _reason(advice: SizeAdvice) -> str:
    given = ((one.name, getattr(advice.body, one.name)) for one in fields(Body) if one.name != "usual")
    told = [f"{name} {value}" for name, value in given if value]
    known = ", ".join([*told, *(f"usual size {size}" for size in advice.body.usual)])
    return (
        f"{len(advice.counted)} voices counted, {len(advice.others)} others; {known or 'nothing known of the shopper'}"
    )
