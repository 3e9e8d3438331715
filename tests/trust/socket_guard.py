"""Holds every socket of a process to loopback: whatever tries to reach another address is stopped and remembered."""

import os
import sys
from ipaddress import ip_address
from typing import Any, Final

SWITCH: Final = "TEMOIN_TEST_SOCKETS"
"""Environment variable with the path of a file: child processes that load this module write there what they tried."""
LOCAL: Final = frozenset({"localhost", "", "0.0.0.0", "::"})  # noqa: S104 - names of this machine
EVENTS: Final = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
attempts: list[str] = []
_guarding = False


class PhonedHomeError(RuntimeError):
    """Something tried to reach another machine."""


def is_local(address: object) -> bool:
    """Whether an address is this machine's own: a path, loopback, or a name of it."""
    if not isinstance(address, tuple) or not address:
        return True
    host = str(address[0]).partition("%")[0]
    try:
        return host in LOCAL or ip_address(host).is_loopback
    except ValueError:
        return host.endswith(".localhost")


def guard() -> None:
    """From now on and for as long as the process lives; safe to call twice."""
    global _guarding  # noqa: PLW0603 - an audit hook cannot be taken back
    if not _guarding:
        _guarding = True
        sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if event in EVENTS and len(arguments) > 1 and not is_local(arguments[1]):
        told = f"{event} {arguments[1]!r}"
        attempts.append(told)
        if path := os.environ.get(SWITCH):
            with open(path, "a", encoding="utf-8") as file:
                file.write(told + "\n")
        raise PhonedHomeError(f"{told}: tests and product reach this machine only")
