"""Runs of question sets as the API gives them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict

from chat.api_schemas import about
from chat.manner import Answerer
from eval.compare import Comparison
from eval.intervals import Score
from eval.questions import EvalQuestion
from eval.reasons import Failure, Reason
from eval.report.failing import reason_text
from eval.report.words import Words
from eval.results import Cited
from eval.runs import EvalRun
from eval.scorecard import MEASURES
from ui.staff.evaluation_bench import Run, State


class SetOut(BaseModel):
    """A question set that can be run."""

    name: Annotated[str, about("its name", "pas-de-cote")]
    lines: Annotated[int, about("questions and hand counts in it", 171)]
    own: Annotated[bool, about("whether it is the shop's own, in the home folder under eval/sets", False)]


class RunIn(BaseModel):
    """What is to be run."""

    model_config = ConfigDict(extra="forbid")

    sets: Annotated[tuple[str, ...], about("names of sets; none: all", ["pas-de-cote"], max_length=50)] = ()
    quick: Annotated[bool, about("about 150 questions of the test half rather than all", True)] = True
    variants: Annotated[bool, about("also every question as it is typed otherwise", False)] = False
    answerer: Annotated[Answerer, about("who words the answers", "assembled")] = "assembled"


class RunOut(BaseModel):
    """A run and how far it is; one that is on disk alone has its figures and not its questions."""

    id: Annotated[str, about("the run", "20261122-210455-123")]
    state: Annotated[State, about("running, done, stopped or failed", "done")]
    done: Annotated[int, about("questions asked", 152)]
    of: Annotated[int, about("questions in all; 0 until they are read", 152)]
    sets: Annotated[tuple[str, ...], about("sets run", ["pas-de-cote"])]
    quick: Annotated[bool, about("whether it was the quick tier", True)]
    variants: Annotated[bool, about("whether variants were asked too", False)]
    answerer: Annotated[str, about("who worded the answers", "assembled")]
    started: Annotated[datetime, about("when it began", "2026-11-22T21:04:55Z")]
    seconds: Annotated[float, about("how long it took", 24.5)]
    error: Annotated[str | None, about("why it failed", None)] = None
    questions_kept: Annotated[bool, about("whether its failing questions can still be read", True)]


class MeasureOut(BaseModel):
    """One figure of a run, with its 95 % interval."""

    measure: Annotated[str, about("name of the measure", "answer_right")]
    says: Annotated[str, about("what it says, in one line", "questions dealt with rightly")]
    unit: Annotated[str, about("share, points, seconds or milliseconds", "share")]
    less_is_better: Annotated[bool, about("whether less is better", False)]
    slice: Annotated[str, about("the questions it is over", "test")]
    value: Annotated[float, about("the figure", 0.71)]
    low: Annotated[float | None, about("lower end of the interval", 0.66)]
    high: Annotated[float | None, about("upper end of the interval", 0.76)]
    n: Annotated[int, about("questions judged", 152)]


class RunReport(BaseModel):
    """A run and its figures."""

    run: Annotated[RunOut, about("the run", {})]
    measures: Annotated[list[MeasureOut], about("figures by slice; a measure without a case is left out", [])]
    causes: Annotated[dict[str, int], about("failing questions by cause, the gravest first", {"invented": 12})]


class MessageOut(BaseModel):
    """One message of a question's conversation."""

    role: Annotated[Literal["shopper", "assistant"], about("who speaks", "shopper")]
    text: Annotated[str, about("the words", "Elle taille petit ?")]


class ProofOut(BaseModel):
    """A proof an answer gave."""

    record_id: Annotated[str, about("the record", "review-1f0c9a3b5d7e2460")]
    quote: Annotated[str, about("its words", "Plus aucun tiraillement.")]
    right: Annotated[bool, about("whether the set accepts it", False)]


class FailureOut(BaseModel):
    """A question that was not dealt with rightly."""

    question_id: Annotated[str, about("the question", "pdc-fr-001")]
    set: Annotated[str, about("its set", "pas-de-cote")]
    language: Annotated[str, about("its language", "fr")]
    product_id: Annotated[str | None, about("the product it is asked on; null: the whole shop", "foulee-2")]
    messages: Annotated[list[MessageOut], about("the conversation, the question last", [])]
    intent: Annotated[str, about("what is asked for", "size")]
    answerable: Annotated[str, about("full, partial or none", "full")]
    cause: Annotated[Reason, about("the gravest thing wrong", "invented")]
    told: Annotated[str, about("the same in a sentence", "Answers although nobody speaks of it.")]
    outcome: Annotated[str, about("how it ended", "answered")]
    lines: Annotated[list[str], about("what was answered; empty where a record of it is no longer served", [])]
    proofs: Annotated[list[ProofOut], about("the proofs given, those still served", [])]
    note: Annotated[str, about("why this evidence is accepted, or none is", "")]


