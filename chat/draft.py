"""What one way of answering hands to the assistant: an outcome, the words and their proofs."""

from dataclasses import dataclass

from chat.answer import Citation, Outcome, Sentence, SizeSpread, Standing, Tally


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything of an `Answer` that depends on its intent; sentences refer to citations by their numbers."""

    outcome: Outcome
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    limit: str | None = None
    tally: Tally | None = None
    standings: tuple[Standing, ...] = ()
    size: SizeSpread | None = None
