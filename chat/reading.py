"""What the last message of a conversation means: standing alone, its intent, who asks, of which product; its parts."""

import re
from collections.abc import Sequence
from dataclasses import replace

from chat.answers.fixed import FIXED
from chat.brand_facts import fact_compared
from chat.conversation import Conversation, Turn
from chat.followup import standalone, without_opening
from chat.intent import BRAND_FACTS, Intent
from chat.sources import Sources
from chat.topics.topic import topic_of
from chat.understanding.choices import chosen_of
from chat.understanding.intent_model import fitted_intents
from chat.understanding.parts import parts_of
from chat.understanding.products import products_compared, products_named, without_products
from chat.understanding.recognition import Recognised, recognise_last
from chat.understanding.shopper import profile_of, profile_told
from chat.way import Way
from data.languages import question_language
from data.products import Product

WHOLE = frozenset({*FIXED, Intent.COMPARE})
"""Intents of which no part is answered by itself."""
OF_ONE = frozenset({Intent.PRODUCT, Intent.SIZE, Intent.OBJECTION, Intent.SHOW_ME}) | BRAND_FACTS
"""Intents that a product named on no product's page makes questions about it."""
THAN = re.compile(r"\b(?:than|que|qu)\b", re.IGNORECASE)
"""The page's product is compared with the one that is named."""
CHOICE = re.compile(
    r"\b(?:ou|or|et|and|vs|versus|entre|between|moins|plus|less|more|\w+(?:er|est) than|cheap\w+)\b", re.I
)
"""Products named beside the page's own are compared with it; else one may be a part: "le sac de la tente"."""


def understood(conversation: Conversation, product_id: str | None, sources: Sources) -> Way:
    """A way with the question standing alone, its intent, what the shopper told and the products meant."""
    language = conversation.language or question_language(conversation.question, conversation.earlier)
    way = Way(replace(conversation, language=language), product_id, language)
    way.question = way.stage("question", lambda: standalone(way.conversation), lambda s: s)[0]
    sheets = list(sources.catalogue.shelves().sheets.values())
    meant = product_meant(way.conversation, way.question, sheets, product_id)
    found = way.stage("intent", lambda: _recognised(way, sources, meant), lambda told: (told.intent.value, told.reason))
    way.intent = found.intent
    fact = _fact_of_others(way, sheets)
    if fact:
        way.intent = way.stage("fact", lambda: fact[0], lambda of: (of.value, "what the brand states of what is named"))
        meant = fact[1] or meant
    if meant and (product_id or way.intent in OF_ONE):
        way.moved = True
        way.product_id = way.stage("product", lambda: meant, lambda one: (str(one), "named in the message"))
    way.profile = way.stage("profile", lambda: profile_of(way.conversation), profile_told)
    if way.intent is Intent.COMPARE:
        way.products = products_compared(way.conversation, sheets, product_id)
    return way


def _fact_of_others(way: Way, sheets: Sequence[Product]) -> tuple[Intent, str | None] | None:
    """Intent and product of a brand fact asked of other products than the page's; `None` where it is the page's own.

    The price of the page's own product would be a false one.
    """
    fact = fact_compared(way.question) if way.intent in BRAND_FACTS or way.intent is Intent.PRODUCT else None
    if not fact and way.intent not in BRAND_FACTS:
        return None
    named = products_named(way.conversation.question, sheets)
    beside = bool(named) and named[0] != way.product_id
    several = len(named) > 1 and (way.product_id not in named or CHOICE.search(way.question))
    if fact and (several or (beside and way.product_id and THAN.search(way.question))):
        return Intent.COMPARE, None
    if not beside or len(named) > 1:
        return None
    asked = fact if way.intent is Intent.PRODUCT and fact in (Intent.PRICE, Intent.WARRANTY) else way.intent
    return (asked, named[0]) if asked in BRAND_FACTS else None


def product_meant(
    conversation: Conversation, question: str, sheets: Sequence[Product], product_id: str | None
) -> str | None:
    """The one product a message is about where it is not the page's; `None` where it is, or where none is sure.

    On no product's page that is the only one named. On a page it is another one that a follow-up names and says nothing
    else, "et le matelas ?", or that "the second one" stands for.
    """
    own = conversation.question
    if chosen_of(own, conversation.earlier):
        named = products_named(f"de {question}", sheets)  # a name that opens a sentence is no plain word behind "de"
    elif product_id is None:
        named = products_named(own, sheets) or products_named(question, sheets)
    else:
        rest = without_opening(own)
        alone = rest != own and bool(conversation.earlier) and not without_products(rest, sheets)
        named = products_named(rest, sheets) if alone else ()
    return named[0] if len(named) == 1 and named[0] != product_id else None


def ways_of_parts(way: Way, sources: Sources) -> tuple[Way, ...]:
    """One way for each of two questions asked at once; empty where there is one, or where they are about one thing."""
    own = way.conversation.question
    texts = parts_of(own) if way.question == own and way.product_id and way.intent not in WHOLE else ()
    if len(texts) < 2:
        return ()
    parts = tuple(_part(way, text, sources) for text in texts)
    intents = {part.intent for part in parts}
    if intents & WHOLE or (len(intents) == 1 and not _on_different_topics(parts)):
        return ()
    way.stage("parts", lambda: parts, lambda two: (f"{len(two)} questions", " · ".join(part.question for part in two)))
    return parts


def _part(way: Way, text: str, sources: Sources) -> Way:
    turns = (*way.conversation.turns[:-1], Turn("shopper", text))
    part = Way(replace(way.conversation, turns=turns), way.product_id, way.language, text, profile=way.profile)
    part.intent = _recognised(part, sources, None).intent
    return part


def _on_different_topics(parts: Sequence[Way]) -> bool:
    topics = [topic_of(part.question, part.language) for part in parts]
    names = [topic.name for topic in topics if topic and topic.name]
    return len(names) == len(parts) == len(set(names))


def _recognised(way: Way, sources: Sources, meant: str | None) -> Recognised:
    model = fitted_intents(sources.searcher.model_id)
    vector = sources.searcher.embedded(way.question) if model else None
    alone = way.product_id is None and meant is None
    return recognise_last(way.conversation.question, way.question, model, vector, shop_wide=alone)
