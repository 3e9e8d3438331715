"""How questions ended and what was cited: counted for the shop's figures, without a word of what was asked."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, String, cast, delete, func, insert, or_, select, update

from data.characters import keepable
from data.database import Database
from data.selection import among
from data.tables import answers, records, removals

Cited = tuple[tuple[str, float | None], ...]
"""Record ids in the order they were cited, each with the second of the video where the quote begins."""
MOST: Final = 100_000
TOGETHER: Final = 50
"""Record ids looked for in one pass over the log."""


@dataclass(frozen=True, slots=True)
class LoggedAnswer:
    """One answer as it is counted; `topic` is a name of the vocabulary, `milliseconds` how long the answer took."""

    answer_id: str
    product_id: str | None
    language: str
    intent: str
    topic: str | None
    outcome: str
    cited: Cited
    milliseconds: float
    at: datetime


class AnswerLog:
    """The answers of one ledger; each call is one transaction, and raises `LedgerError` when the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, entries: Sequence[LoggedAnswer]) -> None:
        """Write down answers, all of them or none; what was erased since it was cited is left out."""
        if not entries:
            return
        with self._database.writing() as connection:
            gone = _erased(connection, {record_id for entry in entries for record_id, _ in entry.cited})
            connection.execute(insert(answers), [_cells(entry, gone) for entry in entries])

    def read(
        self, since: datetime | None = None, product_id: str | None = None, limit: int = MOST
    ) -> list[LoggedAnswer]:
        """Answers, newest first; from a moment on and on one product where they are given."""
        newest = select(answers).order_by(answers.c.at.desc(), answers.c.id.desc()).limit(limit)
        newest = newest if since is None else newest.where(answers.c.at >= since)
        newest = newest if product_id is None else newest.where(answers.c.product_id == keepable(product_id))
        with self._database.reading() as connection:
            return [_entry(row) for row in connection.execute(newest)]

    def count(self) -> int:
        """How many answers there are."""
        with self._database.reading() as connection:
            return int(connection.scalar(select(func.count()).select_from(answers)) or 0)

    def forget(self, record_ids: Collection[str]) -> int:
        """Take erased records out of what was cited; how many answers cited one. The answers themselves stay."""
        wanted, changed = sorted(set(record_ids)), 0
        with self._database.writing() as connection:
            for first in range(0, len(wanted), TOGETHER):
                changed += _forgotten(connection, frozenset(wanted[first : first + TOGETHER]))
        return changed

    def prune(self, before: datetime) -> int:
        """Drop the answers given before a moment; how many there were."""
        with self._database.writing() as connection:
            return int(connection.execute(delete(answers).where(answers.c.at < before)).rowcount)


def _erased(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    """Those of some records that were erased: an answer may have been on its way to the log meanwhile."""
    marked = select(removals.c.record_id).where(among(connection, removals.c.record_id, ids))
    return frozenset(connection.scalars(marked.where(removals.c.record_id.not_in(select(records.c.id)))))


def _forgotten(connection: Connection, gone: frozenset[str]) -> int:
    said = cast(answers.c.cited, String)
    holding = or_(*(said.contains(json.dumps(one, ensure_ascii=False), autoescape=True) for one in gone))
    rows = connection.execute(select(answers.c.id, answers.c.cited).where(holding)).all()
    kept = [(row.id, [one for one in row.cited if one[0] not in gone], len(row.cited)) for row in rows]
    changed = [(number, left) for number, left, before in kept if len(left) < before]
    for number, left in changed:
        connection.execute(update(answers).where(answers.c.id == number).values(cited=left))
    return len(changed)


def _cells(entry: LoggedAnswer, gone: frozenset[str]) -> dict[str, Any]:
    return {
        "answer_id": keepable(entry.answer_id),
        "product_id": None if entry.product_id is None else keepable(entry.product_id),
        "language": entry.language,
        "intent": entry.intent,
        "topic": entry.topic,
        "outcome": entry.outcome,
        "cited": [[keepable(record_id), second] for record_id, second in entry.cited if record_id not in gone],
        "milliseconds": entry.milliseconds,
        "at": entry.at,
    }


def _entry(row: Row[Any]) -> LoggedAnswer:
    cited = tuple((record_id, second) for record_id, second in row.cited)
    known = {name: getattr(row, name) for name in LoggedAnswer.__dataclass_fields__ if name != "cited"}
    return LoggedAnswer(**known, cited=cited)
