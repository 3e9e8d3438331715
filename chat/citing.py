"""From a hit to a citation: the record's own words, with everything a reader may want to know of them."""

from collections.abc import Collection

from chat.answer import Citation, Stance
from chat.cutting import closes_inside, inside_sentence, opens_inside, shortened
from chat.labels import incentive_key
from chat.links import at_second
from chat.signatures import signed
from chat.sites import site_name
from data.records import Kind, Record
from data.spans import Span


def cite(
    number: int, span: Span, record: Record, wanted: Collection[str] = (), stance: Stance = Stance.NONE
) -> Citation:
    """A citation whose quote is `record.text[start:end]`, whatever the index held.

    A span too long to read is cut to the clauses that hold most of the `wanted` stems.
    """
    whole = record.text[span.start : min(span.end, len(record.text))]
    first, last = shortened(whole, wanted, record.language)
    start, end = span.start + first, span.start + last
    source = record.provenance
    written = record.kind is not Kind.TRANSCRIPT  # what is said in a video has no sentences
    return Citation(
        number=number,
        record_id=record.id,
        start=start,
        end=end,
        quote=record.text[start:end],
        kind=record.kind,
        by_brand=record.by_brand,
        language=record.language,
        author=signed(record),
        title=record.title,
        published=record.published,
        experienced=record.experienced,
        rating=record.rating,
        verified=source.verified,
        incentive=source.incentive and incentive_key(source.incentive),
        origin=site_name(source.origin),
        translated_from=source.translated_from,
        url=_link(record, span.start_s),
        start_s=span.start_s,
        end_s=span.end_s,
        stance=stance,
        cut_before=opens_inside(whole, first) or (written and inside_sentence(record.text, start)),
        cut_after=closes_inside(whole, last) or (written and inside_sentence(record.text, end)),
    )


def _link(record: Record, start_s: float | None) -> str | None:
    """The record's own address; a video's opens at the second. Only web addresses become links."""
    if not record.url or not record.url.lower().startswith(("https://", "http://")):
        return None
    return at_second(record.url, start_s) if record.kind is Kind.TRANSCRIPT else record.url
