"""A real Chroma server, started once for all tests that ask for it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

START_S = 90


class ChromaServer:
    """`chroma run` on a free port of this machine, its data in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url, self._folder = f"http://127.0.0.1:{self.port}", folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers."""
        address = ["--host", "127.0.0.1", "--port", str(self.port)]
        typed = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(self._folder), *address]
        self._process = subprocess.Popen(typed, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + START_S
        while not self._answers():
            assert self._process.poll() is None, "chroma run ended at once: is it installed beside this Python?"
            assert time.monotonic() < until, f"chroma run did not answer within {START_S} s"
            time.sleep(0.05)

    def send(self, signal: int) -> None:
        """Send a signal to the server."""
        assert self._process is not None
        self._process.send_signal(signal)

    def kill(self) -> None:
        """Kill the server with -9."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/api/v2/heartbeat", timeout=5) as answer:  # noqa: S310 - our own server
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A server that runs; a test that kills it starts it again."""
    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server
    server.kill()
