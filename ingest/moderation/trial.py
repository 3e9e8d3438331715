"""What a rule would change if it ran: the ledger judged again in thought, nothing written."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from data.journal import Decision
from data.ledger import Ledger
from data.records import SERVED, Kind, Record, Status
from ingest.moderation.decisions import CAMPAIGN, CHANGED, SOURCE, decided_by_person
from ingest.moderation.hiding import is_masked
from ingest.moderation.passages import Passage, passages_of
from ingest.moderation.reading import readings_of
from ingest.moderation.rules import Rule, RuleBook
from ingest.moderation.verdict import STRICTEST, rules_that_hold, views_of

EXAMPLES = 12
"""Records shown of each change."""
BLOCK = 500
HELD_ANYWAY = frozenset({SOURCE, CAMPAIGN, CHANGED})
"""Rules whose decisions stand whatever the book says."""


@dataclass(frozen=True, slots=True)
class Example:
    """A record whose status would change, and the words the rule is about."""

    record: Record
    after: Status
    passages: tuple[Passage, ...]


@dataclass(slots=True)
class Trial:
    """How a ledger would change: `held` back, `released`, or `moved` between waiting and refused.

    `read` counts the records looked at, `whole` says whether those were all; `matched` counts those the rule holds
    for, `by_people` those among them on which a person's decision stands.
    """

    read: int = 0
    whole: bool = True
    matched: int = 0
    by_people: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Example]] = field(default_factory=dict)


def tried(
    rule: Rule,
    book: RuleBook,
    ledger: Ledger,
    spent: Callable[[], bool] = lambda: False,
    threshold: float | None = None,
) -> Trial:
    """Run a book over everything that is still in its source, with `rule` in the place of its namesake.

    A learned rule holds from `threshold` on, where one is given; it is tried on what has been read before.

    Records come in the order of their ids, which are digests: what was read before `spent` said that it is enough is as
    good as drawn by lot.
    """
    trial = Trial()
    of = _Asked(rule, book.rule(rule.code), with_rule(book, rule), ledger, threshold)
    for block in _blocks(ledger):
        live = ledger.fingerprints([record.id for record in block])
        last = ledger.journal.last_decisions(list(live))
        for record in block:
            if record.id in live:
                _try(record, last.get(record.id), of, trial)
        if spent():
            trial.whole = False
            break
    return trial


@dataclass(frozen=True, slots=True)
class _Asked:
    """The rule on trial, the one it would replace, the book with it; where vectors are kept, and from when it holds."""

    rule: Rule
    namesake: Rule | None
    book: RuleBook
    ledger: Ledger
    threshold: float | None

    def heard(self, record: Record) -> tuple[bool, bool]:
        """Whether the rule held for a record before, and whether it would."""
        if self.rule.like:
            return bool(self._read(record, None)), bool(self._read(record, self.threshold))
        seen = views_of(record)
        return bool(self.namesake and self.namesake.holds(seen)), self.rule.holds(seen)

    def places(self, record: Record) -> tuple[Passage, ...]:
        """The words that either is about."""
        if self.rule.like:
            return tuple(dict.fromkeys([*self._read(record, None), *self._read(record, self.threshold)]))
        return passages_of(record, [one for one in (self.rule, self.namesake) if one])

    def _read(self, record: Record, threshold: float | None) -> list[Passage]:
        found = readings_of(self.ledger, record, threshold)
        return [passage for rule, passage in found if rule.code == self.rule.code]


def with_rule(book: RuleBook, rule: Rule) -> RuleBook:
    """The book with a rule in the place of the one with its code, or at its end."""
    if book.rule(rule.code) is None:
        return replace(book, rules=(*book.rules, rule))
    return replace(book, rules=tuple(rule if one.code == rule.code else one for one in book.rules))


def _try(record: Record, decision: Decision | None, of: _Asked, trial: Trial) -> None:
    held, holds = of.heard(record)
    trial.read += 1
    trial.matched += holds
    if decision and decided_by_person(decision):
        trial.by_people += holds
        return
    if not (held or holds):
        return
    learned = [of.rule] if of.rule.like and holds else []
    then = _status([*rules_that_hold(record, of.book), *learned], record, _standing(decision, of))
    kind = _kind(record.status, then)
    if kind is None:
        return
    trial.changes[kind] += 1
    trial.languages[record.language] += 1
    shown = trial.examples.setdefault(kind, [])
    if len(shown) < EXAMPLES:
        shown.append(Example(record, then, of.places(record)))


def _standing(decision: Decision | None, of: _Asked) -> bool:
    """Whether what was decided on a record stands whatever the rule on trial says."""
    return bool(decision and decision.rule in (HELD_ANYWAY | of.book.learned) - {of.rule.code})


def _status(rules: Sequence[Rule], record: Record, standing: bool) -> Status:
    own = Status.MASKED if is_masked(record) else Status.APPROVED
    anyway = [record.status] if standing else []
    return min((own, *anyway, *(one.status for one in rules)), key=STRICTEST.index)


def _kind(before: Status, after: Status) -> str | None:
    """What a change of status means for readers; `None` when they see the same."""
    if before is after or (before in SERVED and after in SERVED):
        return None
    if before in SERVED:
        return "held"
    return "released" if after in SERVED else "moved"


def _blocks(ledger: Ledger) -> Iterable[list[Record]]:
    """Everything people wrote, some hundreds at a time."""
    block: list[Record] = []
    for record in ledger.records(kinds=[kind for kind in Kind if kind is not Kind.PRODUCT], served_only=False):
        block.append(record)
        if len(block) == BLOCK:
            yield block
            block = []
    yield block
