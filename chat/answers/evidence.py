"""What customers and the brand say: the answer to a question about a product, and to "show me"."""

from collections.abc import Sequence

from chat.answer import Citation, Outcome, Sentence, Stance
from chat.answers.absence import absence, nearly
from chat.assembled import limit, quotes, sentences
from chat.counting import FEW, few
from chat.counting import counted as said_count
from chat.deciding import Decision, decision_features
from chat.draft import Draft
from chat.gate import Gate
from chat.intent import without_framing
from chat.opinion import asks_opinion
from chat.selection import (
    Proof,
    answering,
    beside_voices,
    like_the_shopper_first,
    own_language_first,
    select,
    without_doubtful,
)
from chat.sources import Sources
from chat.tally.tallier import TopicTally
from chat.way import Way
from chat.wording import say
from data.records import Kind
from data.spans import Span
from retrieval.filters import Filters
from retrieval.lexical import query_words

SHOW_ME = 0.6
"""A moment offered for a look claims less than an answer: the gate opens at this share of its probabilities."""
BESIDE = 0.6
"""Share of the best proof's probability that a further one needs: beside a sure answer, a doubtful one is noise."""
VIDEOS = Filters(kinds=frozenset({Kind.TRANSCRIPT}))


def product_question(way: Way, sources: Sources) -> Draft:
    """The count, proofs of both sides, a moment and the brand's word; near things or absence when nothing answers.

    Where nobody answers, what the brand's sheet states does.
    """
    proofs, counted = considered(way, sources)
    decision = sources.decision
    probability = _probability(way, decision)
    if probability >= decision.answered:
        passed = _passing(proofs, sources.gate)
        if counted and counted.voices and asks_opinion(way.question) and _counts(way, sources, counted):
            return _counted(way, sources, passed, counted)
        if passed:
            likeness = sources.alike(way, [proof.hit.about.record_id for proof in passed])
            return _assembled(way, sources, own_language_first(passed, way.language, likeness), counted)
    if stated := [proof for proof in proofs if proof.stated]:
        return _assembled(way, sources, stated, counted)
    near = [proof for proof in proofs if proof.probability >= min(sources.gate.proof, sources.gate.near)]
    return nearly(way, sources, near) if near and probability >= decision.near else absence(way, sources, proofs)


def _counts(way: Way, sources: Sources, counted: TopicTally) -> bool:
    """Whether a count says something to the question: its topic names it, or several say surely what answers it."""
    return sources.names_what_is_asked(way, counted) or answering(counted) > FEW


def considered(way: Way, sources: Sources) -> tuple[list[Proof], TopicTally | None]:
    """Every candidate and everyone on the topic; the figures a decision rests on go into the trace."""
    counted = sources.counted(way, way.product_id) if way.product_id else None
    proofs = sources.proofs(way, counted=counted)
    way.figures |= decision_features(proofs, counted)
    return proofs, without_doubtful(counted) if counted and len(counted.voices) <= FEW else counted


def _probability(way: Way, decision: Decision) -> float:
    """The probability that what was found answers the question."""
    probability = way.stage(
        "answerable",
        lambda: decision.probability(way.figures),
        lambda p: (f"{p:.2f}", f"answered from {decision.answered}, nearly from {decision.near}"),
    )
    way.figures["answerable"] = probability
    return probability


def show_me(way: Way, sources: Sources) -> Draft:
    """Moments of videos, different creators first."""
    gate = sources.gate.eased(SHOW_ME)
    return _judged(way, sources, sources.proofs(way, VIDEOS, wanted=without_framing(way.question), gate=gate), gate)


def _counted(way: Way, sources: Sources, passed: Sequence[Proof], counted: TopicTally) -> Draft:
    """The count first, then its best voices of each side, a moment and the brand's word."""
    shown, speaking = [proof.hit.about for proof in passed], [voice.about for voice in counted.voices]
    likeness = sources.alike(way, [about.record_id for about in (*shown, *speaking)])
    spans = way.stage(
        "selection",
        lambda: beside_voices(counted, passed, way.language, likeness),
        lambda chosen: (f"{len(chosen)} shown", "the surest voices of each side, a moment, the brand"),
    )
    citations = _cited(way, sources, spans, counted)
    tally = counted.told(way.language)
    about = sources.named(way, counted)
    heard = tuple(c.number for c in citations if c.record_id in tally.record_ids)
    opening = Sentence(said_count(tally, about, way.language), heard)
    several = sum(not citation.by_brand for citation in citations) > 1
    reserve = _apart(counted, way.language) or few(tally, way.language)
    reserve = reserve or (limit(citations, way.language, sources.today()) if several else None)
    said = (opening, *sources.people_alike(way, citations), *quotes(citations, way.language))
    reserve = reserve or (say("limit_counted", way.language) if tally.of > FEW else None)
    return Draft(Outcome.ANSWERED, said, citations, limit=reserve, tally=tally if tally.of > FEW else None)


def _apart(counted: TopicTally, language: str) -> str | None:
    """That some voices are not counted, where a burst of reviews is suspected."""
    if not counted.apart:
        return None
    return say("limit_suspected" if len(counted.apart) > 1 else "limit_suspected_one", language, n=len(counted.apart))


def _judged(
    way: Way, sources: Sources, proofs: Sequence[Proof], gate: Gate, counted: TopicTally | None = None
) -> Draft:
    best = max((proof.probability for proof in proofs), default=0.0)
    if best >= gate.threshold:
        passed = _passing(proofs, gate)
        likeness = sources.alike(way, [proof.hit.about.record_id for proof in passed])
        return _assembled(way, sources, like_the_shopper_first(passed, likeness), counted)
    near = [proof for proof in proofs if proof.probability >= gate.near]
    return nearly(way, sources, near) if near else absence(way, sources, proofs)


def _assembled(way: Way, sources: Sources, passed: Sequence[Proof], counted: TopicTally | None = None) -> Draft:
    chosen = way.stage(
        "selection",
        lambda: [proof.hit.span for proof in select(passed, way.intent)],
        lambda c: (f"{len(c)} shown", "one a voice, both sides"),
    )
    citations = _cited(way, sources, chosen, counted)
    opening, *quoted = sentences(citations, way.intent, way.language)
    said = (opening, *sources.people_alike(way, citations), *quoted)
    return Draft(Outcome.ANSWERED, said, citations, limit=limit(citations, way.language, sources.today()))


def _cited(way: Way, sources: Sources, spans: Sequence[Span], counted: TopicTally | None) -> tuple[Citation, ...]:
    wanted = {*query_words(way.question, way.language), *(counted.topic.words if counted else ())}
    stances: dict[str, Stance] = {v.about.record_id: v.stance for v in counted.voices} if counted else {}
    return sources.cited(spans, wanted, stances)


def _passing(proofs: Sequence[Proof], gate: Gate) -> list[Proof]:
    """The proofs that answer, and do so nearly as surely as the best."""
    passed = [proof for proof in proofs if proof.probability >= _needed(proof, gate)]
    best = max((proof.probability for proof in passed), default=0.0)
    return [proof for proof in passed if proof.probability >= BESIDE * best]


def _needed(proof: Proof, gate: Gate) -> float:
    """The probability a proof needs beside an answer; a stretch of talk needs that of an answer of its own."""
    return gate.threshold if proof.hit.about.kind is Kind.TRANSCRIPT else gate.proof
