"""Bursts in the ledger: their reviews stay to be read, weigh less, are counted apart, and each is told why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from data.journal import Decision
from data.ledger import Ledger
from data.records import BURST, SERVED, Kind, Record
from ingest.moderation.bursts import bursts
from ingest.moderation.decisions import NONE, decided_by_person
from ingest.moderation.rules import rule_book
from ingest.proof import proof_score

WEIGHT: Final = 0.25
"""What is left of the proof score of a review of a burst."""


def mark_bursts(ledger: Ledger, product_id: str, at: datetime) -> int:
    """Mark the reviews of a product that form bursts, and unmark those that no longer do; how many are marked anew.

    A review a person decided on is left as that person wants it.
    """
    reviews = [r for r in ledger.records(product_id, [Kind.REVIEW], served_only=False) if r.status in SERVED]
    prints = ledger.fingerprints([record.id for record in reviews])
    live = [record for record in reviews if record.id in prints]
    suspects = _suspects(ledger, live)
    last = ledger.journal.last_decisions([r.id for r in live if r.id in suspects or r.suspected])
    free = [r for r in live if r.id not in last or not decided_by_person(last[r.id])]
    fresh = [r for r in free if r.id in suspects and not r.suspected]
    cleared = [r for r in free if r.suspected and r.id not in suspects]
    book = rule_book()
    ledger.journal.add_decisions(
        [
            *(Decision(r.id, BURST, book.version, r.status, None, book.actor, at) for r in fresh),
            *(Decision(r.id, NONE, book.version, r.status, None, book.actor, at) for r in cleared),
        ]
    )
    marked = [replace(r, status_reason=BURST, proof_score=round(proof_score(r) * WEIGHT, 4)) for r in fresh]
    plain = [replace(r, status_reason=None, proof_score=proof_score(r)) for r in cleared]
    if marked or plain:
        ledger.put_records([(record, prints[record.id]) for record in (*marked, *plain)])
    return len(marked)


def _suspects(ledger: Ledger, reviews: Sequence[Record]) -> set[str]:
    """Ids of the suspects; authors are looked up only where there may be some."""
    found = bursts(reviews)
    if not found:
        return found
    authors = {record.author for record in reviews if record.id in found and record.author}
    return bursts(reviews, {author for author in authors if len(ledger.ids_of_author(author)) > 1})
