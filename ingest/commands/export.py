"""`python -m ingest export`: everything held on a contributor, as JSON."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from data.errors import IngestError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--author", action="append", default=[], metavar="NAME", help="their name; repeat for others")
    parser.add_argument("--source", help="only what they wrote in this source")
    parser.add_argument("--record", nargs="+", action="extend", default=[], metavar="ID", help="single records")
    parser.add_argument("--to", type=Path, metavar="FILE", help="write there (default: stdout)")
    parser.add_argument("--home", type=Path, help="data folder (default: TEMOIN_HOME or .temoin)")


def run(given: argparse.Namespace) -> int:
    """Write the document."""
    from data.settings import load_settings
    from ingest.assembly import open_stores
    from ingest.erasure_contributor import Contributor
    from ingest.erasure_export import contributor_export

    if not given.author and not given.record:
        raise IngestError("whom? pass --author NAME, or --record ID (python -m ingest export --author 'Claire D.')")
    who = Contributor(tuple(given.author), given.source, tuple(given.record))
    with open_stores(load_settings(home=given.home)) as stores:
        held = contributor_export(stores.ledger, who, datetime.now(UTC))
    said = json.dumps(held, ensure_ascii=False, indent=1, default=str)
    if given.to is None:
        print(said)
        return 0
    given.to.write_text(said + "\n", encoding="utf-8")
    print(f"{len(held['records'])} records: {given.to}", file=sys.stderr)
    return 0
