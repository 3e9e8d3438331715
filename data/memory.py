"""Memory that was freed and not given back: the C library keeps it for later, which at a start is never."""

import ctypes


def give_back() -> None:
    """Hand what is free back to the system, where the C library can (glibc does, others have nothing of the kind)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
