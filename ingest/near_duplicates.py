"""Finds records that say the same in nearly the same words, so that one voice is not counted twice."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from data.records import Record

if TYPE_CHECKING:
    from datasketch import MinHash

ALIKE = 0.7
"""Jaccard similarity of five-character shingles from which two records are one.

Characters and not words: a typo in a text of fifteen words breaks a third of its three-word shingles.
"""
CHARACTERS = 5
BANDS, ROWS = 16, 4
"""Of the sketch: 99 in 100 pairs that are ALIKE share a band, and 1 in 100 of those on the same subject (0.15)."""
FEW_WORDS = 8
"""Shorter texts ("Parfait !") are often said by many; they are copies only when their author says them twice."""

Shingles = frozenset[str]


def near_duplicates(records: Iterable[Record]) -> dict[str, str]:
    """For each record that repeats an earlier one of its product and kind: the id of the one to keep.

    The kept one is the earliest published, then the one with the smallest id.
    """
    from datasketch import MinHashLSH  # brings scipy, and most imports have nothing new to compare

    ordered = sorted(records, key=lambda r: (r.published or date.max, r.id))
    kept: dict[str, str] = {}
    near = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    shingled: dict[str, list[Shingles]] = {}
    for record in ordered:
        # below its title too: sites that put a product's long name there make every short review look alike
        shingles = [_shingles(text, record) for text in (record.text, record.text.partition("\n")[2] or record.text)]
        sketch = _sketch(shingles[-1])
        alike = [other for other in sorted(near.query(sketch)) if _alike(shingles, shingled[other])]
        if alike:
            kept[record.id] = alike[0]
        else:
            near.insert(record.id, sketch)
            shingled[record.id] = shingles
    return kept


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFD", text.lower())
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))


def _shingles(said: str, record: Record) -> Shingles:
    """Stretches of a text without case, accents and punctuation, each with product and kind before it."""
    about, words = f"{record.product_id}\0{record.kind}\0", _words(said)
    text = " ".join(words) or said
    if len(words) < FEW_WORDS:
        return frozenset([f"{about}{record.author or record.id}\0{text}"])
    return frozenset(about + text[i : i + CHARACTERS] for i in range(len(text) - CHARACTERS + 1))


def _sketch(shingles: Shingles) -> "MinHash":
    from datasketch import MinHash

    sketch = MinHash(num_perm=BANDS * ROWS, seed=1)
    sketch.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in shingles])
    return sketch


def _alike(some: Sequence[Shingles], others: Sequence[Shingles]) -> bool:
    return all(len(one & other) >= ALIKE * len(one | other) for one, other in zip(some, others, strict=True))
