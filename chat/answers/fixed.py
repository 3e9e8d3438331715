"""Questions that reviews must not answer: careful words and a route to a person."""

import re
from typing import Final

from chat.answer import Citation, Outcome, Sentence
from chat.answers.brand_fact import BRAND
from chat.draft import Draft
from chat.intent import Intent
from chat.sources import Sources
from chat.way import Way
from chat.wording import say
from retrieval.lexical import fold

FIXED: Final = {
    Intent.UNSAFE: Outcome.REFUSED,
    Intent.OFF_TOPIC: Outcome.REFUSED,
    Intent.ORDER_SUPPORT: Outcome.HANDED_OVER,
    Intent.GREETING: Outcome.ANSWERED,
}
ABOUT_PEOPLE: Final = re.compile(
    r"\b(?:adresse|telephone|numero|mail|nom de famille|coordonnees|donnees|identite|habite|address|phone|number|"
    r"e-?mail|surname|last name|contact details|personal data|lives?)\b"
)
"""Words of a request for what the shop knows of somebody."""
STATED: Final = 1
"""Statements of the brand shown beside a refusal, as something near that is no answer."""


def fixed(way: Way, sources: Sources) -> Draft:
    """The words of the intent; beside a refused question on a product, what the brand states near it."""
    key = "unsafe_people" if way.intent is Intent.UNSAFE and _about_people(way.question) else way.intent.value
    nearest: tuple[Citation, ...] = ()
    if way.intent is Intent.UNSAFE and way.product_id and key == "unsafe":
        proofs = [p for p in sources.proofs(way, BRAND) if p.probability >= sources.gate.near]
        nearest = sources.cited([proof.hit.span for proof in proofs[:STATED]])
    return Draft(FIXED[way.intent], (Sentence(say(key, way.language)),), nearest=nearest)


def _about_people(question: str) -> bool:
    return bool(ABOUT_PEOPLE.search(fold(question)))
