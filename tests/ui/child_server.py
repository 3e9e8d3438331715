"""A server of the tests in a process of its own, for as long as a browser needs it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.ui.conftest import ROOT, free_port


@contextmanager
def child_server(module: str, *arguments: str, seconds: float = 90) -> Iterator[str]:
    """Address of `python -m module PORT arguments…`, once it answers; it is told to end when it is left."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    with subprocess.Popen([sys.executable, "-m", module, str(port), *arguments], cwd=ROOT) as process:
        try:
            until = time.monotonic() + seconds
            while not _answers(address):
                assert process.poll() is None
                assert time.monotonic() < until, f"the server did not answer within {seconds:.0f} s"
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz").status_code == 200
    except httpx.TransportError:
        return False
