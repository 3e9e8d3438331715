"""What is on each product's shelf: how many records of each kind, the mean rating, questions they answer."""

from typing import Final

from chat.contract import ProductSummary
from chat.planted import planted
from chat.wording import SUGGESTIONS
from data.ledger import Ledger
from data.products import Product
from data.records import Kind, Record

LONGEST: Final = 90


def summaries(ledger: Ledger) -> list[ProductSummary]:
    """Every product with a sheet or with records, by id."""
    counts = ledger.counts()
    sheets = {product.id: product for product in ledger.products()}
    return [
        ProductSummary(
            sheets.get(product_id) or Product(product_id, {}),
            {kind.value: count for kind, count in counts.get(product_id, {}).items()},
            mean_rating(ledger, product_id),
        )
        for product_id in sorted(sheets.keys() | counts.keys())
    ]


def mean_rating(ledger: Ledger, product_id: str) -> float | None:
    """Mean of the ratings of a product's served reviews, `None` without any."""
    ratings = [r.rating for r in ledger.records(product_id, [Kind.REVIEW]) if r.rating is not None]
    return round(sum(ratings) / len(ratings), 2) if ratings else None


def suggestions(ledger: Ledger, product_id: str, language: str, count: int = 3) -> tuple[str, ...]:
    """Questions that were really asked about the product and answered, best proof first; else general ones."""
    asked = [
        record
        for record in ledger.records(product_id, [Kind.QUESTION, Kind.FAQ])
        if record.language == language and record.title and _fit_to_ask(record.title)
    ]
    titles = [_asked(record.title) for record in sorted(asked, key=_usefulness) if record.title]
    return tuple(dict.fromkeys([*titles, *SUGGESTIONS[language]]))[:count]


def _fit_to_ask(title: str) -> bool:
    """Whether a question somebody asked may be offered to others: short, asked, and nothing planted in it."""
    return len(title) <= LONGEST and "?" in title and planted(title) is None


def _asked(title: str) -> str:
    """As far as it asks: what somebody said after their question is offered to nobody as a question."""
    return title[: title.rindex("?") + 1]


def _usefulness(record: Record) -> tuple[float, str]:
    return (-record.proof_score, record.id)
