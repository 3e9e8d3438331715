"""What people make of a product as a whole: its stars, what they like and what they hold against it."""

from chat.answer import Outcome, Sentence, Stance
from chat.answers.evidence import product_question
from chat.assembled import quotes
from chat.complaints import Complaint, complaints_on, different, praise_on
from chat.draft import Draft
from chat.sources import Sources
from chat.standing import mean_stars, stars
from chat.understanding.overall import Overall, overall
from chat.way import Way
from chat.wording import say

SHOWN = 4
EACH = 2
"""Quotes of one side where both are asked for."""
FEWEST = 2
"""Rated reviews from which their stars are told."""


def on_a_product(way: Way, sources: Sources) -> Draft:
    """A question on a product: on the whole of it, or on a point."""
    wanted = overall(way.question)
    if wanted is None or way.product_id is None:
        return product_question(way, sources)
    return _overview(way, sources, wanted) or product_question(way, sources)


def _overview(way: Way, sources: Sources, wanted: Overall) -> Draft | None:
    """Stars, then each side under its own line; `None` where nobody says what is good or bad."""
    shelf = sources.searcher.shelf(way.product_id)
    sides = {Stance.FOR: praise_on, Stance.AGAINST: complaints_on}
    if wanted is Overall.LIKED:
        del sides[Stance.AGAINST]
    each = SHOWN if len(sides) == 1 else EACH
    shown: dict[Stance, list[Complaint]] = {
        side: different(
            sources.catalogue.remembered((side.value, way.product_id), lambda read=read: read(shelf, sources.judge)),
            way.language,
            each,
        )
        for side, read in sides.items()
    }
    found = [(side, one) for side, of in shown.items() for one in of]
    if not found:
        return None
    way.stage("overview", lambda: found, lambda told: (f"{len(told)} shown", "most surely for or against, one a voice"))
    citations = sources.cited([one.span for _, one in found], (), {one.about.record_id: side for side, one in found})
    lines: list[Sentence] = []
    rated, high, low = stars(shelf.about)
    if rated >= FEWEST:
        mean = f"{mean_stars(shelf.about):.1f}"
        mean = mean.replace(".", ",") if way.language == "fr" else mean
        lines.append(Sentence(say("stars", way.language, mean=mean, of=rated, high=high, low=low)))
    quoted = quotes(citations, way.language)
    for side, opening in ((Stance.FOR, "liked"), (Stance.AGAINST, "objections")):
        if own := [line for line, (of, _) in zip(quoted, found, strict=True) if of is side]:
            lines += [Sentence(say(opening, way.language)), *own]
    return Draft(Outcome.ANSWERED, tuple(lines), citations)
