"""How questions ended, what readers said of the answers, and which videos their moments came from."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median
from typing import Final

from data.answer_log import LoggedAnswer
from data.journal import Feedback
from data.records import Kind, Record
from ui.staff.figures_rows import FeedbackRow, OutcomeRow, VideoRow

HOOK_WORDS: Final = 9
"""First words of a video that make its opening where the source names none."""


def outcome_rows(logged: Sequence[LoggedAnswer]) -> list[OutcomeRow]:
    """Answers by day, language, intent and outcome."""
    took: dict[tuple[date, str, str, str], list[float]] = defaultdict(list)
    for entry in logged:
        took[entry.at.date(), entry.language, entry.intent, entry.outcome].append(entry.milliseconds)
    return [
        OutcomeRow(
            day=day,
            language=language,
            intent=intent,
            outcome=outcome,
            answers=len(times),
            milliseconds=round(median(times), 1),
        )
        for (day, language, intent, outcome), times in sorted(took.items())
    ]


def feedback_rows(given: Sequence[Feedback], logged: Sequence[LoggedAnswer]) -> list[FeedbackRow]:
    """Everything readers said, newest first, beside what is known of the answer."""
    known = {entry.answer_id: entry for entry in logged}
    return [_feedback(one, known.get(one.answer_id)) for one in given]


def video_rows(
    videos: Mapping[str, Record], logged: Sequence[LoggedAnswer], given: Sequence[Feedback]
) -> list[VideoRow]:
    """Videos cited, those cited most first; an answer given again and again counts each time."""
    said = defaultdict[str, Counter[str]](Counter)
    for one in given:
        said[one.answer_id][one.verdict] += 1
    cited, moments = Counter[str](), defaultdict[str, Counter[float | None]](Counter)
    opinions = defaultdict[str, Counter[str]](Counter)
    heard: set[tuple[str, str]] = set()
    for entry in logged:
        for record_id, second in dict(entry.cited).items():
            if record_id in videos:
                cited[record_id] += 1
                moments[record_id][second] += 1
                if (entry.answer_id, record_id) not in heard:  # what readers said is of the answer, however often given
                    heard.add((entry.answer_id, record_id))
                    opinions[record_id] += said[entry.answer_id]
    return [_video(videos[one], count, moments[one], opinions[one]) for one, count in cited.most_common()]


def hook(record: Record) -> str:
    """How a video opens."""
    told = record.attributes.get("hook")
    first = " ".join(record.text.split()[:HOOK_WORDS])
    return told or (f"{first} …" if len(first) < len(record.text) else first)


def is_video(record: Record) -> bool:
    """Whether a record is one whose moments are cited."""
    return record.kind is Kind.TRANSCRIPT


def _video(record: Record, cited: int, moments: Counter[float | None], said: Counter[str]) -> VideoRow:
    return VideoRow(
        record_id=record.id,
        product_id=record.product_id,
        title=record.title,
        creator=record.author,
        format=record.attributes.get("format"),
        hook=hook(record),
        language=record.language,
        cited=cited,
        moment=moments.most_common(1)[0][0],
        helpful=said["helpful"],
        unhelpful=said["unhelpful"],
        wrong=said["wrong"],
    )


def _feedback(given: Feedback, answer: LoggedAnswer | None) -> FeedbackRow:
    return FeedbackRow(
        at=given.at,
        verdict=given.verdict,
        reason=given.reason,
        answer_id=given.answer_id,
        product_id=answer and answer.product_id,
        language=answer and answer.language,
        intent=answer and answer.intent,
        topic=answer and answer.topic,
        outcome=answer and answer.outcome,
    )
