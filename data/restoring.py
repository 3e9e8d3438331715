"""A backup put back: checked first, rid of whom was erased since, then in the ledger's place all at once."""

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select, update

from data.backups import Backup, fault_of
from data.errors import LedgerError
from data.ledger import Ledger
from data.ledger_content import content_of
from data.ledger_copies import integrity_of, opened_file, put_in_place, reading_file
from data.tables import SCHEMA, records, state


def stage(backup: Backup, file: Path, clean: Callable[[Ledger], None], revision: int) -> int:
    """Make `file` the ledger a backup gives, of today's schema; how many records it holds.

    Args:
        clean: takes out of it what may not come back.
        revision: of the ledger whose place it takes; it goes beyond, so that readers look again.

    Raises:
        LedgerError: the backup is damaged, or newer than this code.
    """
    if fault := fault_of(backup):
        raise LedgerError(f"backup {backup.folder} is not what was written ({fault}): take another")
    shutil.copyfile(backup.path, file)
    file.chmod(0o600)
    _check(backup, file)
    with opened_file(file) as staged:
        clean(Ledger(staged))
        with staged.writing() as connection:
            own = connection.execute(select(state.c.revision)).scalar_one()
            connection.execute(update(state).values(revision=max(own, revision) + 1))
            return connection.scalar(select(func.count()).select_from(records)) or 0


def replace_damaged(staged: Path, file: Path, aside: Path) -> None:
    """Put a staged ledger in the place of a file that is no ledger any more, of which a copy is laid aside."""
    aside.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        if path.exists():
            shutil.copyfile(path, aside / path.name)
    put_in_place(staged, file)


def _check(backup: Backup, file: Path) -> None:
    if fault := integrity_of(file):
        raise LedgerError(f"backup {backup.folder} holds a damaged ledger ({fault}): take another")
    if backup.schema != SCHEMA:
        return  # an older one is hashed otherwise; its bytes are those that were written
    with reading_file(file) as connection:
        found = content_of(connection).hash
    if found != backup.ledger:
        raise LedgerError(
            f"backup {backup.folder} says other than its manifest: content {found[:12]} found, {backup.ledger[:12]} "
            "written; take another"
        )
