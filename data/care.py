"""Keeping a ledger safe: what it says in one hash, what is wrong in it, copies of it, and a copy put back."""

from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from data.backups import KEEP_DAYS, Backup, make_backup
from data.database import Database
from data.erasures import Erased, erased_in
from data.ledger_content import Content, content_of, faults_of
from data.ledger_copies import Progress, copy_in
from data.tables import decisions, products, records

CONTENT: Final = (records, products, decisions)


class Care:
    """Of one ledger; every method raises `LedgerError` when the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def backup(
        self, place: Path, now: datetime, progress: Progress, keep_days: int = KEEP_DAYS, note: str = ""
    ) -> Backup:
        """Copy the ledger into a new folder of `place`, whose name `note` ends, while others read and write it."""
        return make_backup(self._database, place, now, progress, keep_days, note)

    def replace_by(self, file: Path, progress: Progress) -> None:
        """Put what a staged file holds in the ledger's place, all at once; readers see the old or the new one."""
        copy_in(file, self._database, progress)

    def content(self) -> Content:
        """Hash and counts of what the ledger says."""
        with self._database.reading() as connection:
            return content_of(connection)

    def faults(self) -> list[str]:
        """What the database finds wrong in itself."""
        with self._database.reading() as connection:
            return faults_of(connection)

    def is_empty(self) -> bool:
        """Whether it holds nothing anybody would miss."""
        with self._database.reading() as connection:
            return not any(connection.scalar(select(func.count()).select_from(table)) for table in CONTENT)

    def erased(self) -> Erased:
        """Who was erased from it."""
        return erased_in(self._database)
