"""`python -m ingest backup`: a copy of the ledger while others read and write it, and the list of copies there are."""

import argparse
import getpass
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.backups import Backup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--to", type=Path, metavar="DIR", help="folder of the backups (default: backups in the home)")
    parser.add_argument("--keep-days", type=_days, default=30, metavar="N", help="days it is kept (default: 30)")
    parser.add_argument("--list", action="store_true", help="only list the backups there are, with their ends")
    parser.add_argument("--json", action="store_true", help="as JSON on stdout")
    parser.add_argument("--home", type=Path, help="data folder (default: TEMOIN_HOME or .temoin)")


def run(given: argparse.Namespace) -> int:
    """Make a backup and drop those whose time is over, or list them."""
    from data.backups import backups_in, drop_expired
    from data.home import Home
    from data.ledger import Ledger
    from data.settings import load_settings
    from ingest.restoring import made
    from ingest.watching import Bars

    settings = load_settings(home=given.home)
    home = Home(settings.home).prepare()
    place, now = given.to or home.backups, datetime.now(UTC)
    if given.list:
        _print(backups_in(place), [], as_json=given.json)
        return 0
    with Ledger.open(settings.ledger_url or home.ledger_url) as ledger:
        kept = made(ledger, place, Bars(quiet=given.json), getpass.getuser(), now, given.keep_days)
    _print([kept], drop_expired(place, now), as_json=given.json)
    return 0


def _days(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 3650:
        raise argparse.ArgumentTypeError(f"{text!r} was given, a number of days from 1 to 3650 was expected")
    return int(text)


def _print(found: "list[Backup]", dropped: "list[Backup]", *, as_json: bool) -> None:
    if as_json:
        rows = [{"folder": str(one.folder)} | one.as_dict() for one in found]
        print(json.dumps({"backups": rows, "dropped": [str(one.folder) for one in dropped]}, indent=1))
        return
    for one in found:
        records = one.counts.get("records", 0)
        print(f"{one.folder}  {records} records  ledger {one.ledger[:12]}  kept until {one.expires:%Y-%m-%d}")
    for one in dropped:
        print(f"dropped {one.folder}, which was kept until {one.expires:%Y-%m-%d}")
    print(f"{len(found)} backups")
