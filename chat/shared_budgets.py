"""The `Budgets` of several servers together; while their database does not answer, each counts for itself."""

import logging
import time
from typing import Final

from anyio import CapacityLimiter, to_thread

from chat.budgets import Budgets, MinuteBudgets
from chat.ledger_keyring import ledger_of
from data.errors import LedgerError
from data.home import Home
from data.settings import Settings
from data.shared_calls import SharedCalls

log = logging.getLogger("temoin.budgets")
THREADS: Final = 4


class SharedBudgets:
    """Counts in a database all servers share; `Budgets` says what it promises."""

    def __init__(self, calls: SharedCalls) -> None:
        self._calls, self._own = calls, MinuteBudgets()
        self._limiter: CapacityLimiter | None = None

    async def spend(self, account: str, most: int) -> float:
        """As `Budgets`; a call is never refused because the database failed."""
        if self._limiter is None:
            self._limiter = CapacityLimiter(THREADS)
        try:
            return await to_thread.run_sync(self._calls.spend, account, most, limiter=self._limiter)
        except LedgerError as error:
            log.warning("calls are counted by this server alone: %s", error)
            return await self._own.spend(account, most)

    def close(self) -> None:
        """Let go of the database."""
        self._calls.close()


def budgets_of(settings: Settings) -> Budgets:
    """Where the settings want calls to be counted.

    Raises:
        HomeError, LedgerError: it is a database that cannot be reached or written.
    """
    if settings.budgets == "memory":
        return MinuteBudgets()
    home = Home(settings.home).prepare()
    with ledger_of(settings) as ledger:
        salt = ledger.journal.salt()
    # `time.time`, not a monotonic clock, which begins anew with the machine while the file stays
    return SharedBudgets(SharedCalls.beside(home.root, settings.ledger_url or home.ledger_url, salt, time.time))