class ChangeOut(BaseModel):
    """One measure in two runs, over the questions of both."""

    measure: Annotated[str, about("name of the measure", "answer_right")]
    says: Annotated[str, about("what it says, in one line", "questions dealt with rightly")]
    before: Annotated[float, about("in the other run", 0.69)]
    after: Annotated[float, about("in this one", 0.71)]
    difference: Annotated[float, about("after minus before", 0.02)]
    low: Annotated[float | None, about("lower end of its 95 % interval, paired", -0.01)]
    high: Annotated[float | None, about("upper end", 0.05)]
    n: Annotated[int, about("questions of both that are judged", 152)]
    verdict: Annotated[str, about("better or worse where the interval leaves no doubt, else same", "same")]


class ComparisonOut(BaseModel):
    """A run beside the accepted baseline, or beside another run."""

    against: Annotated[str, about("what it is compared with", "baseline")]
    shared: Annotated[int, about("questions of both", 152)]
    changes: Annotated[list[ChangeOut], about("measure by measure", [])]
    newly_right: Annotated[tuple[str, ...], about("questions right now and not before", [])]
    newly_wrong: Annotated[tuple[str, ...], about("questions wrong now and not before", [])]
    otherwise: Annotated[tuple[str, ...], about("questions that end otherwise, neither righter nor wronger", [])]


def run_out(run: Run) -> RunOut:
    """A run in memory."""
    wanted = run.wanted
    return RunOut(
        id=run.id, state=run.state, done=run.done, of=run.of, sets=run.whole.about.sets if run.whole else wanted.sets,
        quick=wanted.quick, variants=wanted.variants, answerer=wanted.answerer, started=run.started,
        seconds=run.seconds, error=run.error, questions_kept=run.whole is not None,
    )  # fmt: skip


def measures_out(slices: Mapping[str, Mapping[str, Score]], language: str) -> list[MeasureOut]:
    """Every figure that was measured, in the order measures are read."""
    words = Words(language)
    return [
        MeasureOut(
            measure=one.name, says=words.measure(one.name), unit=one.unit, less_is_better=one.less_is_better,
            slice=name, value=score.value, low=score.low, high=score.high, n=score.n,
        )
        for name, of in slices.items()
        for one in MEASURES
        if (score := of.get(one.name)) is not None and score.value is not None and score.n
    ]  # fmt: skip


def failure_out(failure: Failure, there: Collection[str], words: Words) -> FailureOut:
    """A failing question; `there` are the records still served: what quotes another is no longer told."""
    question, result = failure.asked.question, failure.asked.result
    cited = (*result.citations, *result.nearest)
    whole = all(one.record_id in there for one in cited)
    return FailureOut(
        question_id=question.id, set=question.set, language=question.language, product_id=question.product_id,
        messages=[MessageOut(role=turn.role, text=turn.text) for turn in question.conversation.turns],
        intent=question.intent, answerable=question.answerable, cause=failure.reason,
        told=reason_text(failure, words), outcome=result.outcome, lines=list(result.sentences) if whole else [],
        proofs=[_proof(one, question) for one in cited if one.record_id in there], note=question.note,
    )  # fmt: skip


def comparison_out(against: str, found: Comparison, language: str) -> ComparisonOut:
    """Every change with its paired interval."""
    words = Words(language)
    changes = [
        ChangeOut(
            measure=c.measure.name, says=words.measure(c.measure.name), before=c.before, after=c.after,
            difference=c.difference.value or 0.0, low=c.difference.low, high=c.difference.high, n=c.difference.n,
            verdict=c.verdict,
        )
        for c in found.changes
    ]  # fmt: skip
    return ComparisonOut(
        against=against, shared=found.shared, changes=changes, newly_right=found.newly_right,
        newly_wrong=found.newly_wrong, otherwise=found.otherwise,
    )  # fmt: skip


def cited_records(run: EvalRun) -> set[str]:
    """Every record whose words a run holds."""
    return {one.record_id for result in run.results for one in (*result.citations, *result.nearest)} | {*run.records}


def _proof(one: Cited, question: EvalQuestion) -> ProofOut:
    return ProofOut(record_id=one.record_id, quote=one.quote, right=one.record_id in question.acceptable)
