"""Ids and fingerprints from content: the same input gives the same id on every machine."""

import hashlib
import json
from dataclasses import asdict

from data.products import Product
from data.records import Kind, Record


def digest(*parts: str) -> str:
    """Hex SHA-256 of the parts, unambiguous whatever characters they hold (lone surrogates included)."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


def record_id(kind: Kind, source: str, external_id: str) -> str:
    """Id of a record the source itself numbers, such as `review-1f0c9a3b5d7e2460`."""
    return f"{kind}-{digest(kind, source, external_id)[:16]}"


def content_id(kind: Kind, source: str, *content: str) -> str:
    """Id of a record the source does not number: from product, author, date and words."""
    return f"{kind}-{digest(kind, source, 'content', *content)[:16]}"


def text_hash(text: str) -> str:
    """Key of a text in the vector cache."""
    return digest(text)


def fingerprint(item: Record | Product) -> str:
    """Changes when anything the source said changes; taken before the pipeline derives anything."""
    return digest(json.dumps(asdict(item), default=str, sort_keys=True, ensure_ascii=True))
