"""Question sets: run them on the served assistant, read what failed and why, compare with the baseline."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Final, get_args

from fastapi import APIRouter, Body, Depends, Path, Query, Request
from fastapi.responses import HTMLResponse

from chat.api_needs import LanguageWanted, Staff
from chat.problems import responses
from eval.baseline import ACCEPTED, of_run, read_baseline
from eval.compare import compare
from eval.reasons import Reason, failures
from eval.report.page import POLICY, page
from eval.report.words import Words
from eval.runs import EvalRun
from eval.sets_reading import SHIPPED
from ui.staff.evaluation_bench import Bench, Wanted
from ui.staff.evaluation_rows import (
    ComparisonOut,
    FailureOut,
    RunIn,
    RunOut,
    RunReport,
    SetOut,
    cited_records,
    comparison_out,
    failure_out,
    measures_out,
    run_out,
)
from ui.staff.refusals import Refusal, StaffRoute

BUSY: Final = {
    "fr": "Une évaluation tourne déjà : attendez qu'elle finisse, ou arrêtez-la.",
    "en": "A run is under way: wait until it has ended, or stop it.",
}
NO_RUN: Final = {
    "fr": "Cette évaluation n'existe pas, ou ses questions ne sont plus en mémoire : relancez-la.",
    "en": "There is no such run, or its questions are no longer in memory: run it again.",
}
NO_SET: Final = {
    "fr": "Un de ces jeux de questions n'existe pas : GET /v1/staff/evaluation/sets les donne tous.",
    "en": "One of these question sets does not exist: GET /v1/staff/evaluation/sets lists them all.",
}
NO_MODEL: Final = {
    "fr": "Aucun modèle de langage n'est réglé ici : TEMOIN_CHAT_MODEL en nomme un.",
    "en": "No chat model is set up here: TEMOIN_CHAT_MODEL names one.",
}
BASELINE: Final = "baseline"
PROBLEMS: Final = responses(400, 401, 403, 404, 409, 422, 500, 503)
router = APIRouter(
    prefix="/v1/staff/evaluation",
    tags=["evaluation"],
    route_class=StaffRoute,
    dependencies=[get_args(Staff)[1]],
    responses=PROBLEMS,
)


async def _bench(request: Request) -> Bench:
    state = request.app.state
    if not hasattr(state, "bench"):
        folder = state.office.settings.home / "eval"
        state.bench = Bench(folder, lambda: state.office.ledger, lambda: state.assistant)
    bench: Bench = state.bench
    return bench


BenchNeeded = Annotated[Bench, Depends(_bench)]
RunId = Annotated[
    str,
    Path(description="id of a run", examples=["20261122-210455-123"], pattern=r"^[0-9]{8}-[0-9]{6}-[0-9]{3}$"),
]


@router.get("/sets", summary="List the question sets")
def sets(bench: BenchNeeded) -> list[SetOut]:
    """Those shipped for the sample, and the shop's own: files of eval/sets in the home folder."""
    return [
        SetOut(name=name, lines=path.read_bytes().count(b"\n"), own=path.parent != SHIPPED)
        for name, path in bench.sets().items()
    ]


@router.post("/runs", status_code=202, summary="Run question sets")
def start(bench: BenchNeeded, request: Request, wanted: Annotated[RunIn, Body(description="what to run")]) -> RunOut:
    """One run at a time, its questions asked one after the other, beside the shoppers' and counted nowhere."""
    if not set(wanted.sets) <= bench.sets().keys():
        raise Refusal(422, NO_SET)
    if wanted.answerer == "llm" and not request.app.state.office.settings.chat_model:
        raise Refusal(422, NO_MODEL)
    run = bench.start(Wanted(**wanted.model_dump()))
    if run is None:
        raise Refusal(409, BUSY)
    return run_out(run)


@router.get("/runs", summary="List the runs")
def runs(bench: BenchNeeded) -> list[RunOut]:
    """Newest first; the oldest have their figures left, and no longer their questions."""
    there = bench.runs()
    known = {run.id for run in there}
    return [*map(run_out, there), *(out for one in bench.kept() if one not in known and (out := _kept(bench, one)))]


