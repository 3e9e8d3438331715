"""Finds records that say the same in nearly the same words, so that one voice is not counted twice."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from datasketch import MinHash, MinHashLSH

from data.records import Record

ALIKE = 0.7
"""Jaccard similarity of five-character shingles from which two records are one.

Characters and not words: a typo in a text of fifteen words breaks a third of its three-word shingles.
"""
CHARACTERS = 5
BANDS, ROWS = 16, 4
"""Of the sketch: 99 in 100 pairs that are ALIKE share a band, and 1 in 100 of those on the same subject (0.15)."""
FEW_WORDS = 8
"""Shorter texts ("Parfait !") are often said by many; they are copies only when their author says them twice."""


def near_duplicates(records: Iterable[Record]) -> dict[str, str]:
    """For each record that repeats an earlier one of its product and kind: the id of the one to keep.

    The kept one is the earliest published, then the one with the smallest id.
    """
    ordered = sorted(records, key=lambda r: (r.published or date.max, r.id))
    kept: dict[str, str] = {}
    near = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    shingled: dict[str, frozenset[str]] = {}
    for record in ordered:
        shingles = _shingles(record)
        sketch = _sketch(shingles)
        alike = [other for other in sorted(near.query(sketch)) if _jaccard(shingles, shingled[other]) >= ALIKE]
        if alike:
            kept[record.id] = alike[0]
        else:
            near.insert(record.id, sketch)
            shingled[record.id] = shingles
    return kept


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFD", text.lower())
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))


def _shingles(record: Record) -> frozenset[str]:
    """Stretches of the text without case, accents and punctuation, each with product and kind before it."""
    about, words = f"{record.product_id}\0{record.kind}\0", _words(record.text)
    text = " ".join(words) or record.text
    if len(words) < FEW_WORDS:
        return frozenset([f"{about}{record.author or record.id}\0{text}"])
    return frozenset(about + text[i : i + CHARACTERS] for i in range(len(text) - CHARACTERS + 1))


def _sketch(shingles: Iterable[str]) -> MinHash:
    sketch = MinHash(num_perm=BANDS * ROWS, seed=1)
    sketch.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in shingles])
    return sketch


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
