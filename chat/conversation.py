"""What has been said so far; the conversation lives with its client, the server keeps none."""

from dataclasses import dataclass
from typing import Literal

from chat.manner import USUAL, Manner

Role = Literal["shopper", "assistant"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns in order; the last one is the shopper's question. `language` forces the answer's, when the page has one.

    `manner` is how staff want this one question answered.
    """

    turns: tuple[Turn, ...]
    language: str | None = None
    manner: Manner = USUAL

    @classmethod
    def of(cls, question: str, language: str | None = None) -> "Conversation":
        """A conversation of one question."""
        return cls((Turn("shopper", question),), language)

    @property
    def question(self) -> str:
        """The shopper's last message."""
        return self.turns[-1].text

    @property
    def earlier(self) -> tuple[str, ...]:
        """The shopper's earlier questions, oldest first."""
        return tuple(turn.text for turn in self.turns[:-1] if turn.role == "shopper")
