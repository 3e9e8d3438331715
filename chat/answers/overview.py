"""What people make of a product as a whole: its stars, what they like and what they hold against it."""

from dataclasses import replace

from chat.answer import Outcome, Sentence, Stance
from chat.answers.evidence import product_question
from chat.assembled import quotes
from chat.complaints import Opinion, different, opinions_on
from chat.draft import Draft
from chat.sources import Sources
from chat.standing import mean_stars, rated_line, stars
from chat.understanding.overall import Overall, overall
from chat.way import Way
from chat.wording import say
from retrieval.cross_encoder import CrossEncoder

SHOWN = 4
EACH = 2
"""Quotes of one side where both are asked for."""
FEWEST = 2
"""Rated reviews from which their stars are told."""
READ = 24
"""Spans of each side that are read again with a cross-encoder, where there is one."""
WHOLE = "Is it a good product?"
SURELY = 0.6
"""Probability of a side, as it is read, from which a span is shown for it."""


def on_a_product(way: Way, sources: Sources) -> Draft:
    """A question on a product: on the whole of it, or on a point."""
    wanted = overall(way.question)
    if wanted is None or way.product_id is None:
        return product_question(way, sources)
    return overview(way, way.product_id, sources, wanted) or product_question(way, sources)


def overview(way: Way, product_id: str, sources: Sources, wanted: Overall) -> Draft | None:
    """Stars, then each side under its own line; `None` where nobody says what is good or bad."""
    shelf, encoder = sources.searcher.shelf(product_id), sources.searcher.cross_encoder
    remembered = sources.catalogue.remembered
    opinions = remembered(("opinions", product_id), lambda: opinions_on(shelf, sources.judge))

    def shown(side: Stance, count: int) -> list[tuple[Stance, Opinion]]:
        sure = remembered(("overview", side, product_id), lambda: _read_again(opinions[side][:READ], side, encoder))
        return [(side, one) for one in different(sure, way.language, count)]

    def chosen() -> list[tuple[Stance, Opinion]]:
        if wanted is Overall.LIKED:
            return shown(Stance.FOR, SHOWN)
        liked = shown(Stance.FOR, EACH)
        heard = {one.about.record_id for _, one in liked}
        return [*liked, *(told for told in shown(Stance.AGAINST, EACH) if told[1].about.record_id not in heard)]

    reason = "most surely for or against, one a voice"
    found = way.stage("overview", chosen, lambda told: (f"{len(told)} shown", reason))
    sides = {one.about.record_id: side for side, one in found}
    citations = sources.cited([one.span for _, one in found], (), sides)
    if not citations:
        return None
    lines: list[Sentence] = []
    rated, high, low = stars(shelf.about)
    if rated >= FEWEST:
        mean = f"{mean_stars(shelf.about):.1f}".replace(".", "," if way.language == "fr" else ".")
        lines.append(Sentence(say("stars", way.language, mean=mean, rated=rated_line(rated, high, low, way.language))))
    quoted = [*zip(quotes(citations, way.language), citations, strict=True)]
    for side, opening in ((Stance.FOR, "liked"), (Stance.AGAINST, "objections")):
        if own := [line for line, citation in quoted if sides[citation.record_id] is side]:
            lines += [Sentence(say(opening, way.language)), *own]
    return Draft(Outcome.ANSWERED, tuple(lines), citations)


def _read_again(found: tuple[Opinion, ...], side: Stance, encoder: CrossEncoder | None) -> tuple[Opinion, ...]:
    """Those a cross-encoder too reads as good, or as bad; the surest first."""
    if encoder is None or not found:
        return found
    sides = encoder.scores(WHOLE, [one.span.text for one in found]).sides[:, 0 if side is Stance.FOR else 1].tolist()
    sure = [replace(one, weight=one.weight + p) for one, p in zip(found, sides, strict=True) if p >= SURELY]
    return tuple(sorted(sure, key=lambda one: -one.weight))
