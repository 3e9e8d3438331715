"""Decisions: what rules and people decided, the queue that waits for people, and the statement of reasons."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from data.errors import IngestError
from data.journal import Decision
from data.ledger import Ledger
from data.records import SERVED, Record, Status
from ingest.moderation.rules import LANGUAGES, rule_book
from ingest.moderation.verdict import Verdict

PRIVACY, SOURCE, HAND, NONE, CHANGED, CAMPAIGN = "privacy", "source", "hand", "none", "changed", "campaign"
"""Rules of decisions that no rule of the book makes."""
RULES_ACTOR = "rules@"
SOURCE_ACTOR = "source:"
REASONS = {
    PRIVACY: (
        "Des données personnelles ont été masquées ; le reste du texte est publié.",
        "Personal data was hidden; the rest of the text is published.",
    ),
    SOURCE: (
        "Le site d'où vient le texte ne l'a pas publié.",
        "The site the text comes from has not published it.",
    ),
    HAND: ("Une personne de la boutique a décidé.", "A person of the shop decided."),
    NONE: ("Aucune règle ne le retient plus.", "No rule holds it back any more."),
    CHANGED: (
        "Le texte a changé depuis la décision d'une personne.",
        "The text changed after a person decided.",
    ),
    CAMPAIGN: (
        "Plusieurs auteurs ont publié presque les mêmes mots en peu de jours.",
        "Several authors published nearly the same words within few days.",
    ),
}
"""What is told of decisions no rule of the book makes, in French and English."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One decision as its author may read it: what, why, by whom, whether a machine decided, and what to do."""

    record_id: str
    product_id: str | None
    decision: str
    rule: str
    rule_version: str
    detail: str | None
    reasons: dict[str, str]
    automatic: bool
    decided_by: str
    at: str
    redress: dict[str, str]


REDRESS = {
    "fr": "Vous pouvez demander à la boutique qu'une personne revoie cette décision, ou modifier votre texte.",
    "en": "You may ask the shop to have a person review this decision, or change your text.",
}


def decided_by_person(decision: Decision) -> bool:
    """Whether neither the rules nor the source decided."""
    return not decision.actor.startswith((RULES_ACTOR, SOURCE_ACTOR))


def statement(kept: Record, verdict: Verdict, given: Record, at: datetime) -> Decision:
    """The decision that explains the status of a record just judged."""
    book = rule_book()
    first = verdict.rules[0] if verdict.rules else None
    if first and first.status is kept.status:
        return Decision(kept.id, first.code, first.version, kept.status, verdict.reason, book.actor, at)
    if kept.status is Status.MASKED:
        return Decision(kept.id, PRIVACY, book.version, kept.status, verdict.reason, book.actor, at)
    if kept.status not in SERVED:
        actor = SOURCE_ACTOR + given.provenance.source
        return Decision(kept.id, SOURCE, book.version, kept.status, kept.status_reason, actor, at)
    return Decision(kept.id, NONE, book.version, kept.status, None, book.actor, at)


def decide(ledger: Ledger, record_id: str, status: Status, reason: str, actor: str, at: datetime) -> Record:
    """Let a person decide on a record; it holds until another decision, whatever the rules say of the same words.

    Raises:
        NotFoundError: no record has the id.
        IngestError: no reason, or an actor that is not a person's name, or the record has left its source.
    """
    if not reason.strip() or not actor.strip() or actor.startswith((RULES_ACTOR, SOURCE_ACTOR)):
        raise IngestError(
            f"decision on {record_id!r} by {actor!r} with reason {reason!r}: a person's name and a reason were "
            "expected; pass --by NAME --reason TEXT"
        )
    record = ledger.record(record_id, served_only=False)
    prints = ledger.fingerprints([record_id])
    if record_id not in prints:
        raise IngestError(f"record {record_id!r} has left its source: nothing to decide; import it again first")
    if status is Status.APPROVED and record.status is Status.MASKED:
        status = Status.MASKED
    kept = replace(record, status=status, status_reason=reason)
    ledger.journal.add_decisions([Decision(record_id, HAND, rule_book().version, status, reason, actor, at)])
    ledger.put_records([(kept, prints[record_id])])
    return kept


def waiting(ledger: Ledger, status: Status = Status.PENDING) -> Iterator[Record]:
    """Records of that status that are still in their source, by id."""
    found = [record for record in ledger.records(served_only=False) if record.status is status]
    live = ledger.fingerprints([record.id for record in found])
    yield from (record for record in found if record.id in live)


def statements(ledger: Ledger, record_id: str | None = None, limit: int = 1000) -> list[Statement]:
    """Statements of reasons, newest first; of one record where it is given."""
    found = ledger.journal.decisions(record_id, limit)
    records = ledger.records_among({decision.record_id for decision in found}, served_only=False)
    return [_statement(decision, records.get(decision.record_id)) for decision in found]


def as_rows(found: list[Statement]) -> list[dict[str, object]]:
    """Statements as JSON can say them."""
    return [asdict(one) for one in found]


def _statement(decision: Decision, record: Record | None) -> Statement:
    rule = rule_book().rule(decision.rule)
    told = rule.reason if rule else dict(zip(LANGUAGES, REASONS.get(decision.rule, REASONS[HAND]), strict=True))
    served = decision.status in SERVED
    return Statement(
        record_id=decision.record_id,
        product_id=record.product_id if record else None,
        decision=decision.status,
        rule=decision.rule,
        rule_version=decision.rule_version,
        detail=decision.reason,
        reasons=told,
        automatic=not decided_by_person(decision),
        decided_by=decision.actor,
        at=decision.at.isoformat(),
        redress={} if served else REDRESS,
    )
