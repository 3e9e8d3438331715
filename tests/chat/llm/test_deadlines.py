"""A model that is slow or gone is not waited for, and one that keeps failing is left alone."""

import threading
import time
from collections.abc import Iterator

import pytest

from chat.llm.breaker import Breaker
from chat.llm.listening import within


def test_items_come_in_order_and_the_stream_ends() -> None:
    assert list(within(lambda: iter([1, 2, 3]), 5, 5)) == [1, 2, 3]


def test_a_first_item_that_does_not_come_is_not_waited_for() -> None:
    release = threading.Event()

    def slow() -> Iterator[int]:
        release.wait(60)
        yield 1

    started = time.perf_counter()
    with pytest.raises(TimeoutError, match=r"within 0\.05 s"):
        list(within(slow, 0.05, 5))
    assert time.perf_counter() - started < 30
    release.set()


def test_what_came_before_the_end_of_patience_is_kept() -> None:
    release = threading.Event()

    def stalling() -> Iterator[int]:
        yield 1
        release.wait(60)
        yield 2

    items = within(stalling, 30, 0.1)
    assert next(items) == 1
    with pytest.raises(TimeoutError):
        next(items)
    release.set()


def test_an_error_of_the_stream_is_raised_where_it_is_listened_to() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError, match="gone"):
        list(within(broken, 5, 5))


def test_a_breaker_opens_after_failures_in_a_row_and_tries_one_again() -> None:
    now = [0.0]
    breaker = Breaker(failures=2, rest_s=10, clock=lambda: now[0])
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.closed()
    breaker.failed()
    assert not breaker.closed()
    now[0] = 11
    assert breaker.closed()
    assert not breaker.closed()  # one attempt at a time
    breaker.succeeded()
    assert breaker.closed()
