"""What readers send back: whether an answer helped, and content they report."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Body, Path
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from chat.api_needs import Assistant, RecordId
from chat.api_requests import ID_PATTERN, NO_NUL
from chat.problems import responses

router = APIRouter(prefix="/v1", tags=["feedback"])
LONGEST: Final = 1_000
PROBLEMS: Final = responses(400, 404, 408, 413, 422, 500, 503)

Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST, pattern=NO_NUL)]
AnswerId = Annotated[
    str,
    Path(
        description="id of the answer, as the answer itself gives it",
        examples=["answer-5d7e24601f0c9a3b"],
        min_length=1,
        max_length=200,
        pattern=ID_PATTERN,
    ),
]


class FeedbackIn(BaseModel):
    """What a reader thinks of an answer."""

    model_config = ConfigDict(extra="forbid")

    verdict: Annotated[
        Literal["helpful", "unhelpful", "wrong"], Field(description="what it was to the reader", examples=["helpful"])
    ]
    reason: Annotated[
        Reason | None,
        Field(description="why, in the reader's words", examples=["The second quote is of another size."]),
    ] = None


class ReportIn(BaseModel):
    """Why a content should be looked at."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=LONGEST, pattern=NO_NUL)],
        Field(
            description="what is wrong with it, in the reader's words", examples=["It gives somebody's phone number."]
        ),
    ]


@router.post(
    "/answers/{answer_id}/feedback", status_code=204, summary="Say whether an answer helped", responses=PROBLEMS
)
def feedback(
    answer_id: AnswerId, given: Annotated[FeedbackIn, Body(description="verdict and reason")], assistant: Assistant
) -> None:
    """Kept for the staff; nothing about the reader is kept with it."""
    assistant.note_feedback(answer_id, given.verdict, given.reason or None)


@router.post("/records/{record_id}/report", status_code=202, summary="Report a content", responses=PROBLEMS)
def report(
    record_id: RecordId, given: Annotated[ReportIn, Body(description="the reason")], assistant: Assistant
) -> None:
    """A person of the shop looks at the content; it stays visible until they decide."""
    assistant.note_feedback(assistant.record(record_id).id, "report", given.reason)
