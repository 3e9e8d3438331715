"""UGC as the product keeps it: one `Record` per review, FAQ answer, community answer, product sheet or video."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a record is; `PRODUCT` and `FAQ` are the brand's own word, the others are people's."""

    REVIEW = "review"
    FAQ = "faq"
    QUESTION = "question"
    TRANSCRIPT = "transcript"
    PRODUCT = "product"


class Status(StrEnum):
    """Moderation state; only `APPROVED` and `MASKED` records are ever retrieved."""

    APPROVED = "approved"
    MASKED = "masked"
    PENDING = "pending"
    REJECTED = "rejected"


SERVED = frozenset({Status.APPROVED, Status.MASKED})

BURST = "burst"
"""Reason noted with a served review that is one of a suspected burst."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One timed line of a transcript; `start`/`end` are offsets in the record's text, `start_s`/`end_s` seconds."""

    start: int
    end: int
    start_s: float
    end_s: float
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Votes:
    """How many readers of the source site found the record helpful, and how many did not."""

    helpful: int = 0
    unhelpful: int = 0


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record comes from and what may be said of its author; `None` means the source does not tell.

    `incentive` is free text of the source ("gifted", "sponsored"); `origin` names the site a syndicated record was
    first published on; `translated_from` is the ISO 639-1 code of the original language.
    """

    source: str
    external_id: str | None = None
    verified: bool | None = None
    incentive: str | None = None
    origin: str | None = None
    translated_from: str | None = None
    by_brand: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One piece of UGC; `text` is the only text ever quoted, and every offset counts its code points.

    `title` is the question of a FAQ or community answer, the title of a video or of a product sheet; a review's title
    is the first line of its `text`. `language` is ISO 639-1 or "und". `rating` runs from 1 to 5. `attributes` is what
    the author's structured fields say ("skin_type": "dry", "size_bought": "39"), keys in snake_case English.
    `thread` groups the answers of one community question. `duplicates` counts further copies of the same words.
    """

    id: str
    kind: Kind
    product_id: str
    text: str
    provenance: Provenance
    language: str = "und"
    title: str | None = None
    author: str | None = None
    published: date | None = None
    experienced: date | None = None
    rating: float | None = None
    url: str | None = None
    media: tuple[str, ...] = ()
    votes: Votes = Votes()
    attributes: dict[str, str] = field(default_factory=dict)
    cues: tuple[Cue, ...] = ()
    thread: str | None = None
    status: Status = Status.APPROVED
    status_reason: str | None = None
    duplicates: int = 0
    proof_score: float = 0.0

    @property
    def suspected(self) -> bool:
        """Whether it is one of a suspected burst: shown, weighed less, counted apart."""
        return self.status_reason == BURST

    @property
    def by_brand(self) -> bool:
        """Whether the brand itself speaks: its sheet, its FAQ, or an official community answer."""
        return self.kind in (Kind.FAQ, Kind.PRODUCT) or self.provenance.by_brand