@router.get("/runs/{run_id}", summary="Read the figures of a run")
def report(bench: BenchNeeded, run_id: RunId, lang: LanguageWanted = "fr") -> RunReport:
    """Progress while it runs, then every measure with its interval, and the failing questions counted by cause."""
    run = bench.run(run_id)
    if run is None:
        kept, figures = _kept(bench, run_id), bench.figures(run_id)
        if kept is None or figures is None:
            raise Refusal(404, NO_RUN)
        return RunReport(run=kept, measures=measures_out(figures.slices, lang), causes={})
    if run.whole is None:
        return RunReport(run=run_out(run), measures=[], causes={})
    causes = Counter(failure.reason for failure in failures(run.whole.asked))
    return RunReport(run=run_out(run), measures=measures_out(run.whole.slices, lang), causes=dict(causes))


@router.post("/runs/{run_id}/stop", summary="Stop a run")
def stop(bench: BenchNeeded, run_id: RunId) -> RunOut:
    """It ends after the question being asked; what was asked is dropped."""
    run = bench.run(run_id)
    if run is None:
        raise Refusal(404, NO_RUN)
    run.stop.set()
    return run_out(run)


@router.get("/runs/{run_id}/failures", summary="Read the failing questions")
def failing(
    bench: BenchNeeded,
    request: Request,
    run_id: RunId,
    cause: Annotated[Reason | None, Query(description="only this cause", examples=["invented"])] = None,
    lang: LanguageWanted = "fr",
) -> list[FailureOut]:
    """Each with what was answered, by which proofs, and why that is wrong; the gravest first."""
    whole = _whole(bench, run_id)
    there = request.app.state.office.ledger.records_among(cited_records(whole))
    found = [failure for failure in failures(whole.asked) if cause in (None, failure.reason)]
    return [failure_out(failure, there, Words(lang)) for failure in found]


@router.get("/runs/{run_id}/comparison", summary="Compare a run")
def comparison(
    bench: BenchNeeded,
    run_id: RunId,
    against: Annotated[
        str,
        Query(description="baseline, or another run", examples=[BASELINE], pattern=r"^(baseline|[0-9]{8}-[0-9-]{10})$"),
    ] = BASELINE,
    lang: LanguageWanted = "fr",
) -> ComparisonOut:
    """Every measure over the questions of both, with its paired interval; the baseline is the one accepted in git."""
    after = bench.figures(run_id)
    before = read_baseline(ACCEPTED) if against == BASELINE else bench.figures(against)
    if after is None or before is None:
        raise Refusal(404, NO_RUN)
    return comparison_out(against, compare(before, after), lang)


@router.get("/runs/{run_id}/report", summary="Read the whole report", response_class=HTMLResponse)
def whole_report(bench: BenchNeeded, request: Request, run_id: RunId, lang: LanguageWanted = "fr") -> HTMLResponse:
    """One page without any outside resource, to be kept or passed on."""
    whole = _served(_whole(bench, run_id), request)
    found = compare(read_baseline(ACCEPTED), of_run(whole))
    policy = {"Content-Security-Policy": POLICY}
    return HTMLResponse(page(whole, found if found.shared else None, [], lang), headers=policy)


def _whole(bench: Bench, run_id: str) -> EvalRun:
    run = bench.run(run_id)
    if run is None or run.whole is None:
        raise Refusal(404, NO_RUN)
    return run.whole


def _served(whole: EvalRun, request: Request) -> EvalRun:
    """The same run without the words of records that are no longer served."""
    there = request.app.state.office.ledger.records_among(cited_records(whole))
    results = tuple(
        result
        if all(one.record_id in there for one in (*result.citations, *result.nearest))
        else replace(result, sentences=(), citations=(), nearest=())
        for result in whole.results
    )
    kept = {record_id: excerpt for record_id, excerpt in whole.records.items() if record_id in there}
    return replace(whole, results=results, records=kept)


def _kept(bench: Bench, run_id: str) -> RunOut | None:
    """A run of which the figures alone are left."""
    figures = bench.figures(run_id)
    if figures is None:
        return None
    of, told = figures.about, datetime.strptime(run_id[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    count = len(figures.outcomes)
    return RunOut(
        id=run_id, state="done", done=count, of=count, sets=of.sets, quick=of.quick, variants=of.variants,
        answerer=of.answerer, started=told, seconds=of.seconds, questions_kept=False,
    )  # fmt: skip
