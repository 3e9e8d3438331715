"""The shop's figures: content, topics, coverage, videos, answers and feedback, each as JSON or as CSV."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final, Literal, TypeVar, get_args

from fastapi import APIRouter, Depends, Query, Request, Response

from chat.api_needs import Staff
from chat.api_requests import Id
from chat.problems import responses
from ui.staff.figures_answers import feedback_rows, is_video, outcome_rows, video_rows
from ui.staff.figures_content import Side as ContentSide
from ui.staff.figures_content import content_by
from ui.staff.figures_coverage import coverage_rows
from ui.staff.figures_csv import MEDIA_TYPE, csv_response
from ui.staff.figures_kept import Counted
from ui.staff.figures_rows import (
    ContentRow,
    CoverageRow,
    FeedbackRow,
    Figure,
    FigureRow,
    OutcomeRow,
    Progress,
    TopicRow,
    VideoRow,
)
from ui.staff.figures_source import FigureSource
from ui.staff.figures_topics import Side as TopicSide
from ui.staff.figures_topics import topics_by
from ui.staff.refusals import Refusal, StaffRoute

COUNTING: Final = {
    "fr": "Ces chiffres sont encore en train d'être comptés : réessayez dans quelques secondes.",
    "en": "These figures are still being counted: try again in a few seconds.",
}
PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The figure; with `format=csv` the same rows as a file a spreadsheet opens.",
        "content": {MEDIA_TYPE.partition(";")[0]: {"example": "product_id,asked\r\ncreme-confort,6\r\n"}},
    },
    **responses(401, 403, 409, 422, 500, 503),
}
FOR_STAFF: Final = get_args(Staff)[1]
"""What the type `Staff` asks for, asked of every caller."""
router = APIRouter(prefix="/v1/staff/figures", tags=["figures"], route_class=StaffRoute, dependencies=[FOR_STAFF])
Row = TypeVar("Row", bound=FigureRow)


async def _source(request: Request) -> FigureSource:
    state = request.app.state
    if not hasattr(state, "figures"):
        state.figures = FigureSource(state.office, lambda: state.assistant)
    source: FigureSource = state.figures
    return source


Source = Annotated[FigureSource, Depends(_source)]
Format = Annotated[
    Literal["json", "csv"],
    Query(alias="format", description="json, or csv for a spreadsheet: no cell is a formula", examples=["csv"]),
]
ProductWanted = Annotated[Id | None, Query(description="only this product, by its id", examples=["creme-confort"])]
Since = Annotated[date | None, Query(description="from this day on, UTC", examples=["2026-01-01"])]
Until = Annotated[date | None, Query(description="up to this day, UTC", examples=["2026-12-31"])]
Wanted = Annotated[
    list[ContentSide],
    Query(
        description="what is told apart",
        examples=[["kind", "language"]],
        max_length=4,
        default_factory=lambda: ["kind", "language", "month"],
    ),
]
TopicsWanted = Annotated[
    list[TopicSide],
    Query(
        description="what is told apart beside the topic",
        examples=[["month"]],
        max_length=3,
        default_factory=lambda: ["month"],
    ),
]


@router.get("/content", summary="Count the content", response_model=Figure[ContentRow], responses=PROBLEMS)
def content(
    source: Source,
    by: Wanted,
    product: ProductWanted = None,
    wanted: Format = "json",
) -> Any:
    """Served records by kind, language, product and month of publication; copies of the same words count once."""
    counted = source.catalogue()
    rows = None if counted.value is None else content_by(counted.value.content, by, product)
    return _given("content", ContentRow, counted, rows, wanted)


@router.get("/topics", summary="Count what is said of topics", response_model=Figure[TopicRow], responses=PROBLEMS)
def topics(
    source: Source,
    by: TopicsWanted,
    product: ProductWanted = None,
    wanted: Format = "json",
) -> Any:
    """Voices for and against by topic and month of publication, and the mean rating of their reviews.

    Counted over the forty products most is said of, by the models that count for answers.
    """
    counted = source.topics()
    rows = None if counted.value is None else topics_by(counted.value, by, product)
    return _given("topics", TopicRow, counted, rows, wanted)


@router.get("/coverage", summary="Find topics without proof", response_model=Figure[CoverageRow], responses=PROBLEMS)
def coverage(
    source: Source,
    product: ProductWanted = None,
    gaps: Annotated[bool, Query(description="only what is missing", examples=[True])] = False,
    since: Since = None,
    until: Until = None,
    wanted: Format = "json",
) -> Any:
    """Topics asked about or spoken of on products of the same kind, who speaks of them here; what is missing first.

    Missing is what two questions of the period or more asked in vain while no customer surely speaks of it, and what
    nobody speaks of here though six customers in a hundred do on products of the kind, on two of them at least. Who
    speaks is told by the words of the records.
    """
    counted = source.catalogue()
    rows = None
    if counted.value is not None:
        logged = source.logged(since, until)
        found = coverage_rows(counted.value.spoken, counted.value.kin, logged, source.noted())
        rows = [row for row in found if product in (None, row.product_id) and (row.gap or not gaps)]
    return _given("coverage", CoverageRow, counted, rows, wanted)


@router.get("/videos", summary="Rank the videos cited", response_model=Figure[VideoRow], responses=PROBLEMS)
def videos(
    source: Source,
    product: ProductWanted = None,
    since: Since = None,
    until: Until = None,
    wanted: Format = "json",
) -> Any:
    """Videos whose moments were cited in answers: format, creator, opening, and what readers said of those answers."""
    logged = source.logged(since, until)
    there = source.records({record_id for entry in logged for record_id, _ in entry.cited})
    shown = {one.id: one for one in there.values() if is_video(one) and product in (None, one.product_id)}
    return _told("videos", VideoRow, source, video_rows(shown, logged, source.feedback(since, until)), wanted)


@router.get("/answers", summary="Count how questions ended", response_model=Figure[OutcomeRow], responses=PROBLEMS)
def answers(
    source: Source,
    product: ProductWanted = None,
    since: Since = None,
    until: Until = None,
    wanted: Format = "json",
) -> Any:
    """Answers by day, language, intent and outcome, and how long they took; no word of any question is kept."""
    return _told("answers", OutcomeRow, source, outcome_rows(source.logged(since, until, product)), wanted)


@router.get("/feedback", summary="Read what readers said", response_model=Figure[FeedbackRow], responses=PROBLEMS)
def feedback(
    source: Source,
    product: ProductWanted = None,
    since: Since = None,
    until: Until = None,
    wanted: Format = "json",
) -> Any:
    """What readers said of answers, newest first, beside the product and topic of the answer where they are known."""
    rows = feedback_rows(source.feedback(since, until), source.logged(None, None))
    return _told("feedback", FeedbackRow, source, [row for row in rows if product in (None, row.product_id)], wanted)


def _told(name: str, model: type[Row], source: FigureSource, rows: Sequence[Row], wanted: str) -> object:
    """Rows counted in the request itself."""
    return _given(name, model, Counted(rows, source.ledger.revision(), datetime.now(UTC), None), rows, wanted)


def _given(
    name: str, model: type[Row], counted: Counted[Any], rows: Sequence[Row] | None, wanted: str
) -> Figure[Row] | Response:
    if wanted == "csv":
        if rows is None:
            raise Refusal(409, COUNTING)
        return csv_response(name, model, rows)
    pending = Progress(done=counted.pending[0], of=counted.pending[1]) if counted.pending else None
    # the model of the rows is only known at run time
    made = Figure[model]  # type: ignore[valid-type]
    return made(revision=counted.revision, counted=counted.at, pending=pending, rows=list(rows or ()))
