"""What reviews are together, once an import has read them: copies of one another, campaigns, bursts."""

from datetime import UTC, datetime

from data.ledger import Ledger
from ingest.moderation.burst_marks import mark_bursts
from ingest.moderation.suspects import comparable, hold_campaigns
from ingest.near_duplicates import near_duplicates
from retrieval.index import Index


def mark_copies(ledger: Ledger, index: Index) -> tuple[set[str], int]:
    """Look for near-duplicates in every product with records the index does not know yet.

    Gives the ids of the copies, and how many records a campaign of copies holds back.
    """
    manifest = index.manifest()
    changes = ledger.changes_since(manifest.revision if manifest else 0)
    touched = {change.record.product_id for change in changes if change.record is not None}
    copies: set[str] = set()
    held = 0
    for product_id in sorted(touched):
        found = near_duplicates(comparable(ledger, product_id))
        if found:
            ledger.mark_duplicates(dict(found))
            held += hold_campaigns(ledger, product_id, datetime.now(UTC))
        mark_bursts(ledger, product_id, datetime.now(UTC))
        copies |= found.keys()
    return copies, held
