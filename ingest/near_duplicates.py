"""Finds records that say the same in nearly the same words, so that one voice is not counted twice."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from datasketch import MinHash, MinHashLSH

from data.records import Record

ALIKE = 0.8
"""Jaccard similarity of three-word shingles from which two records are one."""
PERMUTATIONS = 64
FEW_WORDS = 8
"""Shorter texts ("Parfait !") are often said by many; they are copies only when their author says them twice."""


def near_duplicates(records: Iterable[Record]) -> dict[str, str]:
    """For each record that repeats an earlier one of its product and kind: the id of the one to keep.

    The kept one is the earliest published, then the one with the smallest id.
    """
    ordered = sorted(records, key=lambda r: (r.published or date.max, r.id))
    kept: dict[str, str] = {}
    near = MinHashLSH(threshold=0.6, num_perm=PERMUTATIONS)
    shingled: dict[str, frozenset[str]] = {}
    for record in ordered:
        words = _words(record.text)
        shingles, prefix = _shingles(words, record), f"{record.product_id}\0{record.kind}\0"
        sketch = _sketch(prefix + shingle for shingle in shingles)
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


def _shingles(words: Sequence[str], record: Record) -> frozenset[str]:
    if len(words) < FEW_WORDS:
        return frozenset([" ".join([record.author or record.id, *words])])
    return frozenset(" ".join(words[i : i + 3]) for i in range(len(words) - 2))


def _sketch(shingles: Iterable[str]) -> MinHash:
    sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in shingles])
    return sketch


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
