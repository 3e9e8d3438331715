"""`python -m chat keys`: make, list, replace and end API keys."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.api_keys import ApiKey
    from data.ledger import Ledger

    Command = Callable[[Ledger, Namespace], str]

ROLES = ("public", "staff", "admin")
ONCE = "This is the only time it is shown; the ledger keeps a digest."


def add_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Put `keys` and what it takes among the commands; each is run on the ledger as `on_ledger`."""
    keys = commands.add_parser("keys", help="make, list, replace and end API keys", description="API keys.")
    actions = keys.add_subparsers(required=True, metavar="ACTION")
    add = _action(actions, "add", _add, "make a key and show it once")
    add.add_argument("--role", choices=ROLES, required=True, help="public: larger budgets; staff: trace and console")
    add.add_argument("--label", default="", help="what it is for, to find it again")
    add.add_argument("--days", type=_positive, help="days until it ends; otherwise it does not")
    _action(actions, "list", _list, "list the keys").add_argument("--json", action="store_true", help="print JSON")
    _action(actions, "revoke", _revoke, "refuse a key from now on").add_argument("id", metavar="ID")
    rotate = _action(actions, "rotate", _rotate, "make a key that replaces another, which ends a little later")
    rotate.add_argument("id", metavar="ID")
    rotate.add_argument("--hours", type=_positive, default=24, help="hours until the old one ends (24)")


def _action(actions: "_SubParsersAction[ArgumentParser]", name: str, run: "Command", what: str) -> ArgumentParser:
    parser = actions.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    parser.set_defaults(on_ledger=run)
    parser.add_argument("--home", metavar="DIR", help="home folder; otherwise TEMOIN_HOME, or .temoin")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 36_500:
        raise ArgumentTypeError(f"{text!r} was given, a number from 1 to 36500 was expected")
    return int(text)


def _add(ledger: "Ledger", given: Namespace) -> str:
    from chat.keys import Role, new_key

    now = datetime.now(UTC)
    ends = now + timedelta(days=given.days) if given.days else None
    written, kept = new_key(Role(given.role), given.label, now, ends)
    ledger.keys.add(kept)
    return f"{written}\n{kept.role} key {kept.id}. {ONCE}"


def _list(ledger: "Ledger", given: Namespace) -> str:
    now, keys = datetime.now(UTC), ledger.keys.all()
    if given.json:
        shown = [{name: value for name, value in asdict(key).items() if name != "digest"} for key in keys]
        return json.dumps(shown, ensure_ascii=False, default=datetime.isoformat)
    lines = [f"{key.id}  {key.role:<6}  {_state(key, now):<20}  {key.label}".rstrip() for key in keys]
    return "\n".join(lines) or "No keys yet: python -m chat keys add --role staff"


def _state(key: "ApiKey", now: datetime) -> str:
    if key.ends is None:
        return "no end"
    return f"{'until' if now < key.ends else 'ended'} {key.ends:%Y-%m-%d %H:%M}"


def _revoke(ledger: "Ledger", given: Namespace) -> str:
    ledger.keys.end(given.id, datetime.now(UTC))
    return f"Key {given.id} is refused from now on."


def _rotate(ledger: "Ledger", given: Namespace) -> str:
    from chat.keys import Role, new_key
    from data.errors import NotFoundError

    now = datetime.now(UTC)
    old = ledger.keys.find(given.id)
    if old is None or (old.ends is not None and old.ends <= now):
        raise NotFoundError(f"no key in use has the id {given.id!r}: python -m chat keys list shows them")
    written, kept = new_key(Role(old.role), old.label, now)
    ledger.keys.add(kept)
    ledger.keys.end(old.id, now + timedelta(hours=given.hours))
    return f"{written}\n{kept.role} key {kept.id}. {ONCE} Key {old.id} ends in {given.hours} h."
