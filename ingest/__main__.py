"""`python -m ingest PATH…`: exports in, ledger and index brought up to date, a report out; and the other commands."""

import argparse
import errno
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from data.errors import TemoinError
from data.memory import collect_seldom
from data.piping import while_read

COMMANDS = {
    "moderate": "List what waits for a person, and decide.",
    "decisions": "Every decision with its statement of reasons.",
    "policy": "The public page on how reviews are treated.",
    "erase": "Erase a contributor for good, with a receipt.",
    "export": "Everything held on a contributor, as JSON.",
    "backup": "Copy the ledger while others read and write it.",
    "restore": "Put a backup back, without whoever was erased since.",
    "verify": "Probe the ledger and every row of the index.",
    "rebuild": "Build the index anew from the ledger.",
    "audit": "Who did what: staff, keys, imports, backups, erasures.",
    "reseal": "Seal the kept originals with another key.",
}
"""A folder of one of these names is read as ./NAME."""
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What a system says of a file it has no room for."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when everything readable is in, 1 with one line on stderr when not."""
    words = sys.argv[1:] if arguments is None else arguments
    collect_seldom()
    try:
        return _command(words[0], words[1:]) if words and words[0] in COMMANDS else _run(_parser().parse_args(words))
    except TemoinError as error:
        told, _, skeleton = str(error).partition("\n\n")
        print(f"ingest: {told}", file=sys.stderr)
        if skeleton:  # of a mapping for an unknown layout: python -m ingest FILE > my-shop.mapping.yaml
            print(skeleton)
        return 1
    except OSError as error:
        if error.errno not in FULL:
            raise
        print(f"ingest: {error.filename or 'a file'} cannot be written: free some space on its disk", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("ingest: stopped; run the same command again, it goes on where it was", file=sys.stderr)
        return 130


def _command(name: str, words: list[str]) -> int:
    module = import_module(f"ingest.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"python -m ingest {name}", description=COMMANDS[name])
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(words)))


def _run(given: argparse.Namespace) -> int:
    from data.settings import load_settings
    from ingest.assembly import open_stores
    from ingest.pipeline import Options, ingest
    from ingest.watching import Bars

    options = Options(given.mapping, given.product, given.full, given.rebuild, given.dry_run)
    settings = load_settings(home=given.home)
    with open_stores(settings, given.engine) as stores:
        report = ingest(given.paths, stores, options, Bars(quiet=given.json))
    print(report.as_json() if given.json else "\n".join(report.lines()))
    return 0


def _parser() -> argparse.ArgumentParser:
    told = "; ".join(f"{name}: {help_}" for name, help_ in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m ingest", description="Read exports of UGC into the ledger.", epilog=f"Other commands: {told}"
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders; none with --rebuild")
    parser.add_argument("--mapping", type=Path, help="YAML that says what the columns of an unknown layout mean")
    parser.add_argument("--product", help="product id of transcripts that name none")
    parser.add_argument("--full", action="store_true", help="the export is complete: retire what it no longer holds")
    parser.add_argument("--rebuild", action="store_true", help="build the index anew from the ledger")
    parser.add_argument("--dry-run", action="store_true", help="read and report, write nothing")
    parser.add_argument(
        "--engine", choices=["local", "ray"], default="local", help="who embeds: this process, or a Ray cluster"
    )
    parser.add_argument("--json", action="store_true", help="the report as JSON on stdout")
    parser.add_argument("--home", type=Path, help="data folder (default: TEMOIN_HOME or .temoin)")
    return parser


if __name__ == "__main__":
    sys.exit(while_read(main))
