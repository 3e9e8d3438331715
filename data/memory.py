"""Memory of a process that has started: what was freed is given back, what is held is looked through no more."""

import ctypes
import gc


def give_back() -> None:
    """Hand what is free back to the system, where the C library can (glibc does, others have nothing of the kind)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def settle() -> None:
    """Take all that is held now for lasting: the collector of cycles, which stops everything, looks at it no more."""
    gc.collect()
    gc.freeze()
