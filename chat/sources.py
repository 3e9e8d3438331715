"""What answers are made from, and the moves all of them make: find proofs, cite them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from chat.answer import Citation
from chat.catalogue import Catalogue
from chat.citing import cite
from chat.gate import Gate
from chat.selection import Proof
from chat.way import Way
from data.ledger import Ledger
from data.spans import Span
from retrieval.filters import Filters
from retrieval.search import Searcher

POOL = 40
"""Spans looked at for one answer."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Ledger, search, gate and clock of one assistant; safe to share between threads."""

    ledger: Ledger
    catalogue: Catalogue
    searcher: Searcher
    gate: Gate
    today: Callable[[], date]

    def proofs(
        self, way: Way, filters: Filters | None = None, *, wanted: str | None = None, gate: Gate | None = None
    ) -> list[Proof]:
        """The best spans by their probability of answering; all of them go into the trace."""
        question, judge = wanted or way.question, gate or self.gate
        hits = way.stage(
            "evidence",
            lambda: self.searcher.search(question, way.language, way.product_id, filters, POOL),
            lambda found: (f"{len(found)} spans", "dense and lexical scores of span and passage, fused"),
        )
        proofs = way.stage(
            "gate",
            lambda: sorted(
                (Proof(hit, judge.probability(question, way.language, hit)) for hit in hits),
                key=lambda proof: -proof.probability,
            ),
            lambda found: (
                f"best {max((p.probability for p in found), default=0.0):.2f}",
                f"answered from {judge.threshold:.2f}, nearly from {judge.near:.2f}; proofs from {judge.proof:.2f}",
            ),
        )
        way.consider(proofs, judge.proof)
        return proofs

    def cited(self, spans: Sequence[Span], wanted: Collection[str] = (), first: int = 1) -> tuple[Citation, ...]:
        """Citations in the order of the spans, numbered from `first`; a record that changed since is left out."""
        records = self.ledger.records_among([span.record_id for span in spans])
        there = [(span, records[span.record_id]) for span in spans if span.record_id in records]
        sound = [(span, record) for span, record in there if record.text[span.start : span.end] == span.text]
        return tuple(cite(number, span, record, wanted) for number, (span, record) in enumerate(sound, start=first))
