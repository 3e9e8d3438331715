"""`python -m ingest reseal`: seal every kept original with a new key."""

import argparse
import getpass
from datetime import UTC, datetime
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command; keys are settings, never arguments, which others on the machine could read."""
    parser.epilog = "Set TEMOIN_PII_KEY to the new key and TEMOIN_PII_KEY_BEFORE to the old one, which goes afterwards."
    parser.add_argument("--home", type=Path, help="data folder (default: TEMOIN_HOME or .temoin)")


def run(given: argparse.Namespace) -> int:
    """Open with either key, seal with the new one."""
    from data.audit import AuditEvent
    from data.errors import SettingsError
    from data.home import Home
    from data.ledger import Ledger
    from data.settings import load_settings
    from ingest.vault import reseal, vault_of
    from ingest.watching import Bars

    settings, now = load_settings(home=given.home), datetime.now(UTC)
    with Ledger.open(settings.ledger_url or Home(settings.home).prepare().ledger_url) as ledger:
        vault = vault_of(settings, ledger)
        if vault is None or settings.pii_key_before is None:
            raise SettingsError(
                "two keys were expected: the new one as TEMOIN_PII_KEY, the old as TEMOIN_PII_KEY_BEFORE"
            )
        done = reseal(vault, ledger, Bars(quiet=False), now)
        ledger.audit.add(AuditEvent("originals resealed", str(done), getpass.getuser(), now))
    print(f"{done} originals sealed with the new key; unset TEMOIN_PII_KEY_BEFORE")
    return 0
