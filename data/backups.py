"""Backups: a copy of the ledger in a folder with a manifest of what it is, until when it is kept, and its hashes.

Models and index generations are not in it: both are made again from what is. A backup is one SQLite file whichever
database the ledger lives in, so that it opens anywhere.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

from data.database import Database
from data.errors import LedgerError
from data.ledger_content import content_of
from data.ledger_copies import Progress, copy_out, reading_file
from data.tables import SCHEMA

FORMAT: Final = 1
FILE: Final = "ledger.db"
MANIFEST: Final = "manifest.json"
KEEP_DAYS: Final = 30
DAMAGED: Final = "damaged-"
"""Begins the name of a folder with a ledger that could not be opened any more, laid aside for as long as a backup."""
REPLACED: Final = "-replaced"
"""Ends the name of a backup that was made only because a restore took its place."""
MOST_MANIFEST: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """What one backup is; `ledger` is the hash of its content, `file` of its bytes, `counts` its rows by table."""

    folder: Path
    made: datetime
    expires: datetime
    schema: str
    ledger: str
    file: str
    counts: Mapping[str, int]

    @property
    def path(self) -> Path:
        """The copied ledger."""
        return self.folder / FILE

    def has_expired(self, now: datetime) -> bool:
        """Whether it was to be kept no longer than until now."""
        return self.expires <= now

    def as_dict(self) -> dict[str, Any]:
        """As its manifest says it."""
        said = asdict(self) | {"made": self.made.isoformat(), "expires": self.expires.isoformat(), "format": FORMAT}
        return {name: value for name, value in said.items() if name != "folder"}


def make_backup(
    source: Database, place: Path, now: datetime, progress: Progress, keep_days: int = KEEP_DAYS, note: str = ""
) -> Backup:
    """Copy a ledger, others reading and writing it meanwhile, into a new folder of `place`; killed, it leaves none.

    Raises:
        LedgerError: the ledger cannot be read, or the copy cannot be written.
    """
    name = f"{now.astimezone(UTC):%Y%m%dT%H%M%S}-{now.microsecond:06}Z{note}"
    partial, folder = place / f"{name}.partial", place / name
    try:
        partial.mkdir(parents=True, mode=0o700)
        copy_out(source, partial / FILE, progress)
        with reading_file(partial / FILE) as connection:
            content = content_of(connection)
        expires = now + timedelta(days=keep_days)
        made = Backup(
            folder, now, expires, SCHEMA, content.hash, file_hash(partial / FILE), dict(sorted(content.counts.items()))
        )
        (partial / MANIFEST).write_text(json.dumps(made.as_dict(), indent=1) + "\n", encoding="utf-8")
        for path in (partial / FILE, partial / MANIFEST):
            _sync(path)
        partial.rename(folder)
        _sync(place)
    except OSError as error:
        raise LedgerError(
            f"no backup could be written to {place} ({error.strerror or error}): free some space, or --to DIR"
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return made


def read_backup(folder: Path) -> Backup:
    """The backup in a folder, told by its manifest.

    Raises:
        LedgerError: when there is none.
    """
    try:
        with (folder / MANIFEST).open(encoding="utf-8") as file:
            said = json.loads(file.read(MOST_MANIFEST))
        if said.pop("format") != FORMAT:
            raise ValueError("a format of another version")
        made, expires = (datetime.fromisoformat(said.pop(name)) for name in ("made", "expires"))
        return Backup(folder, made, expires, **said)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise LedgerError(
            f"{folder} holds no backup that can be read ({error}): python -m ingest backup --list shows those there are"
        ) from error


def backups_in(place: Path) -> list[Backup]:
    """The backups in a folder of backups, newest first; what is none is left out."""
    found = []
    for folder in sorted(place.glob("*"), reverse=True):
        if (folder / MANIFEST).is_file():
            try:
                found.append(read_backup(folder))
            except LedgerError:
                continue
    return found


def drop_expired(place: Path, now: datetime) -> list[Backup]:
    """Delete what has been kept long enough, and what killed backups left a day ago; the backups that went."""
    for left in place.glob("*.partial"):
        if left.stat().st_mtime < (now - timedelta(days=1)).timestamp():
            shutil.rmtree(left, ignore_errors=True)
    for damaged in place.glob(f"{DAMAGED}*"):
        if damaged.stat().st_mtime < (now - timedelta(days=KEEP_DAYS)).timestamp():
            shutil.rmtree(damaged, ignore_errors=True)
    gone = [backup for backup in backups_in(place) if backup.has_expired(now)]
    for backup in gone:
        shutil.rmtree(backup.folder, ignore_errors=True)
    return gone


def fault_of(backup: Backup) -> str | None:
    """Why a backup is not what was written; `None` when it is."""
    try:
        found = file_hash(backup.path)
    except OSError as error:
        return f"its ledger cannot be read ({error.strerror})"
    return None if found == backup.file else f"hash {found[:12]} found, {backup.file[:12]} written"


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, 64 hex digits (`OSError`)."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
