"""Is the person asking sitting at this machine? What is for staff is shown to them without a key."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
OF_PROXIES: Final = frozenset({"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"})


def is_loopback(host: str) -> bool:
    """Whether a name or an address means this machine and nothing beyond."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_local(scope: Scope) -> bool:
    """Whether the client is this machine and asked for it by a local name.

    The name keeps out what comes through a proxy on this machine, and pages elsewhere whose own name points here; a
    header that only proxies write keeps out those that change the name.
    """
    client = scope.get("client")
    headers = Headers(scope=scope)
    try:
        asked = urlsplit(f"//{headers.get('host', '')}").hostname
    except ValueError:
        return False
    forwarded = not OF_PROXIES.isdisjoint(headers.keys())
    return client is not None and is_loopback(client[0]) and asked in LOCAL_NAMES and not forwarded
