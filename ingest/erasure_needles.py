"""What would give a contributor away: pieces of their words, ids and names, in every form bytes may hold them."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.records import Kind, Record
from ingest.erasure_contributor import folded

PIECE, STEP, SHORTEST, ADDRESS = 40, 96, 16, 12
"""Characters of a piece, from one piece to the next, of the shortest text and of the shortest address looked for."""
RUN = 5
"""Words in a row by which one text quotes another."""
PROBE: Final = 8
"""Bytes by which a needle is looked for first; shorter ones are not looked for."""
SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
"""Fibonacci hashing: the golden ratio in 64 bits."""
BITS: Final = 20
Bytes = NDArray[np.uint64]


def words_of(record: Record) -> list[str]:
    """The texts of a record that are its author's own; the question an answer stands under is somebody else's."""
    return [text for text in (record.text, None if record.kind is Kind.QUESTION else record.title) if text]


def needles_of(records: Sequence[Record]) -> list[str]:
    """Pieces of every text of some records, their ids and addresses, each long enough to be nobody else's.

    Names are not among them: others may bear them.
    """
    found: dict[str, None] = {}
    for record in records:
        found[record.id] = None
        for address in (record.provenance.external_id, record.url, *record.media):
            if address and len(address) >= ADDRESS:
                found[address] = None
        for text in words_of(record):
            found.update(dict.fromkeys(_pieces(text)))
    return list(found)


def _pieces(text: str) -> Iterator[str]:
    """Stretches of a text, its beginning and its end among them: a database may keep a long one in several places."""
    if len(text) < SHORTEST:
        return
    for start in range(0, max(1, len(text) - PIECE), STEP):
        yield text[start : start + PIECE]
    yield text[-PIECE:]


def told_of(record: Record) -> str:
    """All that a record says, as one text."""
    said, speakers = record.provenance, {cue.speaker or "" for cue in record.cues}
    names = (record.id, said.external_id, record.url, *record.media, record.author, *sorted(speakers))
    told = (record.title, record.text, *record.attributes.values(), record.status_reason)
    return "\n".join(filter(None, (*names, *told)))


class Quotes:
    """Tells whether a text quotes a contributor: an id of theirs, a name as a word of its own, five words in a row."""

    def __init__(self, ids: Iterable[str], texts: Iterable[str], names: Iterable[str]) -> None:
        """`ids` and `texts` are those of the contributor's records, titles among the texts."""
        self._ids = frozenset(ids)
        said = sorted({folded(name) for name in names if len(folded(name)) > 1}, key=len, reverse=True)
        self._names = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, said)) + r")(?!\w)") if said else None
        self._runs = {run for text in texts for run in _runs(text)}

    def __call__(self, text: str) -> bool:
        """Whether it does."""
        if any(one in text for one in self._ids):
            return True
        plain = folded(text)
        return bool(self._names and self._names.search(plain)) or not self._runs.isdisjoint(_runs(text))


def _runs(text: str) -> Iterator[str]:
    words = re.findall(r"\w+", folded(text))
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def forms(needle: str) -> set[bytes]:
    """A needle in UTF-8, UTF-16 of either order, and as JSON writes it, with and without escapes."""
    escaped = (
        json.dumps(needle, ensure_ascii=only_ascii)[1:-1].encode(errors="replace") for only_ascii in (True, False)
    )
    plain = (needle.encode(code, errors="replace") for code in ("utf-8", "utf-16-le", "utf-16-be"))
    return {form for form in (*plain, *escaped) if len(form) >= PROBE}


class Finder:
    """Finds any of many byte strings in one pass, however many they are."""

    def __init__(self, needles: Iterable[bytes]) -> None:
        """Needles shorter than eight bytes are not looked for."""
        self._by_probe: dict[int, list[bytes]] = {}
        self.needles = frozenset(needle for needle in needles if len(needle) >= PROBE)
        for needle in self.needles:
            self._by_probe.setdefault(int.from_bytes(needle[:PROBE], "little"), []).append(needle)
        self.longest = max(map(len, self.needles), default=0)
        self._table = np.zeros(1 << BITS, bool)
        self._table[_slots(np.array(list(self._by_probe), np.uint64))] = True

    def found_in(self, data: bytes) -> set[bytes]:
        """The needles that stand in `data`."""
        found: set[bytes] = set()
        for offset in range(min(PROBE, max(0, len(data) - PROBE + 1)) if self._by_probe else 0):
            words = np.frombuffer(data, "<u8", (len(data) - offset) // PROBE, offset)
            for place in np.flatnonzero(self._table[_slots(words)]):
                at = offset + PROBE * int(place)
                found.update(n for n in self._by_probe.get(int(words[place]), ()) if data.startswith(n, at))
        return found


def _slots(words: Bytes) -> NDArray[np.intp]:
    return ((words * SPREAD) >> np.uint64(64 - BITS)).astype(np.intp)
