"""What people of the shop decide on records: publish, hold back, hide a passage, or leave it to the rules again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from data.errors import IngestError, NotFoundError
from data.journal import Decision
from data.ledger import Ledger
from data.records import Record, Status
from ingest.moderation.decisions import CAMPAIGN, PASSAGE, RESTORED, SOURCE, decide, refuse_unsigned
from ingest.moderation.hiding import hide, is_masked, marks_of, written
from ingest.moderation.judging import masks_in_force
from ingest.moderation.rules import rule_book
from ingest.moderation.verdict import STRICTEST, verdict_on

UNREAD: Final = "to be read again"
"""Fingerprint of a record whose source is to be read anew, whatever it says."""


class Action(StrEnum):
    """What a person may do with a record."""

    APPROVE = "approve"
    REJECT = "reject"
    MASK = "mask"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Order:
    """What a person decides on some records, why, and under which name; `passages` are the words `MASK` hides."""

    action: Action
    record_ids: tuple[str, ...]
    reason: str
    actor: str
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an order: the records as they are now, and why others were left as they were, by id."""

    kept: tuple[Record, ...]
    refused: dict[str, str]


class PassageError(IngestError):
    """None of the words to hide stands in the record."""


def carry_out(ledger: Ledger, order: Order, at: datetime) -> Done:
    """Decide on every record of an order; the caller brings the index up afterwards, once.

    Raises:
        IngestError: no reason or no name was given.
    """
    refuse_unsigned(", ".join(order.record_ids), order.reason, order.actor)
    kept, refused = [], {}
    for record_id in dict.fromkeys(order.record_ids):
        try:
            kept.append(CARRIED_OUT[order.action](ledger, record_id, order, at))
        except (IngestError, NotFoundError) as error:
            refused[record_id] = "passage" if isinstance(error, PassageError) else "gone"
    return Done(tuple(kept), refused)


def _approved(ledger: Ledger, record_id: str, order: Order, at: datetime) -> Record:
    return decide(ledger, record_id, Status.APPROVED, order.reason, order.actor, at)


def _rejected(ledger: Ledger, record_id: str, order: Order, at: datetime) -> Record:
    return decide(ledger, record_id, Status.REJECTED, order.reason, order.actor, at)


def _masked(ledger: Ledger, record_id: str, order: Order, at: datetime) -> Record:
    """The record published without the passages; those hidden before stay hidden."""
    record, _ = _live(ledger, record_id)
    salt = ledger.journal.salt()
    marks = marks_of(order.passages, salt)
    hidden, found = hide(record, marks, salt)
    if not found:
        raise PassageError(f"none of the words to hide stands in record {record_id!r}: they are compared word by word")
    before = masks_in_force(ledger, [record_id]).get(record_id, ())
    every = written(tuple(dict.fromkeys([*before, *(mark for mark in marks if mark in found)])))
    kept = replace(hidden, status=Status.MASKED, status_reason=order.reason)
    return _kept(ledger, kept, Decision(record_id, PASSAGE, every, Status.MASKED, order.reason, order.actor, at))


def _restored(ledger: Ledger, record_id: str, order: Order, at: datetime) -> Record:
    """The record as the rules see it; words a person hid come back when its source is read again."""
    record, print_ = _live(ledger, record_id)
    before = masks_in_force(ledger, [record_id])
    status = _of_rules(ledger, record)
    kept = replace(record, status=status, status_reason=order.reason)
    said = Decision(record_id, RESTORED, rule_book().version, status, order.reason, order.actor, at)
    return _kept(ledger, kept, said, UNREAD if before else print_)


def _of_rules(ledger: Ledger, record: Record) -> Status:
    """The status without any person's decision: the strictest of the rules', the source's and a campaign's.

    What a learned rule said stands too: it is heard when a record is read, not here.
    """
    machines = ledger.journal.last_decisions([record.id], (SOURCE, CAMPAIGN, *rule_book().learned))
    said = [Status(machines[record.id].status)] if record.id in machines else []
    own = Status.MASKED if is_masked(record) else Status.APPROVED
    return min((verdict_on(record).status, own, *said), key=STRICTEST.index)


def _live(ledger: Ledger, record_id: str) -> tuple[Record, str]:
    """A record that is still in its source, and its fingerprint."""
    record = ledger.record(record_id, served_only=False)
    prints = ledger.fingerprints([record_id])
    if record_id not in prints:
        raise IngestError(f"record {record_id!r} has left its source: nothing to decide; import it again first")
    return record, prints[record_id]


def _kept(ledger: Ledger, record: Record, said: Decision, fingerprint: str | None = None) -> Record:
    """Write the reason first: a kill between the two leaves a reason too many, never a decision without one."""
    kept = fingerprint or ledger.fingerprints([record.id])[record.id]
    ledger.journal.add_decision(said)
    ledger.put_records([(record, kept)])
    return record


CARRIED_OUT: Final[dict[Action, Callable[[Ledger, str, Order, datetime], Record]]] = {
    Action.APPROVE: _approved,
    Action.REJECT: _rejected,
    Action.MASK: _masked,
    Action.RESTORE: _restored,
}
