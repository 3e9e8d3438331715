"""What customers and the brand say: the answer to a question about a product, to an objection, and to "show me"."""

from collections.abc import Sequence

from chat.answer import Outcome
from chat.answers.absence import absence, nearly
from chat.assembled import limit, sentences
from chat.draft import Draft
from chat.gate import Gate
from chat.intent import without_framing
from chat.selection import Proof, select
from chat.sources import Sources
from chat.way import Way
from data.records import Kind
from retrieval.filters import Filters
from retrieval.lexical import query_words

SHOW_ME = 0.6
"""A moment offered for a look claims less than an answer: the gate opens at this share of its probabilities."""
UNHAPPY = Filters(kinds=frozenset({Kind.REVIEW}), max_rating=3)
VIDEOS = Filters(kinds=frozenset({Kind.TRANSCRIPT}))


def product_question(way: Way, sources: Sources) -> Draft:
    """Proofs of both sides, a moment and the brand's word; near things or absence when nothing answers."""
    return _judged(way, sources, sources.proofs(way), sources.gate)


def show_me(way: Way, sources: Sources) -> Draft:
    """Moments of videos, different creators first."""
    gate = sources.gate.eased(SHOW_ME)
    return _judged(way, sources, sources.proofs(way, VIDEOS, wanted=without_framing(way.question), gate=gate), gate)


def objection(way: Way, sources: Sources) -> Draft:
    """What those who rate it low say, the most telling first."""
    proofs = sorted(sources.proofs(way, UNHAPPY), key=lambda proof: -proof.hit.about.proof_score)
    return _assembled(way, sources, proofs) if proofs else absence(way, sources, proofs)


def _judged(way: Way, sources: Sources, proofs: Sequence[Proof], gate: Gate) -> Draft:
    best = max((proof.probability for proof in proofs), default=0.0)
    if best >= gate.threshold:
        return _assembled(way, sources, [proof for proof in proofs if proof.probability >= _needed(proof, gate)])
    near = [proof for proof in proofs if proof.probability >= gate.near]
    return nearly(way, sources, near) if near else absence(way, sources, proofs)


def _assembled(way: Way, sources: Sources, passed: Sequence[Proof]) -> Draft:
    chosen = way.stage(
        "selection", lambda: select(passed, way.intent), lambda c: (f"{len(c)} shown", "one a voice, both sides")
    )
    way.show(chosen)
    citations = sources.cited([proof.hit.span for proof in chosen], query_words(way.question, way.language))
    said = sentences(citations, way.intent, way.language)
    return Draft(Outcome.ANSWERED, said, citations, limit=limit(citations, way.language, sources.today()))


def _needed(proof: Proof, gate: Gate) -> float:
    """The probability a proof needs beside an answer; a stretch of talk needs that of an answer of its own."""
    return gate.threshold if proof.hit.about.kind is Kind.TRANSCRIPT else gate.proof
