"""How one product stands beside others: voices on the topic asked about, and the stars of its reviews."""

from collections.abc import Iterable

from chat.answer import Standing, Tally
from chat.counting import counted_shortly
from data.records import Kind
from retrieval.filters import RecordFacts

HIGH, LOW = 4.0, 2.0
"""Stars from which a review is happy, and up to which it is not."""

SAID = {
    "rated": {
        "fr": "{of} avis notés, {high} à 4 ou 5 étoiles, {low} à 1 ou 2",
        "en": "{of} rated reviews, {high} with 4 or 5 stars, {low} with 1 or 2",
    },
    "rated_one": {
        "fr": "1 avis noté, {high} à 4 ou 5 étoiles, {low} à 1 ou 2",
        "en": "1 rated review, {high} with 4 or 5 stars, {low} with 1 or 2",
    },
    "unrated": {"fr": "aucun avis noté", "en": "no rated review"},
}


def stars(about: Iterable[RecordFacts]) -> tuple[int, int, int]:
    """How many reviews are rated, how many of them are happy, how many unhappy; each review once."""
    ratings = _ratings(about)
    return len(ratings), sum(rating >= HIGH for rating in ratings), sum(rating <= LOW for rating in ratings)


def mean_stars(about: Iterable[RecordFacts]) -> float:
    """The mean of the ratings of at least one rated review, each review once."""
    ratings = _ratings(about)
    return sum(ratings) / len(ratings)


def standing_line(standing: Standing, language: str) -> str:
    """One line of a comparison: the product's name, and the voices on the topic or else the stars."""
    colon = "\u00a0: " if language == "fr" else ": "
    return f"{standing.name}{colon}{_told(standing, language)}."


def rated_line(rated: int, high: int, low: int, language: str) -> str:
    """The figures of `stars` in words: "26 rated reviews, 18 with 4 or 5 stars, 6 with 1 or 2"."""
    told = SAID[{0: "unrated", 1: "rated_one"}.get(rated, "rated")][language]
    return told.format(of=rated, high=high, low=low)


def lower_bound(tally: Tally) -> float:
    """Lower end of the 95 % interval of the share in favour (Wilson 1927): few voices weigh less than many."""
    z, n = 1.96, tally.of
    if n == 0:
        return 0.0
    share = (tally.for_ + tally.mixed / 2) / n
    spread = z * ((share * (1 - share) + z * z / (4 * n)) / n) ** 0.5
    return float((share + z * z / (2 * n) - spread) / (1 + z * z / n))


def _ratings(about: Iterable[RecordFacts]) -> list[float]:
    rated = {one.record_id: one.rating for one in about if one.kind is Kind.REVIEW and one.rating is not None}
    return [*rated.values()]


def _told(standing: Standing, language: str) -> str:
    if standing.tally is not None:
        return counted_shortly(standing.tally, language)
    return rated_line(standing.rated, standing.high, standing.low, language)
