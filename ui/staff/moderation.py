"""Moderation for the staff: the queue, decisions, statements of reasons, and trials of rules."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Query, Response
from pydantic import StringConstraints

from chat.api_needs import Limit, Offset, RecordId, Staff
from chat.api_requests import NO_NUL, Id
from chat.problems import responses
from data.records import SERVED, Record
from ingest.moderation.by_hand import Order, carry_out
from ingest.moderation.decisions import statements
from ingest.moderation.likeness import fitted_likeness
from ingest.moderation.rules import Rule, rule_book
from ingest.moderation.trial_process import (
    EndlessPatternError,
    PatternError,
    Proposal,
    StarvedTrialError,
    try_rule,
)
from ingest.pipeline import bring_up
from ui.staff.figures_csv import csv_response
from ui.staff.moderation_cases import TITLES, Wanted, cases_of, queue_page
from ui.staff.moderation_schemas import (
    CaseWithHistory,
    Code,
    DecisionsIn,
    DecisionsOut,
    LeftAsItWas,
    QueuePage,
    RuleOut,
    RulesOut,
    State,
    StatementLine,
    StatementOut,
    StatementsOut,
    TrialIn,
    TrialOut,
)
from ui.staff.needs import OfficeNeeded
from ui.staff.office import Office
from ui.staff.refusals import Refusal, StaffRoute
from ui.staff.signing import signature
from ui.staff.trial_text import as_toml

router = APIRouter(prefix="/v1/staff/moderation", tags=["moderation"], route_class=StaffRoute)
MOST_WORK_S: Final = 20.0
"""Seconds of a processor a trial may take: more is the fault of its patterns, however busy the machine is."""
MOST_WAIT_S: Final = 36.0
"""Seconds by the clock; with the wait for its turn (`Office.trying`) within those any answer may take."""
CSV: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "A table in UTF-8 with a byte order mark, its first line the names of its columns.",
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}
READ: Final = responses(401, 403, 422, 500, 503)
ONE: Final = responses(401, 403, 404, 422, 500, 503)
WRITTEN: Final = responses(400, 401, 403, 404, 409, 422, 500, 503)
GONE: Final = {
    "fr": "Ce contenu a quitté sa source ou a été effacé : rechargez la liste.",
    "en": "This content has left its source or was erased: reload the list.",
}
NO_PASSAGE: Final = {
    "fr": "Aucun des mots à masquer ne s'y trouve : recopiez-les tels qu'ils sont écrits, mots entiers.",
    "en": "None of the words to hide stands there: copy them as they are written, whole words.",
}
ENDLESS: Final = {
    "fr": "Ce motif prend trop de temps : évitez les répétitions dans des répétitions, comme (a+)+.",
    "en": "This pattern takes too long: avoid repetitions within repetitions, such as (a+)+.",
}
STARVED: Final = {
    "fr": "Le serveur est trop occupé pour essayer une règle en ce moment : réessayez dans une minute.",
    "en": "The server is too busy to try a rule right now: try again in a minute.",
}
BROKEN: Final = {
    "fr": "Le motif n° {number} n'est pas une expression régulière ({fault}).",
    "en": "Pattern {number} is no regular expression ({fault}).",
}
MOST_LINES: Final = 100_000
StateWanted = Annotated[State, Query(description="which part", examples=["pending"])]
RuleWanted = Annotated[Code | None, Query(description="only what this rule decided last", examples=["spam"])]
OfProduct = Annotated[Id | None, Query(description="only this product", examples=["creme-confort"])]
OfRecord = Annotated[Id | None, Query(description="only this content", examples=["review-1f0c9a3b5d7e2460"])]
WordsWanted = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=NO_NUL)] | None,
    Query(description="only with these words, whatever their case and accents", examples=["whatsapp"]),
]


@router.get("/queue", summary="Read the queue", responses=READ)
def queue(
    _: Staff,
    office: OfficeNeeded,
    state: StateWanted = "pending",
    rule: RuleWanted = None,
    product_id: OfProduct = None,
    q: WordsWanted = None,
    offset: Offset = 0,
    limit: Limit = 10,
) -> QueuePage:
    """What waits for a person, what readers report, what was refused or hidden in part; most pressing first.

    `approved` is what a person published; with `q` or `product_id`, at most 1,000 of all published words of customers.
    """
    return queue_page(office.ledger, Wanted(state, rule, product_id, q), offset, limit)


@router.get("/records/{record_id}", summary="Read a content and its history", responses=ONE)
def read_case(_: Staff, office: OfficeNeeded, record_id: RecordId) -> CaseWithHistory:
    """The content whether or not it is served, and everything that was decided on it."""
    record = office.ledger.record(record_id, served_only=False)
    return CaseWithHistory(case=cases_of(office.ledger, [record])[0], history=_statements(office, record_id))


@router.post("/decisions", summary="Decide on contents", responses=WRITTEN)
def decide(
    caller: Staff,
    office: OfficeNeeded,
    given: Annotated[DecisionsIn, Body(description="what, on which contents, and why")],
) -> DecisionsOut:
    """A person's decision holds whatever the rules say, until the words change; it is served when this is answered."""
    order = Order(
        given.action,
        tuple(given.record_ids),
        given.reason,
        signature(caller, given.by, office),
        tuple(given.passages),
    )
    with office.writing() as stores:
        done = carry_out(stores.ledger, order, datetime.now(UTC))
        built = bring_up(stores) if done.kept else None
    if not done.kept:
        raise Refusal(422, NO_PASSAGE if "passage" in done.refused.values() else GONE)
    return DecisionsOut(
        kept=cases_of(office.ledger, _again(office, done.kept)),
        refused=[LeftAsItWas.model_validate({"record_id": i, "why": why}) for i, why in done.refused.items()],
        generation=built.version if built else None,
    )


