"""Keeps out what was erased: nobody's words come back with the next export."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.ledger import Ledger
from data.records import Record
from ingest.erasure_contributor import stones_of
from ingest.moderation.judging import Judged
from ingest.refusals import Refusal

REASON = "its author asked to be erased: it is not taken in again; remove the row from the export"


@dataclass(frozen=True, slots=True)
class Gate:
    """The tombstones of one ledger."""

    salt: str
    stones: frozenset[str]

    @classmethod
    def of(cls, ledger: Ledger) -> "Gate":
        """The gate of a ledger as it is now."""
        return cls(ledger.journal.salt(), ledger.journal.tombstones())

    def refuses(self, given: Record, kept: Record) -> bool:
        """Whether a record is one that was erased, or its author's."""
        return bool(self.stones) and not self.stones.isdisjoint(stones_of(given, kept, self.salt))

    def let_in(self, given: Iterable[Record], judged: Iterable[Judged]) -> tuple[list[Judged], list[Refusal]]:
        """Of records as read and as judged, in the same order, those that may come in, and a refusal of each other."""
        allowed, refused = [], []
        for source, one in zip(given, judged, strict=True):
            if self.refuses(source, one.record):
                refused.append(Refusal(source.provenance.source, 0, "author", "", REASON))
            else:
                allowed.append(one)
        return allowed, refused
