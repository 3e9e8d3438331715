"""How much slower than a quiet machine this one is at the moment: what bounds in seconds mean on a shared one."""

import statistics
import time
from typing import Final

STEPS: Final = 400_000
QUIET_S: Final = 0.035
"""What the steps take where nothing else runs, in seconds: two cores of 2024, CPython 3.11."""
SAMPLES: Final = 5


def slowness() -> float:
    """Wall-clock time of a fixed piece of work over what it takes on a quiet machine; at least 1."""
    return max(1.0, statistics.median(_worked() for _ in range(SAMPLES)) / QUIET_S)


def _worked() -> float:
    began, value = time.perf_counter(), 0
    for step in range(STEPS):
        value = (value * 31 + step) & 0xFFFFFFFF
    return time.perf_counter() - began
