"""Records and products as rows and back, to the last character; what one database could not keep is refused here."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from math import isfinite
from typing import Any

from sqlalchemy import Row

from data.characters import first_unkeepable
from data.errors import LedgerError
from data.products import Fact, Product
from data.records import Cue, Kind, Provenance, Record, Status, Votes

Cells = dict[str, Any]
"""Column name to value, as SQLAlchemy binds them."""


def record_cells(record: Record, fingerprint: str) -> Cells:
    """Give the cells a source and the pipeline decide; `retired`, `duplicate_of` and `revision` are the ledger's own.

    Raises:
        LedgerError: when a text holds a NUL or half a surrogate pair, or a number is not finite.
    """
    said = record.provenance
    cells: Cells = {
        "id": record.id,
        "product_id": record.product_id,
        "kind": record.kind.value,
        "status": record.status.value,
        "language": record.language,
        "source": said.source,
        "external_id": said.external_id,
        "author": record.author,
        "title": record.title,
        "text": record.text,
        "published": record.published,
        "rating": record.rating,
        "verified": said.verified,
        "thread": record.thread,
        "duplicates": record.duplicates,
        "proof_score": record.proof_score,
        "details": _record_details(record),
        "fingerprint": fingerprint,
    }
    refuse_unkeepable(f"record {record.id!r}", cells)
    return cells


def _record_details(record: Record) -> Cells:
    said = record.provenance
    return {
        "experienced": record.experienced and record.experienced.isoformat(),
        "url": record.url,
        "media": list(record.media),
        "votes": [record.votes.helpful, record.votes.unhelpful],
        "attributes": record.attributes,
        "cues": [[cue.start, cue.end, cue.start_s, cue.end_s, cue.speaker] for cue in record.cues],
        "status_reason": record.status_reason,
        "incentive": said.incentive,
        "origin": said.origin,
        "translated_from": said.translated_from,
        "by_brand": said.by_brand,
    }


def record_of(row: Row[Any]) -> Record:
    """Make the record that a row of `records` holds."""
    details = row.details
    return Record(
        id=row.id,
        kind=Kind(row.kind),
        product_id=row.product_id,
        text=row.text,
        provenance=_provenance(row, details),
        language=row.language,
        title=row.title,
        author=row.author,
        published=row.published,
        experienced=details["experienced"] and date.fromisoformat(details["experienced"]),
        rating=row.rating,
        url=details["url"],
        media=tuple(details["media"]),
        votes=Votes(*details["votes"]),
        attributes=details["attributes"],
        cues=tuple(Cue(*cue) for cue in details["cues"]),
        thread=row.thread,
        status=Status(row.status),
        status_reason=details["status_reason"],
        duplicates=row.duplicates,
        proof_score=row.proof_score,
    )


def _provenance(row: Row[Any], details: Cells) -> Provenance:
    return Provenance(
        source=row.source,
        external_id=row.external_id,
        verified=row.verified,
        incentive=details["incentive"],
        origin=details["origin"],
        translated_from=details["translated_from"],
        by_brand=details["by_brand"],
    )


def product_cells(product: Product) -> Cells:
    """Give the cells of a product.

    Raises:
        LedgerError: when a text holds a NUL or half a surrogate pair.
    """
    cells: Cells = {"id": product.id, "details": asdict(product)}
    refuse_unkeepable(f"product {product.id!r}", cells)
    return cells


def product_of(details: Mapping[str, Any]) -> Product:
    """Make the product whose `details` cell this is."""
    return Product(
        **{
            **details,
            "facts": tuple(Fact(**fact) for fact in details["facts"]),
            "sizes": tuple(details["sizes"]),
            "aliases": tuple(details["aliases"]),
        }
    )


def refuse_unkeepable(owner: str, cells: Cells) -> None:
    """Stop what PostgreSQL cannot hold, or SQLite would silently change, before either sees it.

    Raises:
        LedgerError: naming the owner, the field, the character and where it stands.
    """
    if _is_surely_keepable(cells):
        return
    for path, leaf in _leaves("", cells):
        if isinstance(leaf, float) and not isfinite(leaf):
            raise LedgerError(f"{owner}: {path} is {leaf}, expected a finite number or nothing")
        if isinstance(leaf, str) and (at := first_unkeepable(leaf)) is not None:
            raise LedgerError(
                f"{owner}: {path} holds U+{ord(leaf[at]):04X} at character {at}, which no database can keep: "
                "expected text without NUL and without halves of surrogate pairs; clean it before it is stored"
            )


def _is_surely_keepable(cells: Cells) -> bool:
    # One pass in C over the row as JSON: twenty times as fast as looking at each leaf, and right to say yes.
    try:
        said = json.dumps(cells, default=str, ensure_ascii=False, allow_nan=False)
        return b"\\u0000" not in said.encode()
    except ValueError:  # a number that is not finite, or half a surrogate pair
        return False


def _leaves(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield f"a key of {path}", key
            yield from _leaves(f"{path}.{key}".removeprefix("."), inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _leaves(path, inner)
    else:
        yield path, value
