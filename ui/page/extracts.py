"""Exact words of reviews for listing pages: those that speak of the questions suggested, whatever their rating."""

from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from chat.answer import Citation
from chat.contract import AssistantLike
from chat.labels import date_labels, label, provenance_labels
from chat.wording import rating
from data.records import Kind

MOST: Final = 9
CANDIDATES: Final = 6
SHORTEST, LONGEST = 25, 240
"""Characters of an extract: less says little, more is read on the product's own page."""


@dataclass(frozen=True, slots=True)
class Extract:
    """One review's words with everything that has to stand beside them."""

    quote: str
    language: str
    by: str
    marks: tuple[str, ...]
    product_id: str
    product: str


def extracts(assistant: AssistantLike, product_ids: list[str], language: str) -> tuple[Extract, ...]:
    """Words of each product in turn, one voice once (`NotFoundError`: no such product)."""
    each = [_of_product(assistant, product_id, language) for product_id in product_ids]
    return tuple(extract for row in zip_longest(*each) for extract in row if extract)[:MOST]


def _of_product(assistant: AssistantLike, product_id: str, language: str) -> list[Extract]:
    product = assistant.product(product_id).product
    questions = assistant.suggestions(product.id, language)
    found = [assistant.evidence(product.id, question, CANDIDATES) for question in questions]
    chosen: dict[str | None, Citation] = {}
    for citation in (one for row in zip_longest(*found) for one in row if one):
        if citation.kind is Kind.REVIEW and SHORTEST <= len(citation.quote) <= LONGEST:
            chosen.setdefault(citation.author or citation.record_id, citation)
    # A stable order: what reads in the page's language first, the best proof first.
    ordered = sorted(chosen.values(), key=lambda citation: citation.language != language)
    return [_extract(citation, product.id, product.title(language), language) for citation in ordered]


def _extract(citation: Citation, product_id: str, product: str, language: str) -> Extract:
    name = citation.author or label("anonymous", language)
    stars = [rating(citation.rating, language)] if citation.rating is not None else []
    cut = ("[…] " if citation.cut_before else "", " […]" if citation.cut_after else "")
    marks = ("«\u00a0", "\u00a0»") if citation.language == "fr" else ("“", "”")
    return Extract(
        quote=marks[0] + cut[0] + citation.quote + cut[1] + marks[1],
        language=citation.language,
        by=" · ".join([name, *stars]),
        marks=(*provenance_labels(citation, language), *date_labels(citation, language)),
        product_id=product_id,
        product=product,
    )
