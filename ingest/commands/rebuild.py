"""`python -m ingest rebuild`: the index anew from the ledger, as after damage; no text is embedded twice."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--json", action="store_true", help="as JSON on stdout")
    parser.add_argument("--home", type=Path, help="data folder (default: TEMOIN_HOME or .temoin)")


def run(given: argparse.Namespace) -> int:
    """Build the index."""
    from data.settings import load_settings
    from ingest.assembly import open_stores
    from ingest.pipeline import builder_lock, rebuild
    from ingest.watching import Bars

    with open_stores(load_settings(home=given.home)) as stores, builder_lock(stores.home):
        built = rebuild(stores, Bars(quiet=given.json))
    if given.json:
        print(json.dumps(asdict(built), indent=1))
    else:
        print(f"{built.version}: {built.records} records, {built.rows} rows, {built.embedded} texts embedded")
    return 0
