"""The page again for machines, as schema.org JSON-LD: only what the page itself shows, word for word."""

import json
from typing import Any, Final

from markupsafe import Markup

from ui.page.formats import MACHINE_STOCKS
from ui.page.view import PageView, Said

# Inside a script element only these could end it or begin another; in JSON they may stand as escapes.
ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def linked_data(view: PageView, language: str) -> Markup:
    """The JSON of the product with the reviews shown, and of the brand's questions and answers shown."""
    nodes = [_product(view, language), *([_questions(view)] if view.asked_first else [])]
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False)
    return Markup(text.translate(ESCAPES))  # noqa: S704 - nothing left in it can be markup


def _product(view: PageView, language: str) -> dict[str, Any]:
    product, reviews = view.product, view.reviews
    node: dict[str, Any] = {
        "@type": "Product",
        "sku": product.card.id,
        "name": product.card.title,
        "brand": {"@type": "Brand", "name": product.card.brand} if product.card.brand else None,
        "description": product.description,
        "inLanguage": language,
        "url": product.url,
        "offers": _offer(view),
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": round(reviews.average, 2),
            "ratingCount": reviews.rated,
            "reviewCount": reviews.total,
            "bestRating": 5,
            "worstRating": 1,
        }
        if reviews.average is not None
        else None,
        "review": [_review(said) for said in reviews.shown],
    }
    return {key: value for key, value in node.items() if value not in (None, [])}


def _offer(view: PageView) -> dict[str, Any] | None:
    product = view.product
    if product.amount is None:
        return None
    offer = {"@type": "Offer", "price": product.amount, "priceCurrency": product.currency}
    return offer | ({"availability": MACHINE_STOCKS[product.stock_key]} if product.stock_key else {})


def _review(said: Said) -> dict[str, Any]:
    review: dict[str, Any] = {
        "@type": "Review",
        "author": {"@type": "Person", "name": said.name},
        "reviewBody": said.text,
        "inLanguage": said.language,
        "datePublished": said.published.isoformat() if said.published else None,
        "reviewRating": {"@type": "Rating", "ratingValue": said.score, "bestRating": 5, "worstRating": 1}
        if said.score is not None
        else None,
    }
    return {key: value for key, value in review.items() if value is not None}


def _questions(view: PageView) -> dict[str, Any]:
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": said.title,
                "inLanguage": said.language,
                "acceptedAnswer": {"@type": "Answer", "text": said.text},
            }
            for said in view.asked_first
        ],
    }
