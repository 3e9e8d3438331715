"""What a search may look at: kinds, languages, ratings, dates, verification, what authors say of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from data.records import Kind


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that all have to hold; empty ones hold always. A record without a value fails a condition on it."""

    kinds: frozenset[Kind] = frozenset()
    languages: frozenset[str] = frozenset()
    min_rating: float | None = None
    max_rating: float | None = None
    since: date | None = None
    until: date | None = None
    verified_only: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)

    def accept(self, about: "RecordFacts") -> bool:
        """Whether a record with these facts may be found."""
        return (
            (not self.kinds or about.kind in self.kinds)
            and (not self.languages or about.language in self.languages)
            and _within(about.rating, self.min_rating, self.max_rating)
            and _within(about.published, self.since, self.until)
            and (not self.verified_only or about.verified is True)
            and all(about.attributes.get(name, "").lower() == value.lower() for name, value in self.attributes.items())
        )


def _within(value: float | date | None, low: float | date | None, high: float | date | None) -> bool:
    if low is None and high is None:
        return True
    # both are of the field's own type
    return value is not None and (low is None or value >= low) and (high is None or value <= high)  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """The facts of a record that the index keeps beside its vectors; `suspected`: one of a suspected burst."""

    record_id: str
    product_id: str
    kind: Kind
    language: str
    by_brand: bool = False
    author: str | None = None
    title: str | None = None
    rating: float | None = None
    published: date | None = None
    verified: bool | None = None
    incentive: str | None = None
    proof_score: float = 0.0
    suspected: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
