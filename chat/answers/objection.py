"""What people hold against a product: how many rate it low, and the complaints that tell most."""

import re
from typing import Final

from chat.answer import Outcome, Sentence, Stance
from chat.answers.absence import absence
from chat.answers.evidence import product_question
from chat.answers.overview import overview
from chat.assembled import quotes
from chat.complaints import different, opinions_on
from chat.draft import Draft
from chat.intent import Intent
from chat.sources import Sources
from chat.standing import stars
from chat.topics.topic import topic_of
from chat.understanding.intent_words import matched
from chat.understanding.overall import Overall
from chat.way import Way
from chat.wording import say
from retrieval.lexical import fold, query_words

SHOWN = 4
FRAMING: Final = re.compile(
    r"\b(?:quels?|quelles?|sont|les?|des?|c|c'est|koi|quoi|points? (?:faibles?|negatifs?)|negatifs?|"
    r"defauts?|inconvenients?|problemes?|reproch\w*|critiqu\w*|plaintes?|plaign\w*|decu\w*|mauvais\w*|avis|clients?|gens|pourquoi|renvo\w*|"
    r"what|do|does|did|people|customers?|they|are|is|the|any|there|complain\w*|about|downsides?|drawbacks?|weak\w*|"
    r"points?|issues?|problems?|wrong|bad|negatives?|reviews?|dislike\w*|hate\w*|disappoint\w*|with|why|return\w*|"
    r"stars?|etoiles?|une?|one|two|deux|some|certains?|give[ns]?|gave|donn\w*|mettent|mis|most|main|principa\w*|note\w*|"
    r"basses?|low|rat\w*|it|this|ca|honne\w*|honest\w*|really|vraiment|tell|me|moi|dis|dites|"
    r"don|dont|doesn|didn|t|not|like[sd]?|n|pas|aim\w*|plai[st]\w*|qu|que|qui|est|ce)\b"
)
"""Words that ask for complaints as such and name none, folded."""


def objection(way: Way, sources: Sources) -> Draft:
    """The most telling complaints of every review; a complaint that is named is asked about like any topic.

    Words that may name one, and name no topic, are asked about first, and answered where anything does.
    """
    topic = topic_of(FRAMING.sub(" ", fold(way.question)), way.language)
    if way.product_id is None or (topic and topic.name):
        return product_question(way, sources)
    if topic and (named := product_question(way, sources)).outcome is Outcome.ANSWERED:
        return named
    asked_for = any(pattern.intent is Intent.OBJECTION for pattern in matched(way.question))
    # where no word asks for complaints, whatever the model makes of the question, both sides are told
    if not asked_for and (both := overview(way, way.product_id, sources, Overall.BOTH)):
        return both
    shelf = sources.searcher.shelf(way.product_id)
    opinions = sources.catalogue.remembered(("opinions", way.product_id), lambda: opinions_on(shelf, sources.judge))
    found = opinions[Stance.AGAINST]
    chosen = way.stage(
        "complaints",
        lambda: different(found, way.language, SHOWN),
        lambda shown: (f"{len(shown)} shown of {len(found)}", "most surely against, one a voice, no two alike"),
    )
    if not chosen:
        return absence(way, sources, [])
    rated, _, low = stars(shelf.about)
    stances = {one.about.record_id: Stance.AGAINST for one in chosen}
    citations = sources.cited([one.span for one in chosen], query_words(way.question, way.language), stances)
    opening = opened(rated, low, way.language)
    return Draft(Outcome.ANSWERED, (Sentence(opening), *quotes(citations, way.language)), citations)


def opened(rated: int, low: int, language: str) -> str:
    """The sentence before the complaints: how many of the rated reviews give one or two stars."""
    if rated <= 1:
        return say("objections", language)
    numbered = {0: "objections_none", 1: "objections_one"}
    return say(numbered.get(low, "objections_counted"), language, low=low, of=rated)
