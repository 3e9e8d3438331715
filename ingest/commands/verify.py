"""`python -m ingest verify`: probe the ledger, every row of the index, and the backups; 0 only when all is sound."""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--json", action="store_true", help="as JSON on stdout")
    parser.add_argument("--home", type=Path, help="data folder (default: TEMOIN_HOME or .temoin)")


def run(given: argparse.Namespace) -> int:
    """Verify and report; what is wrong is told with the command that helps."""
    from data.settings import load_settings
    from ingest.assembly import open_stores
    from ingest.verifying import verify
    from ingest.watching import Bars

    with open_stores(load_settings(home=given.home)) as stores:
        found = verify(stores, Bars(quiet=given.json), datetime.now(UTC))
    if given.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
        return 0 if found.sound else 1
    print(f"ledger {found.ledger[:12]}: {found.records} records; index: {found.rows} rows; {found.backups} backups")
    for one in found.findings:
        print(f"{one.count}: {one.what}, such as {'; '.join(one.examples)}\n    what helps: {one.remedy}")
    print("sound" if found.sound else f"{len(found.findings)} things are wrong")
    return 0 if found.sound else 1
