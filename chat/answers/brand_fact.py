"""Price, stock and conditions: from brand data only, else handed over."""

import re
from typing import Final

from chat.answer import Outcome, Sentence
from chat.assembled import sentences
from chat.brand_facts import brand_sentence, brand_value
from chat.draft import Draft
from chat.intent import Intent
from chat.selection import own_language_first
from chat.sizing.roles import sized
from chat.sources import Sources
from chat.understanding.intent_words import plain
from chat.way import Way
from chat.wording import say
from data.records import Kind
from retrieval.filters import Filters

BRAND = Filters(kinds=frozenset({Kind.PRODUCT, Kind.FAQ}))
SHOWN = 2
SIZE_WORD: Final = re.compile(r"\b(?:tailles?|pointures?|sizes?)\b")


def brand_fact(way: Way, sources: Sources) -> Draft:
    """What the sheet states, quoted where a record of the brand holds it; else what the brand's FAQ answers."""
    sheet = sources.catalogue.sheet(way.product_id)
    if sheet and sheet.sizes and way.intent is Intent.STOCK and _asks_for_a_size(way.question, way.language):
        # whether the product is in stock says nothing of one of its sizes
        return Draft(Outcome.ANSWERED, (Sentence(say("sizes", way.language, sizes=", ".join(sheet.sizes))),))
    proofs = sources.proofs(way, BRAND)
    stated = brand_value(sheet, way.intent, way.language) if sheet else None
    own = [proof for proof in proofs if stated and stated in proof.hit.span.text][:1]
    passed = [proof for proof in proofs if not stated and proof.probability >= sources.gate.proof]
    lines = [proof for proof in passed if proof.stated]
    chosen = own or lines or own_language_first(passed, way.language)
    citations = sources.cited([proof.hit.span for proof in chosen[:SHOWN]])
    if citations:
        return Draft(Outcome.ANSWERED, sentences(citations, way.intent, way.language), citations)
    if stated:
        return Draft(Outcome.ANSWERED, (Sentence(brand_sentence(stated, way.intent, way.language)),))
    return Draft(Outcome.HANDED_OVER, (Sentence(say("no_brand_data", way.language)),))


def _asks_for_a_size(question: str, language: str) -> bool:
    """Whether a question on stock names a size."""
    return bool(sized(question, language)) or bool(SIZE_WORD.search(plain(question)))
