"""Which of the records cited support an answer: decided by sets of records and, in a video, by the passage."""

from eval.questions import EvalQuestion, GoldMoment
from eval.results import Asked, Cited


def supporting(one: Asked) -> frozenset[str]:
    """The records of every acceptable set that is cited whole; a record alone that needs another supports nothing.

    A video whose right passage is marked has to be cited there.
    """
    there = {cited.record_id for cited in one.result.citations if _at_its_place(one.question, cited)}
    whole = [need for need in one.question.evidence if there.issuperset(need)]
    return frozenset(record_id for need in whole for record_id in need)


def shares_time(gold: GoldMoment, shown: Cited) -> bool:
    """Whether what is shown is in the video marked and shares time with its passage."""
    if shown.record_id != gold.record_id or shown.start_s is None:
        return False
    return shown.start_s < gold.end_s and (shown.end_s or shown.start_s) > gold.start_s


def _at_its_place(question: EvalQuestion, cited: Cited) -> bool:
    gold = question.moment
    return gold is None or cited.record_id != gold.record_id or shares_time(gold, cited)
