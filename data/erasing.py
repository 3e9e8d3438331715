"""Everything the ledger holds around some records, found and deleted for good in one transaction."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from data.database import Database
from data.ledger_records import erase_records
from data.selection import among, rows_among, streamed
from data.tables import (
    answers,
    decisions,
    feedback,
    imports,
    originals,
    questions,
    records,
    removals,
    sources,
    vectors,
)

Quotes = Callable[[str], bool]
"""Whether a text quotes the contributor: their name, their words, the id of a record of theirs."""
Seen = tuple[str, str, bytes]
"""A cached vector: model id, text hash, little-endian float32."""
ERASED: Final = "erased"
"""Stands in the place of a record's id, or of words, where the line around it stays."""


@dataclass(frozen=True, slots=True)
class Traces:
    """How much there was: rows deleted, except of `decisions`, `answers`, `imports` and `sources`, which lose words."""

    records: int = 0
    vectors: int = 0
    decisions: int = 0
    feedback: int = 0
    questions: int = 0
    answers: int = 0
    originals: int = 0
    imports: int = 0
    sources: int = 0


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Keys of the rows that hold something of the contributor, and what `imports` say without it."""

    vectors: Sequence[str]
    decided: Sequence[int]
    told: Sequence[int]
    feedback: Sequence[int]
    questions: Sequence[int]
    answers: Sequence[dict[str, Any]]
    imports: Sequence[dict[str, Any]]
    sources: Sequence[str]


class Eraser:
    """What erasure needs of one ledger; each call is one transaction (`LedgerError` when the database fails)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def is_file(self) -> bool:
        """Whether the ledger is a SQLite file; else a server keeps it."""
        return self._database.is_file

    def authors(self) -> list[str]:
        """Every author's name there is, retired and hidden records included."""
        with self._database.reading() as connection:
            named = select(records.c.author).where(records.c.author.is_not(None)).distinct()
            return sorted(connection.scalars(named))

    def vectors(self, hashes: Collection[str]) -> list[Seen]:
        """Cached vectors of some texts, by whatever model."""
        with self._database.reading() as connection:
            rows = rows_among(connection, select(vectors), vectors.c.text_hash, hashes)
            return [(row.model_id, row.text_hash, bytes(row.vector)) for row in rows]

    def every_vector(self) -> Iterator[Seen]:
        """The whole cache, one row after the other."""
        with self._database.reading() as connection:
            for row in streamed(connection, select(vectors)):
                yield row.model_id, row.text_hash, bytes(row.vector)

    def sealed(self, ids: Collection[str]) -> set[str]:
        """Those of some records whose sealed original is kept."""
        with self._database.reading() as connection:
            rows = rows_among(connection, select(originals.c.record_id), originals.c.record_id, ids)
            return {row.record_id for row in rows}

    def traces(self, ids: Collection[str], quotes: Quotes, keep: Collection[str]) -> Traces:
        """What `erase` would take away."""
        with self._database.reading() as connection:
            rows = rows_among(connection, select(records.c.id), records.c.id, ids)
            kept = rows_among(connection, select(originals.c.record_id), originals.c.record_id, ids)
            return replace(_counted(_chosen(connection, ids, quotes, keep)), records=len(rows), originals=len(kept))

    def erase(self, ids: Collection[str], quotes: Quotes, keep: Collection[str]) -> Traces:
        """Delete records and all that quotes them, all of it or, on an error, nothing.

        The copies of an erased record take its place. Of a decision its rule, status and date stay, without the
        record's id and without its reason; of an answer everything but what it cited.

        Args:
            ids: of the records.
            keep: hashes of the texts of every other record; all other cached vectors go.
        """
        with self._database.writing() as connection:
            chosen = _chosen(connection, ids, quotes, keep)
            erased = erase_records(connection, ids)
            _delete(connection, vectors, vectors.c.text_hash, chosen.vectors)
            _delete_numbered(connection, feedback, chosen.feedback)
            _delete_numbered(connection, questions, chosen.questions)
            _rewrite(connection, decisions, [{"_id": i, "record_id": ERASED, "reason": None} for i in chosen.decided])
            _rewrite(connection, decisions, [{"_id": i, "reason": None} for i in chosen.told])
            _rewrite(connection, answers, chosen.answers)
            _rewrite(connection, imports, chosen.imports)
            renamed = [{"_id": fingerprint, "name": ERASED} for fingerprint in chosen.sources]
            _rewrite(connection, sources, renamed, key="fingerprint")
            sealed = connection.execute(delete(originals).where(among(connection, originals.c.record_id, ids)))
        return replace(_counted(chosen), records=erased, originals=sealed.rowcount)

    def forget_removals(self, ids: Collection[str]) -> None:
        """Forget that records were there at all; for when every index has dropped them."""
        with self._database.writing() as connection:
            _delete(connection, removals, removals.c.record_id, ids)

    def scrub(self) -> bool:
        """Write the database anew, so that no page of it holds what was deleted; whether that is done.

        It is not while a reader in another process keeps an older state open: try again later.
        """
        return self._database.scrub([table.name for table in (records, vectors, *SCRUBBED)])


