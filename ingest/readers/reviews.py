"""A row of reviews becomes one review record."""

from collections.abc import Iterator
from datetime import date

from data.identity import content_id, record_id
from data.records import Kind, Provenance, Record, Status, Votes
from ingest.mapping import Layout
from ingest.readers.attributes import attributes, told_incentive
from ingest.readers.cells import Cells, Scope, cells_of, language_code
from ingest.readers.rows import Row
from ingest.refusals import RowRefusedError

REPEATED_TITLE = 20
"""A title of this length that begins the body is the body's beginning, cut by the site; a shorter one is a title."""


def reviews(row: Row, scope: Scope, *, words_needed: bool = True) -> Iterator[Record]:
    """One review.

    Raises:
        RowRefusedError: without words (unless `words_needed` is false and structured fields speak), product, or with an
            impossible rating or date.
    """
    cells = cells_of(row, scope)
    text, told = headed(cells.line("title"), cells.text("text", scope.layout.markup)), attributes(cells)
    if not text and (words_needed or not told):
        raise RowRefusedError("the body is empty: a review needs words", column=cells.column("text"))
    product, published, author = cells.product(), cells.date("published"), cells.line("author")
    status, reason = moderation(cells)
    yield Record(
        id=identity(cells, Kind.REVIEW, product, author, published, text or repr(told)),
        kind=Kind.REVIEW,
        product_id=product,
        text=text,
        provenance=provenance(cells),
        language=cells.language(),
        author=author,
        published=published,
        experienced=cells.date("experienced"),
        rating=cells.rating(),
        url=cells.address("url"),
        media=cells.addresses("media"),
        votes=votes(cells),
        attributes=told,
        status=status,
        status_reason=reason,
    )


def headed(title: str | None, body: str) -> str:
    """Title and body as one text, the title as first line unless the body already says it."""
    if not title:
        return body
    said, begun = " ".join(body.casefold().split()), " ".join(title.casefold().split())
    cut = begun.rstrip(" .…")
    if said == begun or (said.startswith(cut) and (len(cut) >= REPEATED_TITLE or begun.endswith(("…", "...")))):
        return body
    return f"{title}\n{body}".strip()


def identity(
    cells: Cells,
    kind: Kind,
    product: str,
    author: str | None,
    published: date | None,
    text: str,
    field: str = "id",
    prefix: str = "",
) -> str:
    """Id by the source's own number when it numbers its records, else by product, author, date and words."""
    layout, external = cells.scope.layout, cells.line(field)
    if external:
        return record_id(kind, layout.vendor, prefix + numbered(layout, product, external))
    return content_id(kind, layout.vendor, product, author or "", published.isoformat() if published else "", text)


def numbered(layout: Layout, product: str, external: str) -> str:
    """An external id made unique: shops that number their own lists begin again for each product."""
    return f"{product}/{external}" if layout.numbering == "product" else external


def provenance(cells: Cells, field: str = "id") -> Provenance:
    """Where the row comes from, and what its source tells of the author."""
    incentive = cells.word("incentive") or told_incentive(cells)
    return Provenance(
        source=cells.scope.layout.vendor,
        external_id=cells.line(field),
        verified=cells.flag("verified"),
        incentive="incentivised" if incentive and cells.flag("incentive") else incentive,
        origin=cells.word("origin"),
        translated_from=language_code(cells.word("translated_from")),
        by_brand=bool(cells.flag("by_brand")),
    )


def moderation(cells: Cells) -> tuple[Status, str | None]:
    """The source's own moderation: published, awaiting, refused; a state it does not explain waits for a person."""
    state = cells.line("status")
    if state is None:
        return Status.APPROVED, None
    meaning = cells.table("status", state)
    if meaning is None:
        return Status.PENDING, f"state {state!r} of the source is unknown"
    decided, _, reason = meaning.partition(" ")
    status = Status(decided)
    return status, None if status is Status.APPROVED else reason or state.casefold()


def votes(cells: Cells) -> Votes:
    """Votes for and against, from two counts or from a count and a total."""
    helpful, total = cells.count("helpful"), cells.count("votes")
    return Votes(helpful, max(cells.count("unhelpful"), total - helpful, 0) if total else cells.count("unhelpful"))
