"""Several products side by side: each with its own count on the topic, or its stars, and its best proofs."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.answer import Citation, Outcome, Sentence, Standing
from chat.answers.absence import absence
from chat.answers.evidence import product_question
from chat.answers.stated import stated_of_each
from chat.assembled import quotes
from chat.brand_facts import fact_compared
from chat.draft import Draft
from chat.intent import Intent
from chat.selection import beside_voices
from chat.sources import Sources
from chat.standing import lower_bound, standing_line, stars
from chat.tally.tallier import TopicTally
from chat.topics.topic import topic_of
from chat.understanding.products import products_of_kind, without_products
from chat.understanding.recognition import asks_for_ratings
from chat.way import Way
from chat.wording import say
from data.spans import Span
from retrieval.lexical import query_words

MOST = 4
"""Products one comparison holds."""
SUGGESTED = 3
"""Products offered for a question on the whole shop."""
EACH = 2
"""Proofs of each product, one of each side where there are two."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """One product, its rated reviews (all, happy, unhappy), who speaks of the topic, and the spans to quote."""

    product_id: str
    stars: tuple[int, int, int]
    counted: TopicTally | None
    spans: tuple[Span, ...]


def compare(way: Way, sources: Sources) -> Draft:
    """The products the question names side by side; without two of them, which products answer it best."""
    named = list(way.products)
    if way.product_id and way.product_id not in named and len(named) < MOST:
        named.insert(0, way.product_id)
    if len(named) < 2 and way.product_id:
        return product_question(way, sources)
    if len(named) < 2:
        return which_product(way, sources)
    fact, of = fact_compared(way.question), way.products if len(way.products) > 1 else named
    if fact and (stated := stated_of_each(way, sources, of, fact, MOST)):
        return stated
    asked = None if asks_for_ratings(way.question) else _without_names(way, sources)
    beside = way.stage(
        "comparison",
        lambda: [_beside(way, sources, product_id, asked) for product_id in named[:MOST]],
        lambda found: (", ".join(one.product_id for one in found), "named in the question, and the page's own"),
    )
    return _drafted(way, sources, beside, "compared")


def which_product(way: Way, sources: Sources) -> Draft:
    """The products whose customers speak best of what is asked, the best founded first; by their prices, if asked."""
    sheets = sources.catalogue.shelves().sheets
    kind = products_of_kind(way.question, list(sheets.values()))
    if fact_compared(way.question) is Intent.PRICE and (
        stated := stated_of_each(way, sources, kind or [*sheets], Intent.PRICE, SUGGESTED)
    ):
        return stated
    proofs = sources.proofs(way)
    passed = [p for p in proofs if p.probability >= sources.gate.proof]
    found = [one for one in dict.fromkeys(p.hit.about.product_id for p in passed) if not kind or one in kind]
    found = list(dict.fromkeys([*found, *kind]))[: 2 * SUGGESTED]
    if not found:
        return absence(way, sources, proofs)
    # a word of some product's name may be what is asked: "dry skin", where there is a "Skin Balm"
    topic = topic_of(_without_names(way, sources), way.language)
    asked = _without_names(way, sources) if topic and topic.name else way.question
    beside = way.stage(
        "comparison",
        lambda: sorted((_beside(way, sources, one, asked) for one in found), key=_best_founded)[:SUGGESTED],
        lambda chosen: (", ".join(one.product_id for one in chosen), "lower bound of the share in favour"),
    )
    return _drafted(way, sources, beside, "suggested")


def _without_names(way: Way, sources: Sources) -> str:
    """What the question asks of the products, without their names."""
    return without_products(way.question, list(sources.catalogue.shelves().sheets.values()))


def _beside(way: Way, sources: Sources, product_id: str, asked: str | None) -> _Beside:
    counted = sources.counted(way, product_id, asked) if asked else None
    spans = beside_voices(counted, (), way.language)[:EACH] if counted else []
    return _Beside(product_id, stars(sources.searcher.shelf(product_id).about), counted, tuple(spans))


def _best_founded(one: _Beside) -> tuple[float, str]:
    return -(lower_bound(one.counted.told("en")) if one.counted else 0.0), one.product_id


def _drafted(way: Way, sources: Sources, beside: Sequence[_Beside], opening: str) -> Draft:
    """A line for each product, then its proofs; absence where nobody says anything of any of them."""
    topical = any(one.counted and one.counted.voices for one in beside)
    stances = {v.about.record_id: v.stance for one in beside if one.counted for v in one.counted.voices}
    citations = sources.cited(
        [span for one in beside for span in one.spans], query_words(way.question, way.language), stances
    )
    standings = [_standing(one, way, sources, citations, topical=topical) for one in beside]
    if not topical and not any(standing.rated for standing in standings):
        return absence(way, sources, [])
    lines = [Sentence(standing_line(standing, way.language), standing.citations) for standing in standings]
    said = (Sentence(say(opening, way.language)), *lines, *quotes(citations, way.language))
    return Draft(Outcome.ANSWERED, said, citations, standings=tuple(standings))


def _standing(one: _Beside, way: Way, sources: Sources, citations: Sequence[Citation], *, topical: bool) -> Standing:
    own = {span.record_id for span in one.spans}
    numbers = tuple(citation.number for citation in citations if citation.record_id in own)
    tally = one.counted.told(way.language) if topical and one.counted else None
    return Standing(one.product_id, sources.catalogue.name(one.product_id, way.language), tally, *one.stars, numbers)
