"""What the rules say of one record: its status, the rule that decides, and every rule that holds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.privacy import PersonalKind
from data.records import Kind, Record, Status
from ingest.moderation.folding import views
from ingest.moderation.rules import Rule, RuleBook, rule_book

STRICTEST = (Status.REJECTED, Status.PENDING, Status.MASKED, Status.APPROVED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rules` are those that hold, the strictest first; `hidden` the kinds of personal data that were masked."""

    rules: tuple[Rule, ...] = ()
    hidden: tuple[PersonalKind, ...] = ()

    @property
    def status(self) -> Status:
        """The strictest that any rule asks for; masked when nothing but personal data was found."""
        found = {rule.status for rule in self.rules} | ({Status.MASKED} if self.hidden else set())
        return next((status for status in STRICTEST if status in found), Status.APPROVED)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the rules that keep the record back."""
        return tuple(rule.code for rule in self.rules if rule.status is not Status.APPROVED)

    @property
    def reason(self) -> str | None:
        """In one line for staff: the codes of what was found; `None` when nothing was."""
        said = [*self.codes, *(f"{kind} hidden" for kind in self.hidden)]
        return ", ".join(said) or None


def verdict_on(record: Record, hidden: Iterable[PersonalKind] = ()) -> Verdict:
    """Judge the words of a record as it is kept; what the brand says is not judged."""
    return Verdict(rules_that_hold(record, rule_book()), tuple(hidden))


def rules_that_hold(record: Record, book: RuleBook) -> tuple[Rule, ...]:
    """The rules of a book that hold for a record, the strictest first; none for what the brand says."""
    seen = views_of(record)
    found = [rule for rule in book.rules if rule.holds(seen)]
    return tuple(sorted(found, key=lambda rule: STRICTEST.index(rule.status)))


def views_of(record: Record) -> tuple[str, ...]:
    """The words of a record as rules read them, in every field people fill in; none where the brand speaks."""
    if record.by_brand and record.kind is not Kind.QUESTION:
        return ()
    speakers = dict.fromkeys(cue.speaker for cue in record.cues)
    own = () if record.by_brand else (record.text, record.author, *record.attributes.values(), *speakers)
    return views("\n".join(filter(None, (record.title, *own))))


def under(verdict: Verdict, record: Record) -> Record:
    """The record with the stricter of its source's status and the verdict's; both reasons where they agree."""
    mine, theirs = STRICTEST.index(verdict.status), STRICTEST.index(record.status)
    if mine < theirs:
        return replace(record, status=verdict.status, status_reason=verdict.reason)
    if mine == theirs and verdict.reason:
        said = filter(None, (verdict.reason, record.status_reason))
        return replace(record, status_reason=", ".join(said))
    return record
