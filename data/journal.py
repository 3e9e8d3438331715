"""What happened around the records: imports, decisions, erasures, feedback and questions, newest first.

The journal hears what people type and refuses none of it: a character no database can keep becomes �.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Table, func, insert, select, true, update

from data.audit import RULE as AUDIT
from data.characters import keepable
from data.database import Database
from data.errors import NotFoundError
from data.selection import among
from data.tables import decisions, feedback, imports, questions, sources, state, tombstones
from data.upserts import upsert

SERVING_S: Final = 2.0
"""Seconds a shopper is kept waiting for others to write; what they said is then not kept."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule or a person gave a record a moderation status; `actor` is the person, or the name of the pipeline."""

    record_id: str
    rule: str
    rule_version: str
    status: str
    reason: str | None
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader thought of one answer."""

    answer_id: str
    verdict: str
    reason: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A shopper's question and how it ended; `product_id` is `None` for a question on the whole brand."""

    text: str
    product_id: str | None
    language: str
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One run of an import; `finished` and `report` are `None` while it runs, or where it was cut short."""

    id: int
    source: str
    started: datetime
    finished: datetime | None
    report: Mapping[str, Any] | None


Entry = TypeVar("Entry", Decision, Feedback, AskedQuestion, ImportRun)


class Journal:
    """The journal of one ledger; every moment is an aware datetime, and each call is one transaction.

    Every method raises `LedgerError` when the database fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_decision(self, decision: Decision) -> None:
        """Write down what was decided on a record, by whom and why."""
        self._add(decisions, decision)

    def add_decisions(self, entries: Sequence[Decision]) -> None:
        """Write down decisions, all of them or none."""
        if entries:
            with self._database.writing() as connection:
                connection.execute(insert(decisions), [_kept(asdict(entry)) for entry in entries])

    def last_decisions(self, record_ids: Collection[str], rules: Collection[str] = ()) -> dict[str, Decision]:
        """Give the newest decision by record id, among those by `rules` where any are given.

        A record nobody decided on is left out.
        """
        names = list(Decision.__dataclass_fields__)
        with self._database.reading() as connection:
            newest = select(func.max(decisions.c.id)).where(among(connection, decisions.c.record_id, record_ids))
            newest = newest.where(decisions.c.rule.in_(sorted(rules)) if rules else decisions.c.rule != AUDIT)
            newest = newest.group_by(decisions.c.record_id)
            rows = connection.execute(select(*(decisions.c[name] for name in names)).where(decisions.c.id.in_(newest)))
            return {row.record_id: Decision(**row._mapping) for row in rows}

    def decided(self, rule: str) -> set[str]:
        """Give the ids of the records this rule has ever decided on."""
        with self._database.reading() as connection:
            found = connection.execute(select(decisions.c.record_id).where(decisions.c.rule == rule).distinct())
            return set(found.scalars())

    def decisions(self, record_id: str | None = None, limit: int = 1000) -> list[Decision]:
        """Decisions, on one record where it is given; who did what besides is in `data.audit`."""
        return self._read(Decision, decisions, decisions.c.record_id, record_id, limit, decisions.c.rule != AUDIT)

    def add_feedback(self, given: Feedback) -> None:
        """Write down what a reader thought of an answer; given up after `SERVING_S` seconds."""
        self._add(feedback, given, SERVING_S)

    def feedback(self, answer_id: str | None = None, limit: int = 1000) -> list[Feedback]:
        """Feedback, on one answer where it is given."""
        return self._read(Feedback, feedback, feedback.c.answer_id, answer_id, limit)

    def reports(self, limit: int = 10_000) -> list[Feedback]:
        """What readers say of records they report; `answer_id` is the record's id."""
        return self._read(Feedback, feedback, feedback.c.verdict, "report", limit)

    def add_question(self, question: AskedQuestion) -> None:
        """Write down what a shopper asked and how it ended; given up after `SERVING_S` seconds."""
        self._add(questions, question, SERVING_S)

    def questions(self, product_id: str | None = None, limit: int = 1000) -> list[AskedQuestion]:
        """Questions, on one product where it is given."""
        return self._read(AskedQuestion, questions, questions.c.product_id, product_id, limit)

    def start_import(self, source: str, at: datetime) -> int:
        """Write down that an import begins; the number `finish_import` asks for."""
        with self._database.writing() as connection:
            started = insert(imports).values(source=_kept(source), started=at).returning(imports.c.id)
            return int(connection.execute(started).scalar_one())

    def finish_import(self, import_id: int, report: Mapping[str, Any], at: datetime) -> None:
        """Write down how an import ended; `report` is anything JSON can say.

        Raises:
            NotFoundError: when no import has this number.
        """
        ended = update(imports).where(imports.c.id == import_id).values(finished=at, report=_kept(report))
        with self._database.writing() as connection:
            if not connection.execute(ended).rowcount:
                raise NotFoundError(f"no import has the number {import_id}: expected one that `start_import` gave")

    def imports(self, limit: int = 1000) -> list[ImportRun]:
        """Import runs."""
        return self._read(ImportRun, imports, imports.c.source, None, limit)

    def add_source(self, fingerprint: str, name: str, at: datetime) -> None:
        """Remember a file that was read to its end, by its content rather than by where it lay."""
        with self._database.writing() as connection:
            upsert(connection, sources, [{"fingerprint": fingerprint, "name": _kept(name), "at": at}])

    def knows_source(self, fingerprint: str) -> bool:
        """Whether a file of this content was read before."""
        with self._database.reading() as connection:
            known = select(sources.c.name).where(sources.c.fingerprint == fingerprint)
            return connection.scalar(known) is not None

    def forget_sources(self) -> None:
        """Let every file be read again, such as after a change of the rules."""
        with self._database.writing() as connection:
            connection.execute(sources.delete())

    def salt(self) -> str:
        """Secret of this ledger, 64 hex digits: it keeps the hashes of erased contributors from being guessed."""
        with self._database.reading() as connection:
            return str(connection.execute(select(state.c.salt)).scalar_one())

    def add_tombstone(self, contributor_hash: str, at: datetime) -> None:
        """Remember that a contributor asked to be erased, without remembering who."""
        with self._database.writing() as connection:
            upsert(connection, tombstones, [{"contributor_hash": contributor_hash, "at": at}])

    def tombstones(self) -> frozenset[str]:
        """Salted hashes of the contributors whose words must not come back."""
        with self._database.reading() as connection:
            return frozenset(connection.scalars(select(tombstones.c.contributor_hash)))

    def _add(self, table: Table, entry: Decision | Feedback | AskedQuestion, patience_s: float | None = None) -> None:
        with self._database.writing(patience_s) as connection:
            connection.execute(insert(table).values(_kept(asdict(entry))))

    def _read(
        self,
        entry: type[Entry],
        table: Table,
        column: ColumnElement[Any],
        wanted: str | None,
        limit: int,
        only: ColumnElement[bool] = true(),  # noqa: B008 - SQL, not a value that changes
    ) -> list[Entry]:
        names = list(entry.__dataclass_fields__)
        newest = select(*(table.c[name] for name in names)).where(only).order_by(table.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            rows = connection.execute(newest if wanted is None else newest.where(column == wanted))
            return [entry(**row._mapping) for row in rows]


def _kept(value: Any) -> Any:
    """Make every text in a value keepable, at any depth."""
    if isinstance(value, str):
        return keepable(value)
    if isinstance(value, Mapping):
        return {_kept(key): _kept(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_kept(inner) for inner in value]
    return value
