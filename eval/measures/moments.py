"""Video moments: is the right passage among the first k shown, and how far is the nearest from where it begins?

A moment hits when it is in the right video and shares time with the passage marked by hand. `moment_seconds_off`: of
the moments shown in the right video, the smallest distance between beginnings; videos never shown are not counted.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values, originals
from eval.questions import GoldMoment
from eval.results import Asked, Cited
from eval.support import shares_time


def hits(asked: Sequence[Asked], cutoff: int) -> Values:
    """1 or 0 a question with a marked passage."""
    return {
        one.question.id: (float(any(shares_time(gold, shown) for shown in _shown(one)[:cutoff])),)
        for one, gold in _marked(asked)
    }


def seconds_off(asked: Sequence[Asked]) -> Values:
    """Seconds a question whose video was shown."""
    found = {}
    for one, gold in _marked(asked):
        starts = [m.start_s for m in _shown(one) if m.record_id == gold.record_id and m.start_s is not None]
        if starts:
            found[one.question.id] = (min(abs(start - gold.start_s) for start in starts),)
    return found


def _marked(asked: Sequence[Asked]) -> list[tuple[Asked, GoldMoment]]:
    return [(one, one.question.moment) for one in originals(asked) if one.question.moment]


def _shown(one: Asked) -> list[Cited]:
    """The video passages among the proofs, in order."""
    return [cited for cited in one.result.citations if cited.kind == "transcript"]


MEASURES = (
    Measure("moment_hit@1", lambda asked: hits(asked, 1)),
    Measure("moment_hit@5", lambda asked: hits(asked, 5)),
    Measure("moment_seconds_off", seconds_off, less_is_better=True, unit="seconds"),
)
