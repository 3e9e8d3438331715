"""How one question is to be answered where staff want it otherwise than usual."""

from dataclasses import dataclass
from typing import Final, Literal

from data.errors import TemoinError

Answerer = Literal["assembled", "llm"]


class MannerRefusedError(TemoinError):
    """A question is to be answered in a manner that is not set up here; `field` is the setting at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Manner:
    """What is `None` stays as the installation has it.

    `answerer` words the answer; `reranked` says whether the reranker reads the best spans; `pool` is how many spans are
    looked at; `answered` and `near` are the probabilities from which a question about a product is answered, and from
    which what comes closest is shown. `kept` says whether the question may be noted where nobody answers it and
    counted in the shop's figures: a test is not.
    """

    answerer: Answerer | None = None
    reranked: bool | None = None
    pool: int | None = None
    answered: float | None = None
    near: float | None = None
    kept: bool = True


USUAL: Final = Manner()
"""As the installation has it."""
