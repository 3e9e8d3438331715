"""The learned rules at work: what patterns let pass is read once more, by what its vectors are like.

A record is read before it is kept, so that nothing unread is ever shown; its vectors stay in the ledger's cache, where
the index finds them: no text is embedded twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from data.identity import text_hash
from data.journal import Decision
from data.ledger import Ledger
from data.records import SERVED, Record, Status
from data.settings import Settings
from ingest.moderation.decisions import decided_by_person, statement
from ingest.moderation.judging import Judged, newly
from ingest.moderation.likeness import SHOP, Likeness, fitted_likeness
from ingest.moderation.passages import Passage
from ingest.moderation.rules import Rule, rule_book
from ingest.moderation.units import Unit, parts_of, units_of
from ingest.moderation.verdict import STRICTEST, under
from retrieval.built_in_model import model_name
from retrieval.model import Model
from retrieval.vector_cache import cached_vectors
from retrieval.vectors import Floats

BLOCK: Final = 120
"""Records read at a time: a kill loses the vectors of no more."""


class Reader:
    """Reads records with the embedding model, where its vectors are those the rules were learned from.

    `embedded` counts the texts the model had to read.
    """

    def __init__(self, ledger: Ledger, model: Model) -> None:
        """`model` is opened when there is a text it has not read yet."""
        self._ledger, self._model, self.embedded = ledger, model, 0

    def read(self, judged: Sequence[Judged], at: datetime) -> list[Judged]:
        """The same records, those held back that read like what must wait; a person's decision stands."""
        likeness = fitted_likeness()
        if not self._model.made(likeness.model_id):
            return list(judged)
        served = [one.record for one in judged if one.record.status in SERVED]
        found: dict[str, tuple[Rule, ...]] = {}
        for first in range(0, len(served), BLOCK):
            found |= self._found(served[first : first + BLOCK], likeness)
        last = self._ledger.journal.last_decisions(found)
        return [_held(one, found.get(one.record.id, ()), last.get(one.record.id), at) for one in judged]

    def _found(self, records: Sequence[Record], likeness: Likeness) -> dict[str, tuple[Rule, ...]]:
        units = {record.id: units_of(record) for record in records}
        read = read_closely(units, lambda texts: self._vectors(texts, likeness.model_id), likeness)
        found = {record_id: learned_rules_that_hold(kinds) for record_id, kinds in read.items()}
        return {record_id: rules for record_id, rules in found.items() if rules}

    def _vectors(self, texts: list[str], model_id: str) -> Mapping[str, Floats]:
        vectors, embedded = cached_vectors(self._ledger, model_id, texts, self._embed)
        self.embedded += embedded
        return vectors

    def _embed(self, texts: list[str]) -> Floats:
        return self._model.open().documents(texts)


def reads_with(settings: Settings) -> bool:
    """Whether the learned rules run on an installation: its vectors must be those they were learned from."""
    return model_name(settings) == fitted_likeness().model_id


def read_closely(
    units: Mapping[str, Sequence[Unit]], vectors_of: Callable[[list[str]], Mapping[str, Floats]], likeness: Likeness
) -> dict[str, list[tuple[Unit, str]]]:
    """What each unit of some records is like, by record id; of units of several sentences that are suspect, each.

    Args:
        vectors_of: gives the vector of each text it is given; a text without one is left out.
    """
    found = {}
    for record_id, every in looked_at(units, vectors_of, likeness).items():
        kinds = likeness.among(len(every)).kinds_of([vector for _, vector in every])
        found[record_id] = [(unit, kind) for (unit, _), kind in zip(every, kinds, strict=True)]
    return found


def looked_at(
    units: Mapping[str, Sequence[Unit]], vectors_of: Callable[[list[str]], Mapping[str, Floats]], likeness: Likeness
) -> dict[str, list[tuple[Unit, Floats]]]:
    """The texts read of some records, by record id, each with its vector: the units, and the sentences of suspect ones.

    Args:
        vectors_of: as for `read_closely`.
    """
    vectors = vectors_of([unit.text for of in units.values() for unit in of])
    closer = {
        unit: parts
        for of in units.values()
        for unit in of
        if (parts := parts_of(unit))
        and unit.text in vectors
        and likeness.suspicions([vectors[unit.text]])[0] >= likeness.closer
    }
    if closer:
        vectors = {**vectors, **vectors_of([part.text for parts in closer.values() for part in parts])}
    return {
        record_id: [
            (one, vectors[one.text]) for unit in of for one in (unit, *closer.get(unit, ())) if one.text in vectors
        ]
        for record_id, of in units.items()
    }


def learned_rules_that_hold(read: Sequence[tuple[Unit, str]]) -> tuple[Rule, ...]:
    """The learned rules that hold for a record whose units are like this, in the book's order."""
    kinds = {kind for _, kind in read}
    marked = kinds if kinds == {SHOP} else kinds - {SHOP}
    return tuple(rule for rule in rule_book().rules if rule.like in marked)


def readings_of(ledger: Ledger, record: Record, threshold: float | None = None) -> list[tuple[Rule, Passage]]:
    """The words of a record for which learned rules hold, and the rule; none of those whose vectors are not kept.

    Of a unit and a sentence of it that are like the same, the sentence alone.

    Args:
        threshold: how likely they must be, instead of the one that runs.
    """
    likeness = fitted_likeness().from_(threshold)

    def kept(texts: list[str]) -> dict[str, Floats]:
        keys = {text: text_hash(text) for text in texts}
        vectors = ledger.vectors(likeness.model_id, list(keys.values()))
        return {text: vectors[key] for text, key in keys.items() if key in vectors}

    by_kind = {rule.like: rule for rule in rule_book().rules if rule.like and rule.status not in SERVED}
    (read,) = read_closely({record.id: units_of(record)}, kept, likeness).values()
    found = [(by_kind[kind], unit) for unit, kind in read if kind in by_kind]
    return [
        (rule, Passage(unit.field, unit.start, unit.end))
        for rule, unit in found
        if not any(_inside(other, unit) for _, other in found)
    ]


def _inside(part: Unit, unit: Unit) -> bool:
    """Whether one unit is a smaller part of another."""
    same = part.field == unit.field and part != unit
    return same and unit.start <= part.start and part.end <= unit.end


def _held(one: Judged, rules: Sequence[Rule], last: Decision | None, at: datetime) -> Judged:
    settled = last is not None and decided_by_person(last) and one.decision is None
    if settled or not rules:
        return one
    every = sorted((*one.verdict.rules, *rules), key=lambda rule: STRICTEST.index(rule.status))
    verdict = replace(one.verdict, rules=tuple(every))
    if verdict.status is Status.MASKED:  # marked besides
        return one
    kept = under(verdict, one.record)
    return replace(one, record=kept, verdict=verdict, decision=newly(statement(kept, verdict, kept, at), last))
