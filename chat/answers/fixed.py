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
SAID_OTHERWISE: Final = {
    Intent.GREETING: {
        "greeting": re.compile(
            r"\b(?:bonjour|bjr|bonsoir|bsr|salut|slt|coucou|cc|hi+|hello|hey+|hiya|heya|howdy|yo|morning|"
            r"good (?:morning|evening|afternoon|day)|greetings)\b"
        ),
        "goodbye": re.compile(
            r"\b(?:au revoir|bonne (?:journee|soiree|nuit)|a (?:bientot|plus)|bye|goodbye|see (?:you|ya)|good night|"
            r"have a (?:nice|good|lovely) \w+)\b"
        ),
        "thanks": re.compile(r"\b(?:merci|mrc|thanks?|thx|ty|ta|cheers|appreciated)\b"),
        "noted": re.compile(r""),
    },
    Intent.UNSAFE: {
        "unsafe_people": ABOUT_PEOPLE,
        "unsafe_animal": re.compile(
            r"\b(?:chien(?:ne)?s?|chiots?|chat(?:te)?s?|chatons?|lapins?|animal|animaux|dogs?|pupp(?:y|ies)|"
            r"cats?|kittens?|rabbits?|hamsters?|pets?|veterinaire|vet)\b"
        ),
    },
    Intent.OFF_TOPIC: {
        "identity": re.compile(
            r"^\W*(?:(?:salut|bonjour|hi|hello),? )?(?:est.ce que )?"
            r"(?:t'?es|tu es|vous etes|etes.vous|es.tu|are (?:you|u)|am i (?:talking|speaking|chatting) (?:to|with)|"
            r"je parle a|c'est)\s(?:\w+ ){0,2}?"
            r"(?:robots?|bots?|chatbots?|humains?|humans?|personnes?|person|people|ia|ai|machine|quelqu'un)\b"
            r"(?:\s\w+){0,4}\W*$"
        ),
    },
}
"""What is said in the place of an intent's own words, by the first pattern found in the folded question."""
STATED: Final = 1
"""Statements of the brand shown beside a refusal, as something near that is no answer."""


def fixed(way: Way, sources: Sources) -> Draft:
    """The words of the intent; beside a refused question on a product, what the brand states near it."""
    key = _words(way)
    nearest: tuple[Citation, ...] = ()
    if way.intent is Intent.UNSAFE and way.product_id and key != "unsafe_people":
        proofs = [p for p in sources.proofs(way, BRAND) if p.probability >= sources.gate.near]
        nearest = sources.cited([proof.hit.span for proof in proofs[:STATED]])
    outcome = Outcome.ANSWERED if key == "identity" else FIXED[way.intent]
    return Draft(outcome, (Sentence(say(key, way.language)),), nearest=nearest)


def _words(way: Way) -> str:
    """The name of what is said."""
    folded = fold(way.question).replace("’", "'")
    patterns = SAID_OTHERWISE.get(way.intent, {})
    return next((name for name, pattern in patterns.items() if pattern.search(folded)), way.intent.value)
