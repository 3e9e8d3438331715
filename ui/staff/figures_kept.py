"""What takes long is counted in a thread, once for each state of the shop; the last count serves meanwhile."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from typing import Final, Generic, Protocol, TypeVar

log = logging.getLogger("temoin.figures")
T = TypeVar("T")
Tell = Callable[[int, int], None]
"""Told the steps done and the steps in all."""
PATIENCE_S: Final = 2.0
"""Seconds a request waits for a count that has begun."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What a count stands for: a revision of the ledger, and `by`, which tells apart who counts and by which words."""

    revision: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """One count, what it stands for, and when it was made."""

    value: T
    stand: Stand
    at: datetime


class Keep(Protocol[T]):
    """Where the last count outlives the process."""

    def read(self) -> Made[T] | None:
        """The last count kept; `None` where there is none, or none that can be read."""
        ...

    def write(self, made: Made[T]) -> None:
        """Keep a count in place of the last one."""
        ...


@dataclass(frozen=True, slots=True)
class Counted(Generic[T]):
    """The newest count, its revision and when it was made, `None` where there is none.

    `pending` is how far a newer one has come.
    """

    value: T | None
    revision: int | None
    at: datetime | None
    pending: tuple[int, int] | None


class Behind(Generic[T]):
    """Something counted behind the requests that ask for it; safe between threads."""

    def __init__(self, count: Callable[[Tell], T], keep: Keep[T] | None = None, patience_s: float = PATIENCE_S) -> None:
        """`count` makes it, telling its progress; what it raises is told to whoever waits, and it is tried again."""
        self._count, self._keep, self._patience_s = count, keep, patience_s
        self._lock = Lock()
        self._running: Stand | None = None
        self._made: Made[T] | None = None
        self._ended, self._progress = Event(), (0, 1)
        self._error: Exception | None = None

    def get(self, stand: Stand) -> Counted[T]:
        """The count of a state, or the last one there is; a new one is begun where that is needed."""
        ended = self._begun(stand)
        if ended is not None:
            ended.wait(self._patience_s)
        with self._lock:
            if self._error is not None and self._running is None:
                error, self._error = self._error, None
                raise error
            pending = None if self._running is None else self._progress
            made = self._made
            return (
                Counted(made.value, made.stand.revision, made.at, pending) if made else Counted(*3 * (None,), pending)
            )

    def renew(self, stand: Stand) -> None:
        """Begin to count anew where there is a count and it is of another state; what nobody asked for stays undone."""
        with self._lock:
            known = self._known(stand)
        if known is not None:
            self._begun(stand)

    def _begun(self, stand: Stand) -> Event | None:
        """What is set once the count under way has ended; `None` where the one there is does."""
        with self._lock:
            known = self._known(stand)
            if known is not None and known.stand == stand:
                return None
            if self._running is None:
                self._running, self._ended, self._progress, self._error = stand, Event(), (0, 1), None
                Thread(target=self._work, args=(stand, self._ended), name="figures", daemon=True).start()
            return self._ended

    def _known(self, stand: Stand) -> Made[T] | None:
        """The last count, of this process or of another that keeps it in the same place."""
        if self._keep is not None and self._running is None and (self._made is None or self._made.stand != stand):
            self._made = self._keep.read() or self._made
        return self._made

    def _work(self, stand: Stand, ended: Event) -> None:
        made, error = None, None
        try:
            made = Made(self._count(self._tell), stand, datetime.now(UTC))
        except Exception as raised:  # noqa: BLE001 - told to whoever waits for the count
            log.warning("a figure could not be counted: %s", raised)
            error = raised
        if made is not None and self._keep is not None:
            self._keep.write(made)
        with self._lock:
            self._made = made or self._made
            self._error, self._running = error, None
        ended.set()

    def _tell(self, done: int, of: int) -> None:
        self._progress = done, of
