"""Everything held on a contributor, as one JSON document they may be given."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from data.errors import NotFoundError
from data.ledger import Ledger
from ingest.chunking import cut
from ingest.erasure_contributor import Contributor, contributions
from ingest.erasure_plan import hashes_of
from ingest.moderation.decisions import as_rows, statements

FORMAT = "temoin-contributor-1"


def contributor_export(ledger: Ledger, who: Contributor, at: datetime) -> dict[str, Any]:
    """Their records word for word as they are kept, with provenance, what was decided on each, and what is derived.

    What other people said of a record (feedback, reports) is theirs: only its verdict and date are told.

    Raises:
        NotFoundError: nothing is held on them.
    """
    records = contributions(ledger, who)
    if not records:
        named = ", ".join(map(repr, who.names)) or "these records"
        raise NotFoundError(f"nothing is held of {named}: write the name as the source shows it")
    ids = [record.id for record in records]
    live, sealed, copies = ledger.fingerprints(ids), ledger.eraser.sealed(ids), ledger.duplicates()
    cited = [answer for answer in ledger.answers.read() if any(one in ids for one, _ in answer.cited)]
    return {
        "format": FORMAT,
        "made": at.isoformat(timespec="seconds"),
        "asked_for": {"names": list(who.names), "source": who.source, "record_ids": list(who.record_ids)},
        "records": [
            {
                **asdict(record),
                "in_its_source": record.id in live,
                "copy_of": copies.get(record.id),
                "sealed_original_kept": record.id in sealed,
                "spans": len(cut(record)),
                "vectors": len(ledger.eraser.vectors(hashes_of(record))),
                "cited_in_answers": sum(any(one == record.id for one, _ in answer.cited) for answer in cited),
                "decisions": as_rows(statements(ledger, record.id)),
                "reports": [
                    {"verdict": given.verdict, "at": given.at.isoformat()}
                    for given in ledger.journal.feedback(record.id)
                ],
            }
            for record in records
        ],
    }
