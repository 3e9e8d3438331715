"""The queue as it stands in a ledger: what waits, what readers report, what was held back or hidden, and why."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from data.journal import Decision, Feedback
from data.ledger import Ledger
from data.records import SERVED, Record, Status
from ingest.moderation.decisions import HAND, REASONS, by_machine
from ingest.moderation.folding import folded
from ingest.moderation.passages import passages_of
from ingest.moderation.reading import readings_of
from ingest.moderation.rules import LANGUAGES, rule_book
from ingest.moderation.verdict import rules_that_hold
from ui.staff.moderation_schemas import CaseOut, PassageOut, QueuePage, ReaderReport, State

MOST_FOUND: Final = 1_000
"""Published contents found by words."""
HELD: Final = (Status.PENDING, Status.REJECTED, Status.MASKED)
TITLES: Final = {
    "privacy": {"fr": "Données personnelles", "en": "Personal data"},
    "source": {"fr": "Décision de la source", "en": "Decision of the source"},
    "hand": {"fr": "Décision d'une personne", "en": "A person's decision"},
    "passage": {"fr": "Passage masqué par une personne", "en": "Passage hidden by a person"},
    "restored": {"fr": "Décision retirée", "en": "Decision withdrawn"},
    "none": {"fr": "Plus aucune règle", "en": "No rule any more"},
    "changed": {"fr": "Texte modifié", "en": "Changed text"},
    "campaign": {"fr": "Campagne", "en": "Campaign"},
    "brand": {"fr": "Réponse de la marque", "en": "Answer of the brand"},
}
"""Names of the rules no book holds (`ingest.moderation.decisions`)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the queue, and what of it."""

    state: State
    rule: str | None = None
    product_id: str | None = None
    words: str | None = None


def queue_page(ledger: Ledger, wanted: Wanted, offset: int, limit: int) -> QueuePage:
    """One page of a part of the queue: what was reported most or decided last comes first."""
    queue = _Queue.of(ledger, _published(ledger, wanted) if wanted.state == "approved" else ())
    part = [record for record in queue.part(wanted.state) if _fits(record, wanted)]
    if wanted.state == "approved" and not (wanted.words or wanted.product_id):
        part = [record for record in part if queue.rule(record.id) == HAND]
    rules = Counter(queue.rule(record.id) for record in part)
    found = [record for record in part if wanted.rule in (None, queue.rule(record.id))]
    found.sort(key=lambda record: queue.urgency(record.id), reverse=True)
    return QueuePage(
        state=wanted.state,
        counts=queue.counts(),
        rules=dict(rules.most_common()),
        total=len(found),
        offset=offset,
        limit=limit,
        cases=[queue.case(ledger, record) for record in found[offset : offset + limit]],
    )


def cases_of(ledger: Ledger, records: Sequence[Record]) -> list[CaseOut]:
    """Some records as cases, in their order."""
    last = ledger.journal.last_decisions([record.id for record in records])
    reports = _open_reports(ledger)
    return [_case(ledger, record, last.get(record.id), reports.get(record.id, ())) for record in records]


@dataclass(frozen=True, slots=True)
class _Queue:
    """Every record that is held back, hidden in part, reported or published by a person, and still in its source."""

    records: Mapping[str, Record]
    reported: Mapping[str, Sequence[Feedback]]
    last: Mapping[str, Decision]

    @classmethod
    def of(cls, ledger: Ledger, found: Iterable[Record] = ()) -> "_Queue":
        held = {record.id: record for record in ledger.records(served_only=False, statuses=HELD)}
        reports, by_hand = _open_reports(ledger), ledger.journal.decided(HAND)
        held |= ledger.records_among((reports.keys() | by_hand) - held.keys(), served_only=False)
        held |= {record.id: record for record in found}
        live = ledger.fingerprints(list(held))
        held = {record_id: record for record_id, record in held.items() if record_id in live}
        return cls(held, {i: r for i, r in reports.items() if i in held}, ledger.journal.last_decisions(held))

    def part(self, state: str) -> list[Record]:
        """The records of one part."""
        if state == "reported":
            return [self.records[record_id] for record_id in self.reported]
        return [record for record in self.records.values() if record.status == state]

    def counts(self) -> dict[str, int]:
        """How many records each part has, but for what is published and can only be looked for."""
        held = {status.value: len(self.part(status.value)) for status in HELD}
        published = [one for one in self.part(Status.APPROVED) if self.rule(one.id) == HAND]
        return {"reported": len(self.reported), **held, "approved": len(published)}

    def rule(self, record_id: str) -> str:
        """The rule behind the last decision on a record; "none" where nobody decided."""
        return self.last[record_id].rule if record_id in self.last else "none"

    def urgency(self, record_id: str) -> tuple[int, str, str]:
        """The more readers report it and the later it was decided, the higher."""
        decided = self.last[record_id].at.isoformat() if record_id in self.last else ""
        return len(self.reported.get(record_id, ())), decided, record_id

    def case(self, ledger: Ledger, record: Record) -> CaseOut:
        """A record of the queue as a case."""
        return _case(ledger, record, self.last.get(record.id), self.reported.get(record.id, ()))


def _published(ledger: Ledger, wanted: Wanted) -> Iterator[Record]:
    """Published contents somebody looks for; none where nothing tells which."""
    if wanted.words or wanted.product_id:
        published = ledger.records(wanted.product_id, statuses=[Status.APPROVED])
        yield from islice((one for one in published if not one.by_brand and _fits(one, wanted)), MOST_FOUND)


def _open_reports(ledger: Ledger) -> dict[str, list[Feedback]]:
    """What readers reported since a person last decided, by record, the newest first."""
    every: dict[str, list[Feedback]] = {}
    for report in ledger.journal.reports():
        every.setdefault(report.answer_id, []).append(report)
    closed = {i: d.at for i, d in _by_people(ledger, every).items()}
    still = {i: [r for r in reports if i not in closed or r.at > closed[i]] for i, reports in every.items()}
    return {record_id: reports for record_id, reports in still.items() if reports}


def _by_people(ledger: Ledger, record_ids: Collection[str]) -> dict[str, Decision]:
    last = ledger.journal.last_decisions(record_ids)
    return {record_id: one for record_id, one in last.items() if not by_machine(one.actor)}


def _fits(record: Record, wanted: Wanted) -> bool:
    if wanted.product_id not in (None, record.product_id):
        return False
    if not wanted.words:
        return True
    said = " ".join(filter(None, (record.title, record.text, record.author, record.id, record.product_id)))
    return folded(wanted.words) in folded(said)


def _case(ledger: Ledger, record: Record, last: Decision | None, reports: Sequence[Feedback]) -> CaseOut:
    read = readings_of(ledger, record)
    learned = {rule.code: rule for rule, _ in read}
    holding = [*rules_that_hold(record, rule_book()), *learned.values()]
    rule = last.rule if last else None
    return CaseOut(
        record_id=record.id,
        product_id=record.product_id,
        kind=record.kind,
        status=record.status,
        served=record.status in SERVED,
        language=record.language,
        title=record.title,
        text=record.text,
        author=record.author,
        attributes=record.attributes,
        rating=record.rating,
        published=record.published,
        source=record.provenance.source,
        url=record.url,
        rule=rule,
        rule_title=title_of(rule) if rule else {},
        rule_reason=reason_of(rule) if rule else {},
        codes=[one.code for one in holding],
        others={one.code: one.title for one in holding if one.code != rule and one.status not in SERVED},
        passages=tuple(
            map(PassageOut.model_validate, dict.fromkeys((*passages_of(record, holding), *(p for _, p in read))))
        ),
        decided_by=last.actor if last else None,
        decided_at=last.at if last else None,
        automatic=by_machine(last.actor) if last else True,
        detail=last.reason if last else record.status_reason,
        reports=[ReaderReport(reason=report.reason or "", at=report.at) for report in reports],
    )


def title_of(rule: str) -> dict[str, str]:
    """A rule's name in both languages; its code where nobody knows it any more."""
    known = rule_book().rule(rule)
    return known.title if known else TITLES.get(rule, dict.fromkeys(LANGUAGES, rule))


def reason_of(rule: str) -> dict[str, str]:
    """What the author is told of a rule."""
    known = rule_book().rule(rule)
    return known.reason if known else dict(zip(LANGUAGES, REASONS.get(rule, REASONS["hand"]), strict=True))
