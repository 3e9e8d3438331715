"""What a question set asks, ready to be run: every reference resolved to record ids."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from chat.conversation import Conversation

Answerable = Literal["full", "partial", "none"]
Split = Literal["dev", "test"]
IntentName = Literal[
    "product_question",
    "size",
    "compare",
    "show_me",
    "objection",
    "brand_fact",
    "order_support",
    "off_topic",
    "unsafe",
    "greeting",
]
FIXED_REPLY = frozenset({"greeting", "order_support", "unsafe"})
"""Intents answered with a fixed sentence, whatever the records say."""


@dataclass(frozen=True, slots=True)
class GoldMoment:
    """The passage of a video that shows what was asked, in seconds."""

    record_id: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class GoldTally:
    """A count made by hand: ids of the reviews that speak for, against, and both ways."""

    topic: str
    for_: tuple[str, ...]
    against: tuple[str, ...]
    mixed: tuple[str, ...]

    @property
    def of(self) -> int:
        """How many voices there are."""
        return len(self.for_) + len(self.against) + len(self.mixed)

    @property
    def minority(self) -> tuple[str, ...]:
        """The smaller of the two sides, the one against where they are equal; empty when all are of one mind."""
        smaller = self.for_ if len(self.for_) < len(self.against) else self.against
        return smaller if self.for_ and self.against else ()


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """One question and what a right answer to it is made of.

    `evidence` are acceptable sets of record ids: each set alone supports an answer. `products` are those a comparison
    has to speak of. A question with a `tally` was made from a hand count and is judged by its count alone; one with a
    `rule` is a variant, by that rule, of the question `variant_of`.
    """

    id: str
    set: str
    language: Literal["fr", "en"]
    product_id: str | None
    conversation: Conversation
    intent: IntentName
    answerable: Answerable
    evidence: tuple[tuple[str, ...], ...] = ()
    facts: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    moment: GoldMoment | None = None
    tally: GoldTally | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    variant_of: str | None = None
    rule: str | None = None

    @property
    def split(self) -> Split:
        """Which half it is in."""
        return split_of(self.id)

    @property
    def acceptable(self) -> frozenset[str]:
        """Every record that is in some acceptable set."""
        return frozenset(record_id for one in self.evidence for record_id in one)


def split_of(question_id: str) -> Split:
    """Which half a question is in: `dev` may be looked at while the assistant is improved, `test` judges it.

    By the hash of its id before the first `~`, so that a variant is where its original is, and both languages of a hand
    count are together.
    """
    return "test" if hashlib.sha256(question_id.partition("~")[0].encode()).digest()[0] % 2 else "dev"
