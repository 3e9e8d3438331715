"""What the brand states of several products, one line each: prices, guarantees, delivery, returns, stock."""

from collections.abc import Sequence

from chat.answer import Outcome, Sentence
from chat.answers.brand_fact import BRAND
from chat.brand_facts import brand_value, by_price
from chat.draft import Draft
from chat.intent import Intent
from chat.sources import Sources
from chat.way import Way
from chat.wording import say
from data.products import Product
from data.spans import Span


def stated_of_each(way: Way, sources: Sources, product_ids: Sequence[str], fact: Intent, most: int) -> Draft | None:
    """A line for each product whose sheet states the fact, `most` at most; `None` where fewer than two do.

    Prices go up, or down where the dearest is asked for; other facts stay in the order of the products. A line cites
    the brand's record that holds its words, where one does.
    """
    sheets = [sheet for one in product_ids if (sheet := sources.catalogue.sheet(one))]
    stating = [sheet for sheet in sheets if brand_value(sheet, fact, way.language)]
    if len(stating) < min(2, len(product_ids)):
        return None
    chosen = by_price(stating, way.question) if fact is Intent.PRICE else stating
    found = {sheet.id: _holding(way, sources, sheet, fact) for sheet in chosen[:most]}
    citations = sources.cited([span for span in found.values() if span])
    lines = [
        Sentence(
            _line(sheet, fact, way.language),
            tuple(one.number for one in citations if span and one.record_id == span.record_id),
        )
        for sheet in chosen[:most]
        for span in [found[sheet.id]]
    ]
    return Draft(Outcome.ANSWERED, (Sentence(say("stated_each", way.language)), *lines), citations)


def _line(sheet: Product, fact: Intent, language: str) -> str:
    value = brand_value(sheet, fact, language) or ""
    if fact is Intent.STOCK:
        value = say(f"stock_{value}", language)
    elif fact is Intent.PRICE:
        value = f"{value}."
    return say("stated_of", language, product=sheet.title(language), value=value)


def _holding(way: Way, sources: Sources, sheet: Product, fact: Intent) -> Span | None:
    """The brand's own span that holds the words of a condition."""
    value = brand_value(sheet, fact, way.language)
    if fact in (Intent.PRICE, Intent.STOCK) or not value:
        return None
    hits = sources.searcher.search(value, way.language, sheet.id, BRAND, sources.pool)
    return next((hit.span for hit in hits if value in hit.span.text), None)