SCRUBBED: Final = (removals, decisions, feedback, questions, answers, originals, imports, sources)


def _chosen(connection: Connection, ids: Collection[str], quotes: Quotes, keep: Collection[str]) -> _Chosen:
    about, cached = frozenset(ids), connection.scalars(select(vectors.c.text_hash).distinct())
    decided = list(connection.execute(select(decisions.c.id, decisions.c.record_id, decisions.c.reason)))
    given = connection.execute(select(feedback.c.id, feedback.c.answer_id, feedback.c.reason))
    asked = connection.execute(select(questions.c.id, questions.c.text))
    named = connection.execute(select(sources.c.fingerprint, sources.c.name))
    runs = connection.execute(select(imports.c.id, imports.c.source, imports.c.report))
    return _Chosen(
        vectors=sorted(set(cached) - set(keep)),
        decided=[row.id for row in decided if row.record_id in about],
        told=[row.id for row in decided if row.record_id not in about and row.reason and quotes(row.reason)],
        feedback=[row.id for row in given if row.answer_id in about or (row.reason and quotes(row.reason))],
        questions=[row.id for row in asked if quotes(row.text)],
        answers=list(_uncited(connection, about)),
        imports=list(_untold(runs, quotes)),
        sources=[row.fingerprint for row in named if quotes(row.name)],
    )


def _counted(chosen: _Chosen) -> Traces:
    return Traces(
        vectors=len(chosen.vectors),
        decisions=len(chosen.decided) + len(chosen.told),
        feedback=len(chosen.feedback),
        questions=len(chosen.questions),
        answers=len(chosen.answers),
        imports=len(chosen.imports),
        sources=len(chosen.sources),
    )


def _uncited(connection: Connection, ids: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Answers that cite one of the records, with what they cite without it."""
    for row in streamed(connection, select(answers.c.id, answers.c.cited)):
        left = [one for one in row.cited if one[0] not in ids]
        if len(left) < len(row.cited):
            yield {"_id": row.id, "cited": left}


def _untold(runs: Any, quotes: Quotes) -> Iterator[dict[str, Any]]:
    """Import runs whose source or report quotes the contributor, without what does."""
    for row in runs:
        source, report = ERASED if quotes(row.source) else row.source, _without(row.report, quotes)
        if (source, report) != (row.source, row.report):
            yield {"_id": row.id, "source": source, "report": report}


def _without(value: Any, quotes: Quotes) -> Any:
    """A JSON value with every text that quotes replaced."""
    if isinstance(value, str):
        return ERASED if quotes(value) else value
    if isinstance(value, dict):
        return {(ERASED if quotes(name) else name): _without(inner, quotes) for name, inner in value.items()}
    return [_without(inner, quotes) for inner in value] if isinstance(value, list) else value


def _delete(connection: Connection, table: Table, column: Any, keys: Collection[str]) -> None:
    connection.execute(delete(table).where(among(connection, column, keys)))


def _delete_numbered(connection: Connection, table: Table, numbers: Sequence[int]) -> None:
    if numbers:
        connection.execute(delete(table).where(table.c.id == bindparam("_id")), [{"_id": n} for n in numbers])


def _rewrite(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], key: str = "id") -> None:
    if rows:
        changed: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "_id"}
        connection.execute(update(table).where(table.c[key] == bindparam("_id")).values(changed), list(rows))
