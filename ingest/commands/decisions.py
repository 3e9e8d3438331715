"""`python -m ingest decisions`: every decision with its statement of reasons, newest first."""

import argparse
import json
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--record", metavar="RECORD", help="decisions on one record only")
    parser.add_argument("--limit", type=int, default=1000, help="at most so many (default: 1000)")
    parser.add_argument("--json", action="store_true", help="as JSON on stdout, with the words for the author")
    parser.add_argument("--home", type=Path, help="data folder (default: TEMOIN_HOME or .temoin)")


def run(given: argparse.Namespace) -> int:
    """Print the decisions."""
    from data.settings import load_settings
    from ingest.assembly import open_stores
    from ingest.moderation.decisions import as_rows, statements

    with open_stores(load_settings(home=given.home)) as stores:
        found = statements(stores.ledger, given.record, given.limit)
    if given.json:
        print(json.dumps(as_rows(found), ensure_ascii=False, indent=1))
        return 0
    for one in found:
        print(f"{one.at[:19]}  {one.record_id}  {one.decision}  {one.rule} {one.rule_version}  {one.decided_by}")
    print(f"{len(found)} decisions")
    return 0
