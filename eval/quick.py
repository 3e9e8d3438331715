"""The quick tier: a subset small enough for every change, the same for the same sets."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from eval.questions import EvalQuestion

WRITTEN, COUNTED = 120, 30
"""Questions of the sets, and questions of hand counts, in the quick tier."""


def quick_subset(questions: Sequence[EvalQuestion]) -> list[EvalQuestion]:
    """About 150 questions of the test half, each kind with the share it has there, in the order of the sets.

    Kinds are intent, answerability and language; which questions of a kind is decided by the hash of their ids.
    """
    half = [question for question in questions if question.split == "test" and question.variant_of is None]
    chosen = _stratified([q for q in half if q.tally is None], WRITTEN) | _stratified(
        [q for q in half if q.tally], COUNTED
    )
    return [question for question in half if question.id in chosen]


def _stratified(questions: Sequence[EvalQuestion], count: int) -> set[str]:
    """Ids of about `count` questions: of each kind its share, rounded up, so that no kind is left out."""
    kinds = defaultdict[tuple[str, str, str], list[str]](list)
    for question in questions:
        kinds[question.intent, question.answerable, question.language].append(question.id)
    share = min(1.0, count / max(1, len(questions)))
    return {one for ids in kinds.values() for one in sorted(ids, key=_order)[: max(1, round(share * len(ids)))]}


def _order(question_id: str) -> str:
    return hashlib.sha256(f"quick:{question_id}".encode()).hexdigest()
