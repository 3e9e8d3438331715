"""The server as it is started, in a process of its own: `python -m tests.trust.shop_server --port N --home DIR`.

Over the real home where there is an index in it, else over the fake shop.
"""

import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.chat.serving.wire import get
from tests.trust.journal import ROOT


@dataclass(frozen=True, slots=True)
class Running:
    """A server process."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> int:
        """Resident memory in bytes."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * resource.getpagesize()

    def threads(self) -> int:
        """Threads of the process."""
        return len(os.listdir(f"/proc/{self.process.pid}/task"))

    def files(self) -> int:
        """Files and sockets it holds open."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


@contextmanager
def running(home: Path, *, fake: bool, **settings: object) -> Iterator[Running]:
    """A server over the fake shop or over a home, ready; stopped at the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    module = "tests.ui.demo_server" if fake else "ui"
    around = {name: value for name, value in os.environ.items() if not name.startswith("TEMOIN_")}
    around |= {
        "TEMOIN_HOME": str(home),
        "TEMOIN_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "GRADIO_ANALYTICS_ENABLED": "False",
    }
    around |= {f"TEMOIN_{name.upper()}": str(value) for name, value in settings.items()}
    log = home / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", module, "--port", str(port)], cwd=ROOT, env=around, stdout=out, stderr=out
        )
        one = Running(process, port, log)
        try:
            until_ready(one)
            yield one
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def until_ready(one: Running, within_s: float = 180.0) -> None:
    """Wait for /readyz (`RuntimeError` with the log when it does not come)."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if one.process.poll() is not None:
            break
        try:
            if get(f"{one.address}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise RuntimeError(f"the server is not ready within {within_s:g} s: {one.log.read_text()[-800:]}")
