"""The keys of the ledger, looked up at every request: one revoked is refused from the next request on."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock

from chat.keys import Holder, Role, accepted, parts_of
from data.home import Home
from data.ledger import Ledger
from data.settings import Settings


class LedgerKeyring:
    """A `Keyring` over a ledger that is opened when the first key is presented.

    `holder` raises `LedgerError` when the ledger cannot be read.
    """

    def __init__(self, open_ledger: Callable[[], Ledger]) -> None:
        self._open_ledger, self._lock = open_ledger, Lock()
        self._ledger: Ledger | None = None

    def holder(self, presented: str) -> Holder | None:
        """Whose key this is; `None` when it is none, or has ended."""
        if (parts := parts_of(presented)) is None:
            return None
        key_id, secret = parts
        key = self._opened().keys.find(key_id)
        if not accepted(secret, key, datetime.now(UTC)) or key is None:
            return None
        return Holder(key.id, Role(key.role))

    def close(self) -> None:
        """Let go of the ledger."""
        with self._lock:
            if self._ledger is not None:
                self._ledger.close()
                self._ledger = None

    def _opened(self) -> Ledger:
        with self._lock:
            if self._ledger is None:
                self._ledger = self._open_ledger()
            return self._ledger


def keyring_of(settings: Settings) -> LedgerKeyring:
    """The keys of one installation; nothing is opened before a key is presented."""
    return LedgerKeyring(lambda: ledger_of(settings))


def ledger_of(settings: Settings) -> Ledger:
    """The ledger of one installation, created where there is none (`HomeError`, `LedgerError`)."""
    return Ledger.open(settings.ledger_url or Home(settings.home).prepare().ledger_url)
