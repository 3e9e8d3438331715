"""The assembled answer: our few words, their own words, one honest limit."""

from collections.abc import Sequence
from datetime import date

from chat.answer import Citation, Sentence
from chat.intent import BRAND_FACTS, Intent
from chat.quoting import shown
from chat.wording import clock, month, quoted, rating, say
from data.records import Kind

YEARS = 2
"""An answer whose every proof is older says so."""


def sentences(citations: Sequence[Citation], intent: Intent, language: str) -> tuple[Sentence, ...]:
    """A first sentence that says who speaks, then one sentence for each citation."""
    return (Sentence(_opening(citations, intent, language)), *quotes(citations, language))


def quotes(citations: Sequence[Citation], language: str) -> tuple[Sentence, ...]:
    """One sentence for each citation: its words and who says them."""
    return tuple(_proof(citation, language) for citation in citations)


def limit(citations: Sequence[Citation], language: str, today: date) -> str | None:
    """The one reservation that matters most: one voice, all given the product, all old, all in the other language."""
    people = [c for c in citations if not c.by_brand]
    if not people:
        return None
    if len(people) == 1:
        return say("limit_one", language)
    if all(c.incentive for c in people):
        return say("limit_incentive", language)
    newest = max((c.published.year for c in people if c.published), default=None)
    if newest is not None and newest <= today.year - YEARS:
        return say("limit_old", language, year=newest + 1)
    if all(c.language == ("en" if language == "fr" else "fr") for c in people):
        return say("limit_language", language)
    return None


def _opening(citations: Sequence[Citation], intent: Intent, language: str) -> str:
    people = [c for c in citations if not c.by_brand and c.kind is not Kind.TRANSCRIPT]
    videos = [c for c in citations if c.kind is Kind.TRANSCRIPT]
    if intent in BRAND_FACTS:
        return say("brand_fact", language)
    if videos and (intent is Intent.SHOW_ME or not people):
        told = "videos" if intent is Intent.SHOW_ME else "on_video"
        return say(f"{told}_many" if len(videos) > 1 else told, language)
    if not people:
        return say("brand_only", language)
    return say("customers" if len(people) > 1 else "one_customer", language)


def _proof(citation: Citation, language: str) -> Sentence:
    quote = quoted(shown(citation), language)
    if citation.by_brand:
        text = say("brand_says", language, quote=quote)
    elif citation.kind is Kind.TRANSCRIPT:
        text = say(
            "video_says", language, time=clock(citation.start_s or 0), quote=quote, who=_creator(citation, language)
        )
    else:
        text = say("answer_says", language, quote=quote, who=_who(citation, language))
    return Sentence(text, (citation.number,))


def _who(citation: Citation, language: str) -> str:
    parts = [citation.author or say("anonymous", language)]
    if citation.kind is Kind.QUESTION:
        parts.append(say("community", language))
    if citation.rating is not None:
        parts.append(rating(citation.rating, language))
    if citation.verified:
        parts.append(say("verified", language))
    parts += _incentive(citation, language)
    parts.append(month(citation.published, language) if citation.published else say("undated", language))
    return ", ".join(parts)


def _creator(citation: Citation, language: str) -> str:
    parts = [*([citation.author] if citation.author else []), *_incentive(citation, language)]
    return f" ({', '.join(parts)})" if parts else ""


def _incentive(citation: Citation, language: str) -> list[str]:
    if not citation.incentive:
        return []
    return [say("sponsored" if citation.incentive == "sponsored" else "incentive", language)]
