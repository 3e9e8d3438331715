"""Reads together what several threads ask for at the same time, and lets nobody wait for others to come."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.vectors import Floats

MOST = 32
"""Calls read together at most."""


class Gathering:
    """A function of texts, called from many threads and run by one of them at a time.

    Whoever calls while nobody runs it begins at once, alone. Those who call meanwhile gather; when the run ends, the
    first of them runs it for all that have. So one caller waits for nobody, and many share their runs.
    """

    def __init__(self, read: Callable[[Sequence[str]], "Floats"], most: int = MOST) -> None:
        """`read` gives one row a text; at most `most` calls share a run."""
        self._read, self._most, self._lock = read, most, Lock()
        self._waiting: list[_Call] = []
        self._running = False

    def __call__(self, texts: Sequence[str]) -> "Floats":
        """What `read` gives for these texts; an error of the run is raised to all who shared it."""
        call = _Call(texts)
        with self._lock:
            self._waiting.append(call)
            leads, self._running = not self._running, True
        if leads or call.turn.result():
            self._run()
        return call.vectors.result()

    def _run(self) -> None:
        """Read for the calls that have gathered, the caller's own first among them, and hand the lead on."""
        with self._lock:
            shared, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        try:
            vectors = self._read([text for call in shared for text in call.texts])
        except BaseException as error:
            self._hand_on()
            for call in shared:
                call.fail(error)
            raise
        self._hand_on()
        first = 0
        for call in shared:
            call.give(vectors[first : first + len(call.texts)])
            first += len(call.texts)

    def _hand_on(self) -> None:
        with self._lock:
            self._running = bool(self._waiting)
            if self._waiting:
                self._waiting[0].turn.set_result(True)


class _Call:
    """One caller's texts; `turn` tells it whether to run (or that it has been read for), `vectors` is its result."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.turn: Future[bool] = Future()
        self.vectors: Future[Floats] = Future()

    def give(self, vectors: "Floats") -> None:
        self.vectors.set_result(vectors)
        self._end()

    def fail(self, error: BaseException) -> None:
        self.vectors.set_exception(error)
        self._end()

    def _end(self) -> None:
        if not self.turn.done():
            self.turn.set_result(False)
