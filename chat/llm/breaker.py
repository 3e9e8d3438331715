"""Stops asking a model that keeps failing, and tries it again after a while."""

from collections.abc import Callable
from threading import Lock
from time import monotonic


class Breaker:
    """Opens after `failures` in a row for `rest_s` seconds; then lets one attempt through. Safe between threads."""

    def __init__(self, failures: int = 3, rest_s: float = 30.0, clock: Callable[[], float] = monotonic) -> None:
        self._allowed, self._rest_s, self._clock = failures, rest_s, clock
        self._failed, self._until, self._lock = 0, 0.0, Lock()

    def closed(self) -> bool:
        """Whether an attempt may be made now; after the rest one attempt at a time."""
        with self._lock:
            if self._failed < self._allowed:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._rest_s
            return True

    def succeeded(self) -> None:
        """The model answered: all is forgotten."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """The model failed once more."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._allowed:
                self._until = self._clock() + self._rest_s
