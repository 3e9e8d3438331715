"""Listens to a stream with deadlines: for its first item, and for all of it."""

from collections.abc import Callable, Iterable, Iterator
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
_END = object()


def within(open_stream: Callable[[], Iterable[T]], first_s: float, total_s: float) -> Iterator[T]:
    """Items of a stream read in a thread of its own; a stream given up is closed at its next item.

    Raises:
        TimeoutError: the first item did not come within `first_s`, or the last within `total_s` seconds.
        Exception: whatever the stream raised.
    """
    items: Queue[object] = Queue()
    given_up = Event()
    Thread(target=_read, args=(open_stream, items, given_up), daemon=True, name="chat-model").start()
    started, deadline = monotonic(), first_s
    try:
        while True:
            try:
                item = items.get(timeout=max(0.0, started + deadline - monotonic()))
            except Empty:
                raise TimeoutError(f"no sentence within {deadline:g} s") from None
            if item is _END:
                return
            if isinstance(item, BaseException):
                raise item
            yield item  # type: ignore[misc]  # what comes from the thread is an item or the end
            deadline = total_s
    finally:
        given_up.set()


def _read(open_stream: Callable[[], Iterable[T]], items: Queue[object], given_up: Event) -> None:
    try:
        for item in open_stream():
            if given_up.is_set():
                return
            items.put(item)
    except BaseException as error:  # noqa: BLE001 - it is raised again where the stream is listened to
        items.put(error)
    else:
        items.put(_END)
