"""Memory of a process that has started: what was freed is given back, what is held is looked through no more."""

import ctypes
import gc
from typing import Final

SELDOM: Final = 50_000
"""Objects made, and not freed, until cycles are looked for, in a process that does one thing; Python's own is 700."""


def give_back() -> None:
    """Hand what is free back to the system, where the C library can (glibc does, others have nothing of the kind)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def settle() -> None:
    """Take all that is held now for lasting: the collector of cycles, which stops everything, looks at it no more."""
    gc.collect()
    gc.freeze()


def collect_seldom() -> None:
    """Look for cycles seldom, in a process that does one thing and ends.

    Importing libraries makes many objects that last: looking through them again and again takes a tenth of its time.
    """
    gc.set_threshold(SELDOM)
