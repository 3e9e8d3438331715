"""Whether reviews are held: by patterns, by the learned rules, by either; many at a time, each text embedded once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.records import SERVED, Record
from ingest.moderation.judging import prepared
from ingest.moderation.likeness import Likeness
from ingest.moderation.reading import learned_rules_that_hold, read_closely
from ingest.moderation.units import units_of
from ingest.moderation.verdict import verdict_on
from retrieval.embedder import Embedder
from retrieval.vectors import Floats

SALT = "moderation"


@dataclass(frozen=True, slots=True)
class Held:
    """What holds one record back: codes of patterns, and of learned rules."""

    by_patterns: tuple[str, ...]
    by_likeness: tuple[str, ...]

    @property
    def either(self) -> bool:
        """Whether anything holds it back."""
        return bool(self.by_patterns or self.by_likeness)


def held(records: Sequence[Record], embedder: Embedder, likeness: Likeness) -> list[Held]:
    """What holds each record back, as an import would, its source and people left aside.

    The learned rules are asked where the embedder's vectors are those they were learned from.
    """
    masked = [prepared(record, SALT)[0] for record in records]
    reads = embedder.model_id == likeness.model_id
    units = {str(at): units_of(record) if reads else [] for at, record in enumerate(masked)}
    read = read_closely(units, lambda texts: vectors_of(texts, embedder), likeness)
    found = []
    for record, of in zip(masked, read.values(), strict=True):
        codes = tuple(rule.code for rule in learned_rules_that_hold(of) if rule.status not in SERVED)
        found.append(Held(verdict_on(record).codes, codes))
    return found


def vectors_of(texts: Sequence[str], embedder: Embedder) -> dict[str, Floats]:
    """The vector of each text, one met twice embedded once."""
    each = list(dict.fromkeys(texts))
    return dict(zip(each, embedder.documents(each), strict=True)) if each else {}


def shares(found: Iterable[Held]) -> dict[str, list[bool]]:
    """For each record whether patterns, the learned rules, or either hold it."""
    told = list(found)
    return {
        "patterns": [bool(one.by_patterns) for one in told],
        "learned": [bool(one.by_likeness) for one in told],
        "either": [one.either for one in told],
    }
