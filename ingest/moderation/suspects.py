"""Campaigns in the ledger: found among copies, held back for a person, and recognised when they go on."""

from dataclasses import replace
from datetime import datetime

from data.journal import Decision
from data.ledger import Ledger
from data.records import SERVED, Kind, Record, Status
from ingest.moderation.campaigns import campaigns
from ingest.moderation.decisions import CAMPAIGN, decided_by_person
from ingest.moderation.rules import rule_book


def comparable(ledger: Ledger, product_id: str) -> list[Record]:
    """Reviews of a product a copy may be told by: those served, and those held back as a campaign."""
    served = list(ledger.records(product_id, [Kind.REVIEW], served_only=True))
    every = ledger.records(product_id, [Kind.REVIEW], served_only=False)
    held = [record for record in every if record.status_reason == CAMPAIGN]
    if not held:
        return served
    copies, live = ledger.duplicates(), ledger.fingerprints([record.id for record in held])
    return [*(record for record in held if record.id in live and record.id not in copies), *served]


def hold_campaigns(ledger: Ledger, product_id: str, at: datetime) -> int:
    """Let the reviews of a product that form a campaign wait for a person; how many there are."""
    copies = ledger.duplicates()
    reviews = {record.id: record for record in ledger.records(product_id, [Kind.REVIEW], served_only=False)}
    prints = ledger.fingerprints(list(reviews))
    live = [record for record in reviews.values() if record.id in prints and record.status in SERVED]
    suspects = campaigns(live, copies)
    last = ledger.journal.last_decisions(suspects)
    held = [reviews[i] for i in sorted(suspects) if not (i in last and decided_by_person(last[i]))]
    book = rule_book()
    ledger.journal.add_decisions(
        [Decision(r.id, CAMPAIGN, book.version, Status.PENDING, None, book.actor, at) for r in held]
    )
    ledger.put_records([(replace(r, status=Status.PENDING, status_reason=CAMPAIGN), prints[r.id]) for r in held])
    return len(held)
