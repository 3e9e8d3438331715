"""Who must not come back: tombstones, kept beside the ledger too, for the day the ledger is lost.

Neither a name nor a word nor an id is kept: only the ledger's salted hash of each contributor.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from data.database import Database
from data.errors import LedgerError
from data.identity import digest
from data.tables import state, tombstones


@dataclass(frozen=True, slots=True)
class Erased:
    """Moment of the erasure by the contributor's hash; `salt` is a digest of the salt of the hashes."""

    salt: str
    contributors: Mapping[str, datetime] = field(default_factory=dict)


def mark_of(salt: str) -> str:
    """A digest that tells one ledger's salt from another's, and does not tell it."""
    return digest("salt", salt)[:16]


def note_erased(file: Path, salt: str, contributor: str, at: datetime) -> None:
    """Write an erasure down beside the ledger; on disk when this returns (`OSError`)."""
    said = {"salt": mark_of(salt), "contributor": contributor, "at": at.isoformat()}
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(said) + "\n")
        lines.flush()
        os.fsync(lines.fileno())


def noted(file: Path) -> list[Erased]:
    """Every erasure written down beside a ledger; a line cut short by a kill is left out."""
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            return list(_read(lines))
    except FileNotFoundError:
        return []


def erased_in(database: Database) -> Erased:
    """Who was erased from a ledger (`LedgerError`)."""
    with database.reading() as connection:
        salt = str(connection.execute(select(state.c.salt)).scalar_one())
        return Erased(mark_of(salt), {row.contributor_hash: row.at for row in connection.execute(select(tombstones))})


def agreed(found: Iterable[Erased], salt: str) -> dict[str, datetime]:
    """All of them, for the ledger of that salt.

    Raises:
        LedgerError: when somebody was erased from another ledger, in whose salt alone they can be known again.
    """
    total: dict[str, datetime] = {}
    for one in found:
        if one.contributors and one.salt != mark_of(salt):
            raise LedgerError(
                f"{len(one.contributors)} contributors were erased here from another ledger than that of the backup, "
                "which cannot know them again: restore it into a home of its own with --home DIR"
            )
        total.update(one.contributors)
    return total


def _read(lines: Iterable[str]) -> Iterator[Erased]:
    for line in lines:
        try:
            said: dict[str, Any] = json.loads(line)
            yield Erased(said["salt"], {said["contributor"]: datetime.fromisoformat(said["at"]).astimezone(UTC)})
        except (ValueError, KeyError, TypeError):
            continue
