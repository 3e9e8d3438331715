"""Decisions: what rules and people decided, the queue that waits for people, and the statement of reasons."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from data.errors import IngestError
from data.journal import Decision
from data.ledger import Ledger
from data.records import BURST, SERVED, Record, Status
from ingest.moderation.hiding import is_masked
from ingest.moderation.rules import LANGUAGES, rule_book
from ingest.moderation.verdict import Verdict

PRIVACY, SOURCE, HAND, NONE, CHANGED, CAMPAIGN = "privacy", "source", "hand", "none", "changed", "campaign"
PASSAGE, RESTORED, BRAND = "passage", "restored", "brand"
"""Rules of decisions that no rule of the book makes; `PASSAGE` has in place of a version what it hides (hiding.py)."""
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
    PASSAGE: (
        "Une personne de la boutique a masqué un passage ; le reste du texte est publié.",
        "A person of the shop hid a passage; the rest of the text is published.",
    ),
    RESTORED: (
        "Une personne de la boutique a retiré sa décision : les règles décident à nouveau.",
        "A person of the shop withdrew a decision: the rules decide again.",
    ),
    BRAND: (
        "La marque a répondu à une question restée sans réponse.",
        "The brand answered a question that had found no answer.",
    ),
    BURST: (
        "Bien plus d'avis de cette note que d'habitude en peu de jours : ils restent lisibles et comptent à part.",
        "Far more reviews of this rating than usual within few days: they can be read and are counted apart.",
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
    """Whether a person's word holds: neither the rules' nor the source's, nor one that left it to the rules again."""
    return decision.rule != RESTORED and not by_machine(decision.actor)


def refuse_unsigned(record_id: str, reason: str, actor: str) -> None:
    """Stop a decision without a reason or a person's name (`IngestError`)."""
    if not reason.strip() or not actor.strip() or by_machine(actor):
        raise IngestError(
            f"decision on {record_id!r} by {actor!r} with reason {reason!r}: a person's name and a reason were "
            "expected; pass --by NAME --reason TEXT"
        )


def by_machine(actor: str) -> bool:
    """Whether the rules or the source go by this name."""
    return actor.startswith((RULES_ACTOR, SOURCE_ACTOR))


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
    refuse_unsigned(record_id, reason, actor)
    record = ledger.record(record_id, served_only=False)
    prints = ledger.fingerprints([record_id])
    if record_id not in prints:
        raise IngestError(f"record {record_id!r} has left its source: nothing to decide; import it again first")
    if status is Status.APPROVED and (record.status is Status.MASKED or is_masked(record)):
        status = Status.MASKED
    kept = replace(record, status=status, status_reason=reason)
    ledger.journal.add_decisions([Decision(record_id, HAND, rule_book().version, status, reason, actor, at)])
    ledger.put_records([(kept, prints[record_id])])
    return kept


def waiting(ledger: Ledger, status: Status = Status.PENDING) -> Iterator[Record]:
    """Records of that status that are still in their source, by id."""
    found = list(ledger.records(served_only=False, statuses=[status]))
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
        rule_version=rule_book().version if decision.rule == PASSAGE else decision.rule_version,
        detail=decision.reason,
        reasons=told,
        automatic=by_machine(decision.actor),
        decided_by=decision.actor,
        at=decision.at.isoformat(),
        redress={} if served else REDRESS,
    )
