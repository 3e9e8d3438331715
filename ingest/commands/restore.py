"""`python -m ingest restore BACKUP`: put a backup back, without whoever was erased since, and build the index anew."""

import argparse
import getpass
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.backups import Backup

NEWEST = "newest"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("backup", help="folder of a backup, its name in the home's backups, or 'newest'")
    parser.add_argument(
        "--replace", action="store_true", help="replace what the home holds; a backup of it comes first"
    )
    parser.add_argument("--json", action="store_true", help="as JSON on stdout")
    parser.add_argument("--home", type=Path, help="data folder (default: TEMOIN_HOME or .temoin)")


def run(given: argparse.Namespace) -> int:
    """Restore the ledger, then build the index from it."""
    from data.backups import DAMAGED
    from data.home import Home
    from data.settings import load_settings
    from ingest.assembly import open_stores
    from ingest.pipeline import builder_lock, rebuild
    from ingest.restoring import restore
    from ingest.watching import Bars

    settings, bars = load_settings(home=given.home), Bars(quiet=given.json)
    home = Home(settings.home).prepare()
    url, now = settings.ledger_url or home.ledger_url, datetime.now(UTC)
    backup = _chosen(given.backup, home.backups)
    with builder_lock(home):
        done = restore(backup, home, url, bars, replace=given.replace, actor=getpass.getuser(), now=now)
        with open_stores(settings) as stores:
            built, content = rebuild(stores, bars), stores.ledger.care.content()
    if given.json:
        said = asdict(done) | {"ledger": content.hash, "generation": built.version, "rows": built.rows}
        print(json.dumps(said, default=str, indent=1))
        return 0
    print(f"restored {backup.folder}: {done.records} records, ledger {content.hash[:12]}, index of {built.rows} rows")
    if done.left_out:
        print(f"{done.left_out} records left out: their authors asked to be erased")
    if done.before:
        print(f"what was there before lies in {done.before}")
    if done.before and done.before.name.startswith(DAMAGED):
        print("keys ended since the backup may be in use again: python -m chat keys list")
    return 0


def _chosen(named: str, place: Path) -> "Backup":
    from data.backups import REPLACED, backups_in, read_backup
    from data.errors import LedgerError

    if named == NEWEST:
        found = [backup for backup in backups_in(place) if not backup.folder.name.endswith(REPLACED)]
        if not found:
            raise LedgerError(
                f"no backup is in {place}: name the folder of one, or make one with python -m ingest backup"
            )
        return found[0]
    folder = Path(named)
    return read_backup(folder if folder.is_dir() else place / named)