@router.get("/statements", summary="Read statements of reasons", responses=READ)
def read_statements(_: Staff, office: OfficeNeeded, record_id: OfRecord = None, limit: Limit = 100) -> StatementsOut:
    """Decisions as their authors may read them, the newest first."""
    return StatementsOut(statements=_statements(office, record_id, limit))


@router.get("/statements.csv", summary="Export statements of reasons", responses={**CSV, **READ})
def export_statements(_: Staff, office: OfficeNeeded, record_id: OfRecord = None) -> Response:
    """Up to 100,000 decisions as a table, one a line, the newest first."""
    found = [StatementLine.of(one) for one in _statements(office, record_id, MOST_LINES)]
    return csv_response("statements", StatementLine, found)


@router.get("/rules", summary="Read the rules", responses=responses(401, 403, 500, 503))
def read_rules(_: Staff) -> RulesOut:
    """The rules as they run, with the words authors hear of them."""
    book = rule_book()
    titles = TITLES | {rule.code: dict(rule.title) for rule in book.rules}
    return RulesOut(version=book.version, rules=[_rule(rule) for rule in book.rules], titles=titles)


@router.post("/trials", summary="Try a rule without switching it on", responses=WRITTEN)
def try_a_rule(
    _: Staff, office: OfficeNeeded, given: Annotated[TrialIn, Body(description="the rule as it might run")]
) -> TrialOut:
    """What the rule would change among everything kept; nothing is written."""
    proposal = Proposal(given.code, given.status, tuple(given.patterns), tuple(given.also), given.threshold)
    try:
        with office.trying():
            found = try_rule(office.ledger_url, proposal, MOST_WORK_S, MOST_WAIT_S)
    except PatternError as error:
        words = {language: said.format(number=error.number, fault=error.fault) for language, said in BROKEN.items()}
        raise Refusal(422, words) from error
    except EndlessPatternError as error:
        raise Refusal(422, ENDLESS) from error
    except StarvedTrialError as error:
        raise Refusal(409, STARVED) from error
    toml = as_toml(given, rule_book().rule(given.code))
    return TrialOut(**found, toml=toml)


def _again(office: Office, records: Sequence[Record]) -> list[Record]:
    """The records as the ledger now has them, in the same order."""
    kept = office.ledger.records_among([record.id for record in records], served_only=False)
    return [kept[record.id] for record in records if record.id in kept]


def _statements(office: Office, record_id: str | None, limit: int = 1_000) -> list[StatementOut]:
    return [StatementOut.model_validate(asdict(one)) for one in statements(office.ledger, record_id, limit)]


def _threshold(rule: Rule) -> float | None:
    """Of a learned rule that holds something back, how likely a text must be."""
    return fitted_likeness().threshold if rule.like and rule.status not in SERVED else None


def _rule(rule: Rule) -> RuleOut:
    told = {name: getattr(rule, name) for name in ("code", "version", "status", "title", "reason")}
    patterns = {name: [one.pattern for one in getattr(rule, name)] for name in ("patterns", "also")}
    return RuleOut.model_validate(told | patterns | {"threshold": _threshold(rule)})
