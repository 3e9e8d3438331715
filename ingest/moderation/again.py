"""What is published, judged once more on demand: after new rules, without the exports it came from.

It only holds back. What is held is released by a person, or by the next import, which knows what its source says.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from data.ledger import Ledger
from data.records import SERVED, Record
from ingest.moderation.decisions import decided_by_person, statement
from ingest.moderation.judging import Judged
from ingest.moderation.reading import Reader
from ingest.moderation.verdict import under, verdict_on
from retrieval.model import Model

BLOCK = 500


def judge_again(ledger: Ledger, model: Model, at: datetime) -> Counter[str]:
    """Hold back what today's rules find among what is served, and count it by rule; people's decisions stand.

    The caller holds the builder's lock, and brings the index up afterwards.
    """
    held: Counter[str] = Counter()
    reader, served = Reader(ledger, model), iter(list(ledger.records()))
    while block := list(islice(served, BLOCK)):
        prints = ledger.fingerprints([record.id for record in block])
        found = [one for one in _judged(block, ledger, reader, at) if one.record.id in prints]
        ledger.journal.add_decisions([one.decision for one in found if one.decision])
        ledger.put_records([(one.record, prints[one.record.id]) for one in found])
        held.update(one.verdict.codes[0] for one in found)
    return held


def _judged(block: list[Record], ledger: Ledger, reader: Reader, at: datetime) -> Iterator[Judged]:
    """Those of a block that are to be held back."""
    last = ledger.journal.last_decisions([record.id for record in block])
    free = [one for one in block if not (one.id in last and decided_by_person(last[one.id]))]
    by_patterns = []
    for record in free:
        verdict = verdict_on(record)
        kept = under(verdict, record) if verdict.codes else record
        said = statement(kept, verdict, record, at) if verdict.codes else None
        by_patterns.append(Judged(kept, verdict, {}, said))
    return (one for one in reader.read(by_patterns, at) if one.record.status not in SERVED)
