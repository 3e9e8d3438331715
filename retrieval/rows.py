"""One row of the Chroma collection: a span, or the whole of a passage that is more than its only span."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np

from data.records import Kind
from data.spans import Span
from retrieval.filters import RecordFacts
from retrieval.passages import Passage
from retrieval.vectors import Floats

ATTRIBUTE = "attribute:"


class Level(StrEnum):
    """What a row's vector stands for."""

    SPAN = "span"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Row:
    """As Chroma keeps it: id, vector of shape (d,), text, metadata of plain values."""

    id: str
    vector: Floats
    text: str
    metadata: Mapping[str, str | int | float | bool]

    @property
    def level(self) -> Level:
        """Span or whole."""
        return Level(str(self.metadata["level"]))

    @property
    def passage(self) -> tuple[str, int]:
        """Key of the passage the row belongs to: record id and offset of its first span."""
        return str(self.metadata["record_id"]), int(self.metadata["passage"])

    @property
    def span(self) -> Span:
        """The span the row stands for."""
        m = self.metadata
        return Span(
            str(m["record_id"]), int(m["start"]), int(m["end"]), self.text, _seconds(m, "start_s"), _seconds(m, "end_s")
        )

    @property
    def about(self) -> RecordFacts:
        """The facts of the row's record."""
        m: Mapping[str, Any] = self.metadata
        return RecordFacts(
            record_id=m["record_id"],
            product_id=m["product_id"],
            kind=Kind(m["kind"]),
            language=m["language"],
            by_brand=m["by_brand"],
            author=m.get("author"),
            title=m.get("title"),
            rating=m.get("rating"),
            published=date.fromordinal(m["published"]) if "published" in m else None,
            verified=m.get("verified"),
            incentive=m.get("incentive"),
            proof_score=m["proof_score"],
            suspected=m.get("suspected", False),
            attributes={k.removeprefix(ATTRIBUTE): v for k, v in m.items() if k.startswith(ATTRIBUTE)},
        )


def _seconds(metadata: Mapping[str, Any], name: str) -> float | None:
    value = metadata.get(name)
    return None if value is None else float(value)


def rows_of(passage: Passage, vectors: Floats) -> list[Row]:
    """A row per span, and one for the whole; `vectors` has a row for each of the passage's `texts`."""
    record = passage.record
    facts = {
        "record_id": record.id,
        "product_id": record.product_id,
        "kind": record.kind.value,
        "language": record.language,
        "by_brand": record.by_brand,
        "author": record.author,
        "title": record.title,
        "rating": record.rating,
        "published": record.published.toordinal() if record.published else None,
        "verified": record.provenance.verified,
        "incentive": record.provenance.incentive,
        "proof_score": record.proof_score,
        "suspected": record.suspected or None,
        "passage": passage.start,
        **{ATTRIBUTE + name: value for name, value in record.attributes.items()},
    }
    known = {name: value for name, value in facts.items() if value is not None}

    def row(level: Level, span: Span, vector: Floats, text: str) -> Row:
        place = {
            "level": level.value,
            "start": span.start,
            "end": span.end,
            "start_s": span.start_s,
            "end_s": span.end_s,
        }
        metadata = known | {name: value for name, value in place.items() if value is not None}
        return Row(span.id if level is Level.SPAN else f"{span.id}:whole", vector, text, metadata)

    spans = [row(Level.SPAN, s, v, s.text) for s, v in zip(passage.spans, vectors[-len(passage.spans) :], strict=True)]
    if len(vectors) == len(spans):
        return spans
    return [row(Level.WHOLE, Span(record.id, passage.start, passage.end, ""), vectors[0], ""), *spans]


def rows_from(found: Mapping[str, Any]) -> list[Row]:
    """Rows of an answer of Chroma's `get` that includes embeddings, documents and metadatas."""
    vectors = np.asarray(found["embeddings"], np.float32)
    parts = zip(found["ids"], vectors, found["documents"], found["metadatas"], strict=True)
    return [Row(i, vector, text or "", metadata) for i, vector, text, metadata in parts]
