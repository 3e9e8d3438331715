"""How often one account may call within any minute, counted exactly."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final, Protocol

WINDOW_S: Final = 60.0
MOST_ACCOUNTS: Final = 50_000


class Budgets(Protocol):
    """Counts calls by account; one that several servers share is to keep this promise for all of them together."""

    async def spend(self, account: str, most: int) -> float:
        """Count one call where fewer than `most` were counted in the last minute.

        Gives 0.0 when it was counted, else the seconds until the next one would be.
        """
        ...


class MinuteBudgets:
    """The `Budgets` of one process, in memory: the moments of the last minute's calls, forgotten after it.

    What it holds is bounded by the calls a server can take in a minute, and by `MOST_ACCOUNTS` (the account unused for
    longest is forgotten first).
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._spent: OrderedDict[str, deque[float]] = OrderedDict()

    async def spend(self, account: str, most: int) -> float:
        """As `Budgets`."""
        now = self._clock()
        self._forget(now - WINDOW_S)
        spent = self._spent.setdefault(account, deque())
        self._spent.move_to_end(account)
        while spent and spent[0] <= now - WINDOW_S:
            spent.popleft()
        if len(spent) >= most:
            return spent[len(spent) - most] + WINDOW_S - now if most > 0 else WINDOW_S
        spent.append(now)
        return 0.0

    def __len__(self) -> int:
        return len(self._spent)

    def _forget(self, before: float) -> None:
        while self._spent:
            spent = next(iter(self._spent.values()))
            if len(self._spent) <= MOST_ACCOUNTS and spent and spent[-1] > before:
                return
            self._spent.popitem(last=False)
