"""Memory of a process that has started."""

import gc

from data.memory import settle


def test_what_is_held_is_not_looked_through_again() -> None:
    held = [[number] for number in range(10_000)]
    before = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() >= before + len(held)
        assert not any(one is held for one in gc.get_objects())
    finally:
        gc.unfreeze()
