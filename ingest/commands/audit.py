"""`python -m ingest audit`: who did what, newest first: staff, keys, imports, backups, erasures, in one list."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--limit", type=int, default=1000, help="at most so many (default: 1000)")
    parser.add_argument("--json", action="store_true", help="as JSON on stdout")
    parser.add_argument("--home", type=Path, help="data folder (default: TEMOIN_HOME or .temoin)")


def run(given: argparse.Namespace) -> int:
    """Print the acts."""
    from data.home import Home
    from data.ledger import Ledger
    from data.settings import load_settings

    settings = load_settings(home=given.home)
    with Ledger.open(settings.ledger_url or Home(settings.home).prepare().ledger_url) as ledger:
        found = ledger.audit.read(given.limit)
    if given.json:
        print(json.dumps([asdict(one) for one in found], default=str, ensure_ascii=False, indent=1))
        return 0
    for one in found:
        said = f"  {one.reason}" if one.reason else ""
        print(f"{one.at:%Y-%m-%dT%H:%M:%S}  {one.actor}  {one.action}  {one.about}{said}")
    print(f"{len(found)} acts")
    return 0
