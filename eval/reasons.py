"""Why a question counts as failed, and in which order failures are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from eval.measures.answer_right import is_right
from eval.measures.coverage import IN_PART, OUTRIGHT
from eval.measures.outcome_accuracy import expected_outcomes
from eval.results import Asked

Reason = Literal[
    "broke", "false_quote", "invented", "unsupported", "hedged", "language", "outcome", "not_found", "silent"
]
WORST_FIRST: tuple[Reason, ...] = (
    "broke",  # the assistant raised an error
    "false_quote",  # words nobody wrote
    "invented",  # an answer where nobody can answer
    "unsupported",  # an answer out of records that do not answer
    "hedged",  # an answer in part where nobody speaks of it, or out of records that do not answer
    "language",  # an answer in the other language
    "outcome",  # ended otherwise than it should: refused, handed over
    "not_found",  # silent, and no evidence among what was considered
    "silent",  # silent with the evidence in hand
)


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed question; `rank` is that of the first acceptable record among those considered, from 1."""

    asked: Asked
    reason: Reason
    rank: int | None


def failures(asked: Sequence[Asked]) -> list[Failure]:
    """Every failed question, the worst kind first, then in the order of the sets.

    Variants are listed where their original is right, hand counts where what they quote or speak is wrong.
    """
    right = {one.question.id for one in asked if is_right(one)}
    found = []
    for one in asked:
        if one.question.variant_of and one.question.variant_of not in right:
            continue
        if reason := reason_of(one):
            found.append(Failure(one, reason, _rank(one)))
    return sorted(found, key=lambda failure: WORST_FIRST.index(failure.reason))


def reason_of(one: Asked) -> Reason | None:
    """The gravest thing wrong with one result; `None` when it is right."""
    question, result = one.question, one.result
    if result.error:
        return "broke"
    if result.false_quotes:
        return "false_quote"
    if {result.language, result.spoken or result.language} != {question.language}:
        return "language"
    return None if question.tally or is_right(one) else _wrong(one)


def _wrong(one: Asked) -> Reason:
    """What is wrong with a result that is not right."""
    question, result = one.question, one.result
    if result.outcome == IN_PART:
        return "hedged"
    if result.outcome == OUTRIGHT:
        return "unsupported" if question.evidence else "invented"
    if not question.evidence or result.outcome not in expected_outcomes(question) | {"no_evidence"}:
        return "outcome"
    return "silent" if _rank(one) else "not_found"


def _rank(one: Asked) -> int | None:
    ranks = [rank for rank, record in enumerate(one.result.ranked, 1) if record in one.question.acceptable]
    return ranks[0] if ranks else None
