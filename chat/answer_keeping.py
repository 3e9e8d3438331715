"""Keeps how questions ended, for the shop's figures: no shopper waits for it, no answer breaks on it.

Answers go into a bounded queue; one thread writes what has gathered every second or so. Where the disk cannot be
written they are dropped, and the log says how many.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Lock, Thread
from time import monotonic
from typing import Final, Protocol
from weakref import finalize

from data.answer_log import LoggedAnswer
from data.errors import LedgerError

log = logging.getLogger("temoin.answers")
WAITING: Final = 10_000
"""Answers that may wait to be written; later ones are dropped."""
TOGETHER: Final = 500
"""Answers written in one transaction."""
EVERY_S: Final = 1.0
LAST_S: Final = 5.0
"""Seconds a closing server gives the last answers."""


class Log(Protocol):
    """What is needed of `data.answer_log.AnswerLog`."""

    def add(self, entries: Sequence[LoggedAnswer]) -> None:
        """Write down answers."""
        ...


class AnswerKeeper:
    """Writes answers down in the background, from the first one on; safe to share between threads.

    What waits is written when it is closed, or else when the interpreter ends.
    """

    def __init__(self, kept: Log, waiting: int = WAITING, every_s: float = EVERY_S) -> None:
        """`waiting` is how many answers may wait, `every_s` how long they gather."""
        self._line = _Line(kept, waiting, every_s)
        self._thread: Thread | None = None
        self._lock = Lock()

    def keep(self, entry: LoggedAnswer) -> None:
        """Keep one answer; returns at once."""
        if self._thread is None:
            self._start()
        self._line.put(entry)

    def close(self) -> None:
        """Write what waits, for some seconds at most; answers kept later are written too."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            _end(self._line, thread)

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._line.write, name="answer-keeper", daemon=True)
                self._thread.start()
                finalize(self, _end, self._line, self._thread)


class _Line:
    """The answers that wait, and the thread's work on them; `None` ends it."""

    def __init__(self, kept: Log, waiting: int, every_s: float) -> None:
        self._kept, self._every_s = kept, every_s
        self._queue: Queue[LoggedAnswer | None] = Queue(waiting)
        self.dropped = 0

    def put(self, entry: LoggedAnswer) -> None:
        try:
            self._queue.put_nowait(entry)
        except Full:
            self.dropped += 1

    def end(self) -> None:
        with suppress(Full):
            self._queue.put(None, timeout=LAST_S)

    def write(self) -> None:
        going = True
        while going:
            batch, going = self._gathered()
            try:
                self._kept.add(batch)
            except LedgerError as error:
                self.dropped += len(batch)
                log.warning("%d answers were not kept for the figures: %s", len(batch), error)
            except Exception:
                self.dropped += len(batch)
                log.exception("%d answers were not kept for the figures", len(batch))

    def _gathered(self) -> tuple[list[LoggedAnswer], bool]:
        """The answers of one transaction, the first waited for, and whether more may come."""
        batch, until = list[LoggedAnswer](), None
        while len(batch) < TOGETHER:
            wait = None if until is None else max(0.0, until - monotonic())
            try:
                entry = self._queue.get(timeout=wait)
            except Empty:
                break
            if entry is None:
                return batch, False
            batch.append(entry)
            until = until or monotonic() + self._every_s
        return batch, True


def _end(line: _Line, thread: Thread) -> None:
    line.end()
    thread.join(LAST_S)
