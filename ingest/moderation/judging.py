"""From a record as its source gave it to the one that is kept: described, masked, judged; people's decisions win."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from data.journal import Decision
from data.languages import language_of
from data.ledger import Ledger
from data.privacy import VERSION as PRIVACY_VERSION
from data.privacy import PersonalKind
from data.records import SERVED, Record, Status
from ingest.masking import mask_record
from ingest.moderation.decisions import CHANGED, NONE, PASSAGE, RESTORED, decided_by_person, statement
from ingest.moderation.hiding import Mark, hide, read
from ingest.moderation.likeness import fitted_likeness
from ingest.moderation.rules import rule_book
from ingest.moderation.verdict import Verdict, under, verdict_on
from ingest.proof import proof_score


@dataclass(frozen=True, slots=True)
class Judged:
    """A record as it is kept; `decision` is to be written down, `None` when nothing new was decided."""

    record: Record
    verdict: Verdict
    hidden: Mapping[PersonalKind, int]
    decision: Decision | None


def rules_version() -> str:
    """Version of all that decides what is kept of a record: a new one makes the next import judge anew."""
    return f"privacy {PRIVACY_VERSION}, moderation {rule_book().version}, learned {fitted_likeness().version}"


def judge(records: Sequence[Record], ledger: Ledger, at: datetime) -> list[Judged]:
    """Prepare records for the ledger: nothing of what the rules hide reaches it, or anything after it."""
    salt, last = ledger.journal.salt(), ledger.journal.last_decisions([record.id for record in records])
    by_people = {record_id for record_id, decision in last.items() if decided_by_person(decision)}
    stored = ledger.records_among(by_people, served_only=False)
    masks = masks_in_force(ledger, last)
    found = []
    for record in records:
        seen = _Seen(record, last.get(record.id), stored.get(record.id), masks.get(record.id, ()))
        found.append(_judged(seen, salt, at))
    return found


def masks_in_force(ledger: Ledger, record_ids: Collection[str]) -> dict[str, tuple[Mark, ...]]:
    """What people hid and nobody restored since, by record id."""
    said = ledger.journal.last_decisions(record_ids, (PASSAGE, RESTORED))
    return {record_id: read(one.rule_version) for record_id, one in said.items() if one.rule == PASSAGE}


@dataclass(frozen=True, slots=True)
class _Seen:
    """A record as its source gives it, what was last decided on it, as it is stored, and what people hid in it."""

    source: Record
    last: Decision | None
    stored: Record | None
    masks: tuple[Mark, ...]


def prepared(record: Record, salt: str) -> tuple[Record, Mapping[PersonalKind, int]]:
    """The record with its language, its personal data hidden, and its proof score; and what was hidden."""
    language = language_of(record)
    masked = mask_record(replace(record, language=language), language, salt)
    return replace(masked.record, proof_score=proof_score(masked.record)), masked.hidden


def _judged(seen: _Seen, salt: str, at: datetime) -> Judged:
    record, hidden = prepared(seen.source, salt)
    record, found = hide(record, seen.masks, salt) if seen.masks else (record, frozenset())
    last, verdict = seen.last, verdict_on(record, hidden)
    if last and decided_by_person(last) and seen.stored and _same_words(seen.stored, record, salt):
        status = Status(last.status)
        if status is Status.APPROVED and (hidden or found):
            status = Status.MASKED
        return Judged(replace(record, status=status, status_reason=last.reason), verdict, hidden, None)
    kept = under(verdict, record)
    if found and kept.status is Status.APPROVED:
        kept = replace(kept, status=Status.MASKED)
    if seen.masks and len(found) < len(seen.masks):
        return _anew(kept, verdict, hidden, None, at)
    if last and decided_by_person(last):
        return _anew(kept, verdict, hidden, last, at)
    return Judged(kept, verdict, hidden, newly(statement(kept, verdict, seen.source, at), last))


def _anew(
    kept: Record, verdict: Verdict, hidden: Mapping[PersonalKind, int], last: Decision | None, at: datetime
) -> Judged:
    """The words changed after a person decided: the rules decide, and what was refused waits for a person again.

    `last` is `None` when words a person hid are not found any more: they may stand there in another form.
    """
    reason = "its words changed after a person decided"
    if (last is None or last.status not in SERVED) and kept.status in SERVED:
        kept = replace(kept, status=Status.PENDING, status_reason=reason)
    said = Decision(kept.id, CHANGED, rule_book().version, kept.status, reason, rule_book().actor, at)
    return Judged(kept, verdict, hidden, said)


def _same_words(stored: Record, record: Record, salt: str) -> bool:
    """Whether the words are those a person decided on, hidden by older rules or by today's."""
    if (stored.title, stored.text) == (record.title, record.text):
        return True
    again = mask_record(stored, record.language, salt).record
    return (again.title, again.text) == (record.title, record.text)


def newly(said: Decision | None, last: Decision | None) -> Decision | None:
    """What is to be written down: nothing twice, and nothing of a record no rule ever held."""
    if said is None:
        return None
    if last is None:
        return None if said.rule == NONE else said
    same = (last.rule, last.rule_version, last.status, last.reason) == (
        said.rule,
        said.rule_version,
        said.status,
        said.reason,
    )
    return None if same else said


def counted(judged: Iterable[Judged]) -> tuple[dict[str, int], dict[str, int]]:
    """How many pieces of each kind were hidden, and how many records each rule holds back."""
    hidden: dict[str, int] = {}
    held: dict[str, int] = {}
    for one in judged:
        for kind, count in one.hidden.items():
            hidden[kind.value] = hidden.get(kind.value, 0) + count
        if one.record.status not in SERVED:
            code = next(iter(one.verdict.codes), "source")
            held[code] = held.get(code, 0) + 1
    return hidden, held
