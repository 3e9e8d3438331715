"""`python -m ingest moderate`: the queue that waits for a person, and a person's decisions."""

import argparse
import getpass
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.records import Record, Status

if TYPE_CHECKING:
    from ingest.pipeline import Stores

SHOWN = 160


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", choices=["pending", "rejected", "masked"], default="pending", help="what to list")
    what.add_argument("--approve", metavar="RECORD", help="publish a record, whatever the rules say of these words")
    what.add_argument("--again", action="store_true", help="judge what is published once more, by the rules that run")
    what.add_argument("--reject", metavar="RECORD", help="keep a record back")
    parser.add_argument("--reason", default="", help="why; its author may read it")
    parser.add_argument("--by", default=None, metavar="NAME", help="who decides (default: the user of this machine)")
    parser.add_argument("--json", action="store_true", help="as JSON on stdout")
    parser.add_argument("--home", type=Path, help="data folder (default: TEMOIN_HOME or .temoin)")


def run(given: argparse.Namespace) -> int:
    """List, or decide and bring the index up."""
    from data.settings import load_settings
    from ingest.assembly import open_stores

    settings = load_settings(home=given.home)
    with open_stores(settings) as stores:
        if record_id := given.approve or given.reject:
            from ingest.pipeline import settle

            status = Status.APPROVED if given.approve else Status.REJECTED
            by = given.by or getpass.getuser()
            kept = settle(stores, record_id, status, given.reason, by, datetime.now(UTC))
            _print([kept], as_json=given.json)
        elif given.again:
            _again(stores, as_json=given.json)
        else:
            from ingest.moderation.decisions import waiting

            _print(list(waiting(stores.ledger, Status(given.list))), as_json=given.json)
    return 0


def _again(stores: "Stores", *, as_json: bool) -> None:
    """Judge once more, and bring the index up."""
    from ingest.moderation.again import judge_again
    from ingest.pipeline import bring_up, builder_lock

    with builder_lock(stores.home):
        held = judge_again(stores.ledger, stores.model, datetime.now(UTC))
        bring_up(stores)
    if as_json:
        print(json.dumps(held))
        return
    for code, count in held.items():
        print(f"{count} held back by {code}")
    print(f"{sum(held.values())} records held back: python -m ingest moderate")


def _print(found: list[Record], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_row(record) for record in found], ensure_ascii=False, indent=1))
        return
    for record in found:
        said = " ".join(record.text.split())
        short = said if len(said) <= SHOWN else said[: SHOWN - 1] + "…"
        print(f"{record.id}  {record.status}  {record.status_reason or ''}\n    {short}")
    print(f"{len(found)} records")


def _row(record: Record) -> dict[str, object]:
    return {
        "record_id": record.id,
        "product_id": record.product_id,
        "status": record.status.value,
        "reason": record.status_reason,
        "rating": record.rating,
        "language": record.language,
        "title": record.title,
        "text": record.text,
    }
