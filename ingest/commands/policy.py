"""`python -m ingest policy`: the public page on how reviews are treated, told from the rules that run."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--language", choices=["fr", "en"], default="fr", help="of the page (default: fr)")


def run(given: argparse.Namespace) -> int:
    """Print the page as Markdown."""
    from data.settings import load_settings
    from ingest.moderation.policy import policy
    from ingest.moderation.reading import reads_with

    print(policy(given.language, learned=reads_with(load_settings())), end="")
    return 0
