"""Arguments the commands on public sets share."""

import argparse
from pathlib import Path

from eval.public_sets import PublicSet, read_set

FILES = {"corpus": "documents, JSON lines", "queries": "questions, JSON lines", "qrels": "judgments, tab-separated"}


def add_set(parser: argparse.ArgumentParser) -> None:
    """The three files of a set, and where the figures go."""
    for name, what in FILES.items():
        add_file(parser, name, what)
    add_output(parser)


def add_file(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    """One file that has to be given."""
    parser.add_argument(f"--{name}", type=Path, required=True, metavar="FILE", help=what)


def add_output(parser: argparse.ArgumentParser) -> None:
    """Where the figures go."""
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures to this file")


def read_given(given: argparse.Namespace) -> PublicSet:
    """The set of the three files (`EvalError` with every mistake in them)."""
    return read_set(given.corpus, given.queries, given.qrels)


def count(text: str) -> int:
    """A whole number from 1, for argparse."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: a whole number from 1 was expected")
    return int(text)
