"""Questions that reviews must not answer: careful words and a route to a person."""

from chat.answer import Outcome, Sentence
from chat.draft import Draft
from chat.intent import Intent
from chat.sources import Sources
from chat.way import Way
from chat.wording import say

FIXED = {
    Intent.UNSAFE: Outcome.REFUSED,
    Intent.OFF_TOPIC: Outcome.REFUSED,
    Intent.ORDER_SUPPORT: Outcome.HANDED_OVER,
    Intent.GREETING: Outcome.ANSWERED,
}


def fixed(way: Way, _: Sources) -> Draft:
    """The words of the intent, citing nothing."""
    return Draft(FIXED[way.intent], (Sentence(say(way.intent.value, way.language)),))
