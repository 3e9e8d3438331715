"""Hits and rows that tests start from."""

from collections.abc import Sequence
from dataclasses import replace

from data.records import Kind, Record
from data.spans import Span
from ingest.chunking import cut
from retrieval.filters import RecordFacts
from retrieval.hits import Hit, Scores
from retrieval.passages import passages
from retrieval.rows import Row, rows_of
from tests.fakes_embedder import FakeEmbedder


def hit(rank: int, text: str, **about: object) -> Hit:
    """A hit of record number `rank`, by an author of its own, its facts changed by keyword."""
    facts = RecordFacts(f"review-{rank}", "cream", Kind.REVIEW, "en", author=f"author {rank}")
    given = replace(facts, **about)  # type: ignore[arg-type]  # fields by name
    return Hit(Span(given.record_id, 0, len(text), text), given, Scores(0.0, 0.0, 0.0, -float(rank)), rank)


def rows_for(records: Sequence[Record], embedder: FakeEmbedder) -> list[Row]:
    """The rows an index of some records has."""
    found = [passage for record in records for passage in passages(record, cut(record))]
    return [row for passage in found for row in rows_of(passage, embedder.documents(passage.texts))]
