"""Whose request is it? A proxy's word on that counts only where the proxy is trusted."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def client_address(peer: str, forwarded_for: str, trusted: Sequence[Network]) -> str:
    """The address nearest to us in `X-Forwarded-For` that is no trusted proxy; the peer's own where it is not trusted.

    Each proxy appends whom it heard from, so what a client wrote itself stands to the left of that and is never read.
    """
    here = peer
    for said in reversed(forwarded_for.split(",")):
        if not is_trusted(here, trusted):
            break
        before = _address(said)
        if before is None:
            break
        here = str(before)
    return here


def is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    """Whether an address is among the trusted proxies."""
    known = _address(address)
    return known is not None and any(known in network for network in trusted)


def account_of(address: str) -> str:
    """What is counted as one client: an IPv4 address, or the /64 an IPv6 subscriber gets."""
    known = _address(address)
    if isinstance(known, IPv6Address):
        return str(ip_network((int(known) >> 64 << 64, 64)))
    return str(known or address[:64])


def _address(text: str) -> Address | None:
    """An address without brackets, port or zone; IPv4 mapped into IPv6 as IPv4."""
    plain = text.strip().partition("%")[0]
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        known = ip_address(plain)
    except ValueError:
        return None
    return known.ipv4_mapped or known if isinstance(known, IPv6Address) else known
