"""What the faces need of the assistant: API, console and eval are thin over this one protocol."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from chat.answer import Answer, Citation, Sentence
from chat.conversation import Conversation
from chat.tally.tallier import TopicTally
from chat.tracing import Trace
from data.products import Product
from data.records import Record


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer beside the trace of how it came about."""

    answer: Answer
    trace: Trace


@dataclass(frozen=True, slots=True)
class Understood:
    """First event of a stream, before anything is looked for: the question as it stands alone, and what it wants."""

    question: str
    intent: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Second event of a stream: the proofs, before any sentence."""

    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ProductSummary:
    """A product and how many records of each kind are served about it."""

    product: Product
    records: dict[str, int]
    rating: float | None = None


Event = Understood | Evidence | Sentence | Reply


class AssistantLike(Protocol):
    """One assistant over one home; safe to call from several threads."""

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        """Answer the last question; `product_id=None` asks over all products.

        Raises:
            NotFoundError: no product has this id.
        """
        ...

    def stream(self, conversation: Conversation, product_id: str | None) -> Iterator[Event]:
        """The same answer as `Understood`, `Evidence`, then each `Sentence`, then the whole `Reply`."""
        ...

    def products(self) -> list[ProductSummary]:
        """Every product with records or a sheet, by id."""
        ...

    def product(self, product_id: str) -> ProductSummary:
        """One product, by id or alias (`NotFoundError`)."""
        ...

    def records(self, product_id: str, kind: str | None = None) -> list[Record]:
        """Served records of one product, newest publication first, undated last."""
        ...

    def record(self, record_id: str) -> Record:
        """One served record (`NotFoundError`)."""
        ...

    def evidence(self, product_id: str, question: str, limit: int = 10) -> tuple[Citation, ...]:
        """Best spans for a question, as citations numbered by rank, answerable or not."""
        ...

    def suggestions(self, product_id: str, language: str) -> tuple[str, ...]:
        """Three questions this product's records answer, in "fr" or "en"."""
        ...

    def tally(self, product_id: str, topic: str, language: str) -> TopicTally:
        """Who speaks of a topic, named, in a word or as a question (`NotFoundError`: no such product, no topic)."""
        ...

    def note_feedback(self, about: str, verdict: str, reason: str | None) -> None:
        """Write down what a reader says of an answer, or of a record it reports (`verdict` "report")."""
        ...

    def ready(self) -> str | None:
        """`None` when questions can be answered, else what is missing and the command that helps."""
        ...
