"""Memory of a process that has started."""

import gc

from data.memory import SELDOM, collect_seldom, settle


def test_what_is_held_is_not_looked_through_again() -> None:
    held = [[number] for number in range(10_000)]
    before = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() >= before + len(held)
        assert not any(one is held for one in gc.get_objects())
    finally:
        gc.unfreeze()


def test_cycles_are_looked_for_seldom_in_a_process_that_does_one_thing() -> None:
    usual = gc.get_threshold()
    gc.set_threshold(700)
    try:
        collect_seldom()
        assert gc.get_threshold()[0] == SELDOM > 700
    finally:
        gc.set_threshold(*usual)
