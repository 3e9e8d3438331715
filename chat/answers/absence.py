"""Nothing answers: what was searched, the nearest thing, called that, and whom to ask."""

from collections.abc import Sequence

from chat.answer import Outcome, Sentence
from chat.assembled import quotes
from chat.draft import Draft
from chat.selection import Proof, select
from chat.sources import Sources
from chat.way import Way
from chat.wording import say, searched
from retrieval.lexical import query_words

CLOSE, NEAREST = 3, 2


def absence(way: Way, sources: Sources, proofs: Sequence[Proof]) -> Draft:
    """Nobody speaks of it: how much was looked through, and the nearest thing known."""
    counts = sources.catalogue.searched(way.product_id)
    nearest = sources.cited([p.hit.span for p in proofs[:NEAREST]], query_words(way.question, way.language))
    looked_through = searched(counts, way.language)
    said = say("no_evidence" if looked_through else "no_content", way.language, searched=looked_through)
    ask = Sentence(say("ask", way.language))
    return Draft(Outcome.NO_EVIDENCE, (Sentence(said), ask), nearest=nearest)


def nearly(way: Way, sources: Sources, near: Sequence[Proof]) -> Draft:
    """Nothing answers outright: what comes closest is quoted, and called that."""
    chosen = way.stage(
        "selection", lambda: select(near, way.intent)[:CLOSE], lambda c: (f"{len(c)} shown", "near, none answers")
    )
    citations = sources.cited([p.hit.span for p in chosen], query_words(way.question, way.language))
    opening, ask = Sentence(say("nearly", way.language)), Sentence(say("ask", way.language))
    return Draft(Outcome.PARTIAL, (opening, *quotes(citations, way.language), ask), citations)
