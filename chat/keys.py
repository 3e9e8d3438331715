"""API keys: made once, shown once, kept as a digest, compared in constant time.

A key is 256 random bits, so one round of SHA-256 protects it: there is nothing to guess that a slower hash would slow.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from typing import Final, Protocol

from data.api_keys import ApiKey

WRITTEN: Final = re.compile(r"temoin_([0-9a-f]{16})_([A-Za-z0-9_-]{43})")
NOBODY: Final = sha256(b"temoin: no such key").hexdigest()


class Role(StrEnum):
    """What a key opens; each role may do what those before it may."""

    PUBLIC = "public"
    STAFF = "staff"
    ADMIN = "admin"


RANK: Final = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a key that is accepted now."""

    key_id: str
    role: Role


class Keyring(Protocol):
    """The keys a server accepts; safe to call from several threads."""

    def holder(self, presented: str) -> Holder | None:
        """Whose key this is; `None` when it is none, or has ended."""
        ...


def new_key(role: Role, label: str, now: datetime, ends: datetime | None = None) -> tuple[str, ApiKey]:
    """A key as its holder gets it, and what is kept of it."""
    key_id, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    return f"temoin_{key_id}_{secret}", ApiKey(key_id, role.value, label, digest_of(secret), now, ends)


def digest_of(secret: str) -> str:
    """What is kept of a key's secret part, 64 hex digits."""
    return sha256(secret.encode()).hexdigest()


def parts_of(presented: str) -> tuple[str, str] | None:
    """Id and secret of what looks like a key."""
    found = WRITTEN.fullmatch(presented)
    return (found[1], found[2]) if found else None


def accepted(secret: str, key: ApiKey | None, now: datetime) -> bool:
    """Whether the secret is this key's and it has not ended; a key that is not there takes as long to refuse."""
    same = compare_digest(digest_of(secret), key.digest if key else NOBODY)
    return same and key is not None and (key.ends is None or now < key.ends)
