"""What takes long is counted in a thread, once for each revision of the ledger; the last count serves meanwhile."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Final, Generic, TypeVar

log = logging.getLogger("temoin.figures")
T = TypeVar("T")
Tell = Callable[[int, int], None]
"""Told the steps done and the steps in all."""
PATIENCE_S: Final = 2.0
"""Seconds a request waits for a count that has begun."""


@dataclass(frozen=True, slots=True)
class Counted(Generic[T]):
    """The newest count and its revision, `None` where there is none; `pending` is how far a newer one has come."""

    value: T | None
    revision: int | None
    pending: tuple[int, int] | None


class Behind(Generic[T]):
    """Something counted behind the requests that ask for it; safe between threads."""

    def __init__(self, count: Callable[[Tell], T], patience_s: float = PATIENCE_S) -> None:
        """`count` makes it, telling its progress; what it raises is told to whoever waits, and it is tried again."""
        self._count, self._patience_s = count, patience_s
        self._lock, self._value, self._revision = Lock(), list[T](), -1
        self._running: int | None = None
        self._ended, self._progress = Event(), (0, 1)
        self._error: Exception | None = None

    def get(self, revision: int) -> Counted[T]:
        """The count of a revision, or the last one there is; a new one is begun where that is needed."""
        with self._lock:
            if self._value and self._revision == revision:
                return Counted(self._value[0], self._revision, None)
            if self._running is None:
                self._begin(revision)
            ended = self._ended
        ended.wait(self._patience_s)
        with self._lock:
            if self._error is not None and self._running is None:
                error, self._error = self._error, None
                raise error
            pending = None if self._running is None else self._progress
            return Counted(self._value[0], self._revision, pending) if self._value else Counted(None, None, pending)

    def _begin(self, revision: int) -> None:
        self._running, self._ended, self._progress, self._error = revision, Event(), (0, 1), None
        Thread(target=self._work, args=(revision, self._ended), name="figures", daemon=True).start()

    def _work(self, revision: int, ended: Event) -> None:
        made, error = list[T](), None
        try:
            made = [self._count(self._tell)]
        except Exception as raised:  # noqa: BLE001 - told to whoever waits for the count
            log.warning("a figure could not be counted: %s", raised)
            error = raised
        with self._lock:
            if made:
                self._value, self._revision = made, revision
            self._error, self._running = error, None
        ended.set()

    def _tell(self, done: int, of: int) -> None:
        self._progress = done, of
