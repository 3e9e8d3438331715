"""What an answer is made of; none of it can be built without its proof."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from data.records import Kind


class Outcome(StrEnum):
    """How a question ended; absence is an outcome, not an error."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NO_EVIDENCE = "no_evidence"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"


class Generated(StrEnum):
    """Who wrote the sentences around the quotes: nobody, our rules, or a language model."""

    NONE = "none"
    ASSEMBLED = "assembled"
    LLM = "llm"


class Stance(StrEnum):
    """What a span says of the topic asked about."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Tally:
    """Voices over all matching records, one per author: `of == for_ + against + mixed`."""

    topic: str
    for_: int
    against: int
    mixed: int
    of: int
    record_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One product of a comparison: its voices on the topic (`None` where none was asked about) and its stars.

    `rated` reviews carry stars, `high` of them 4 or 5, `low` 1 or 2; `citations` are the numbers of its proofs.
    """

    product_id: str
    name: str
    tally: Tally | None
    rated: int
    high: int
    low: int
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SizeChoice:
    """What some took, and how it turned out for them: numbers of people.

    `step` is in sizes above the usual one, `None` where only the `size` taken is known.
    """

    step: float | None
    size: str | None
    suited: int
    small: int
    large: int
    returned: int
    unsaid: int


@dataclass(frozen=True, slots=True)
class SizeSpread:
    """What people like the shopper took: `of` voices; `size` and `step` are what most of them point to, if anything."""

    of: int
    step: float | None
    size: str | None
    choices: tuple[SizeChoice, ...]
    record_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: `quote == record.text[start:end]`, offsets in code points; seconds for videos only.

    `number` is what the sentences refer to, from 1. `language` is the quote's. `title` is the question of a FAQ or
    community answer, or the name of a video. `cut_before` and `cut_after` say that the quote begins or ends inside a
    sentence, and is to be shown with […].
    """

    number: int
    record_id: str
    start: int
    end: int
    quote: str
    kind: Kind
    by_brand: bool
    language: str
    author: str | None = None
    title: str | None = None
    published: date | None = None
    experienced: date | None = None
    rating: float | None = None
    verified: bool | None = None
    incentive: str | None = None
    origin: str | None = None
    translated_from: str | None = None
    url: str | None = None
    start_s: float | None = None
    end_s: float | None = None
    stance: Stance = Stance.NONE
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of the answer in the question's language, with the numbers of the citations it stands on."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the shopper reads. `disclosure` says that a machine speaks; `limit` is the one honest reservation.

    `searched` counts the records of each kind that were looked through; `nearest` are the citations offered, labelled
    as such, when nothing answers the question.
    """

    id: str
    question: str
    product_id: str | None
    language: str
    outcome: Outcome
    generated: Generated
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    disclosure: str
    nearest: tuple[Citation, ...] = ()
    limit: str | None = None
    tally: Tally | None = None
    standings: tuple[Standing, ...] = ()
    size: SizeSpread | None = None
    searched: dict[str, int] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentences as one text, citation numbers in brackets."""
        lines = (" ".join([s.text, *(f"[{n}]" for n in s.citations)]) for s in self.sentences)
        return "\n".join([*lines, *([self.limit] if self.limit else [])])
