"""Whose credentials a call of the console carries to the API: those of whoever looks at it."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Final

FORWARDED: Final[tuple[str, ...]] = (
    "host", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via", "origin", "sec-fetch-site",
    "sec-fetch-mode", "user-agent",
)  # fmt: skip
"""Headers by which the door tells who calls: somebody at this machine, or beyond a proxy."""


def passed_on(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that say who calls; the key a browser sends as a password goes on as the API takes it."""
    lower = {name.lower(): value for name, value in headers.items()}
    kept = {name: lower[name] for name in FORWARDED if name in lower}
    scheme, _, value = lower.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        kept["authorization"] = lower["authorization"]
    elif scheme.lower() == "basic":
        kept["authorization"] = f"Bearer {_password(value)}"
    return {"host": ""} | kept


def _password(basic: str) -> str:
    """The key in a Basic header; a word no key is where there is none, so that the door refuses it."""
    try:
        return b64decode(basic, validate=True).decode().partition(":")[2].strip() or "empty"
    except (NotBase64, UnicodeDecodeError):
        return "unreadable"
