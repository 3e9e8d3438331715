"""Documents of a public set as the records the product would keep of them."""

from collections.abc import Sequence
from typing import Any

from data.records import Kind, Provenance, Record
from eval.public_sets import DocumentRow
from ingest.cleaning import clean_line, clean_text
from ingest.pipeline import describe
from ingest.readers.cue_repair import transcript
from ingest.readers.subtitles import TimedWords, spoken

KINDS = {
    "review": Kind.REVIEW,
    "qa": Kind.QUESTION,
    "faq": Kind.FAQ,
    "spec": Kind.PRODUCT,
    "description": Kind.PRODUCT,
    "bullet": Kind.PRODUCT,
    "product": Kind.PRODUCT,
    "video_segment": Kind.TRANSCRIPT,
    "video_transcript": Kind.TRANSCRIPT,
}
"""Our kinds by the sets' source types; any other text, such as an encyclopaedia's, is read as a review."""
NO_PRODUCT = "no-product"


def record_of(row: DocumentRow) -> Record:
    """The record of one document, under the document's id: its `text` and nothing else, no title and no question."""
    return _described(row, row.id, clean_text(row.text))


def video_of(video_id: str, segments: Sequence[DocumentRow], title: str | None = None) -> Record:
    """The record of a video whose sentences are documents with `meta.start` and `meta.end` in seconds."""
    words = (TimedWords(float(s.meta["start"]), float(s.meta["end"]), clean_line(s.text)) for s in segments)
    text, cues = transcript(spoken(words))
    return _described(segments[0], video_id, text, title=title, cues=cues)


def _described(row: DocumentRow, record_id: str, text: str, **more: Any) -> Record:
    """A record with what the pipeline derives from it: its language where enough words tell it, and its proof score."""
    return describe(
        Record(
            id=record_id,
            kind=KINDS.get(row.source_type, Kind.REVIEW),
            product_id=row.product_id or NO_PRODUCT,
            text=text,
            provenance=Provenance("public-set", external_id=record_id),
            language=row.lang or "und",
            **more,
        )
    )
