"""Runs something in a forked process, whose crash is a finding and not the end."""

import os
import pickle
import time
from collections.abc import Callable
from typing import Any, Final

LONGEST_S: Final = 60.0


def forked(work: Callable[[], Any], longest_s: float | None = LONGEST_S) -> Any:
    """What the work returns; a line of words when it raised, crashed, or did not end in time (`None`: no end)."""
    here, there = os.pipe()
    child = os.fork()
    if not child:
        os.close(here)
        try:
            told = pickle.dumps(work())
        except BaseException as error:  # noqa: BLE001 - all of it is told to the parent
            told = pickle.dumps(f"raised {type(error).__name__}: {error}")
        with os.fdopen(there, "wb") as pipe:
            pipe.write(told)
        os._exit(0)
    os.close(there)
    with os.fdopen(here, "rb") as pipe:
        told = _read(pipe, child, None if longest_s is None else time.monotonic() + longest_s)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return pickle.loads(told) if told else f"crashed with {status}"  # noqa: S301 - our own child wrote it


def _read(pipe: Any, child: int, until: float | None) -> bytes:
    import select
    import signal

    told = b""
    while select.select([pipe], [], [], None if until is None else max(0.0, until - time.monotonic()))[0]:
        piece = os.read(pipe.fileno(), 65536)
        if not piece:
            return told
        told += piece
    os.kill(child, signal.SIGKILL)
    return b""
