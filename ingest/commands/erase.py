"""`python -m ingest erase`: a contributor leaves everything, with a receipt."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import IngestError

if TYPE_CHECKING:
    from ingest.erasure import Preview

SHOWN = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--author", action="append", default=[], metavar="NAME", help="their name; repeat for others")
    parser.add_argument("--source", help="only what they wrote in this source")
    parser.add_argument("--record", nargs="+", action="extend", default=[], metavar="ID", help="single records")
    parser.add_argument("--dry-run", action="store_true", help="show what would go, change nothing")
    parser.add_argument("--yes", action="store_true", help="don't ask again")
    parser.add_argument("--by", default=None, metavar="NAME", help="who erases (default: the user of this machine)")
    parser.add_argument("--json", action="store_true", help="the receipt as JSON on stdout")
    parser.add_argument("--home", type=Path, help="data folder (default: TEMOIN_HOME or .temoin)")


def run(given: argparse.Namespace) -> int:
    """Show, ask, erase; 0 when the scan found nothing any more, 1 when it did or nobody said yes."""
    from data.settings import load_settings
    from ingest.assembly import open_stores
    from ingest.erasure import erase, preview
    from ingest.erasure_contributor import Contributor
    from ingest.erasure_plan import pending
    from ingest.watching import Bars

    if not given.author and not given.record:
        raise IngestError("whom? pass --author NAME, or --record ID (python -m ingest erase --author 'Claire D.')")
    who = Contributor(tuple(given.author), given.source, tuple(given.record))
    with open_stores(load_settings(home=given.home)) as stores:
        cut_short = pending(stores.home)
        if given.dry_run or (not given.yes and cut_short is None):
            _show(preview(stores, who), as_json=given.json)
        if given.dry_run:
            return 0
        if not given.yes and not _agreed(input):
            print("ingest: nothing was erased", file=sys.stderr)
            return 1
        receipt = erase(stores, who, given.by or getpass.getuser(), Bars(quiet=given.json))
    print(json.dumps(receipt.as_dict(), ensure_ascii=False, indent=1) if given.json else "\n".join(receipt.lines()))
    return 0 if receipt.clean else 1


def _show(found: "Preview", *, as_json: bool) -> None:
    if as_json:
        ids = [record.id for record in found.records]
        print(json.dumps({"records": ids, "traces": found.traces, "mentioned": found.mentioned}, indent=1))
        return
    for record in found.records:
        said = " ".join(record.text.split())
        short = said if len(said) <= SHOWN else said[: SHOWN - 1] + "…"
        print(f"{record.id}  {record.provenance.source}  {record.product_id}  {record.author or '—'}\n    {short}")
    print(", ".join(f"{count} {name}" for name, count in found.traces.items() if count))
    if found.mentioned:
        print(f"{found.mentioned} contributions of others use the name and stay")


def _agreed(ask: Callable[[str], str]) -> bool:
    try:
        return ask("Erase all this for good? Type yes: ").strip().casefold() in ("yes", "oui")
    except EOFError:
        return False
