"""Servers of a benchmark, each a process of its own, and clients that ask them all at once."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

from data.errors import EvalError

ROOT = Path(__file__).parents[2]
PATIENCE_S = 300
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A process that answers on a port of this machine."""

    port: int
    pid: int

    @property
    def cpu_s(self) -> float:
        """CPU seconds it has taken, its children's left out."""
        after_name = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / TICKS

    @property
    def megabytes(self) -> float:
        """Memory it holds."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body; (0, b"") where nobody listens yet."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, HTTPException):
            return 0, b""
        finally:
            connection.close()


def temoin(home: Path) -> list[str]:
    """How the product's own server is started, but for its port."""
    return ["-m", "ui", "--home", str(home)]


@contextmanager
def running(words: Sequence[str]) -> Iterator[Server]:
    """A server started as `python WORDS --port PORT`, ended at the end; ask it until it is `ready`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = os.environ | {"TEMOIN_THREADS": "1", "OMP_NUM_THREADS": "1", "TEMOIN_HOST": "127.0.0.1"}
    typed = [sys.executable, *words, "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603 - our own modules
        typed, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def until(server: Server, path: str, pause_s: float = 0.25) -> float:
    """Wait until a path answers 200, asking seldom: a server that is asked all the time starts slowly. Seconds waited.

    Raises:
        EvalError: it did not within five minutes.
    """
    began = time.perf_counter()
    while server.get(path)[0] != 200:
        if time.perf_counter() - began > PATIENCE_S:
            raise EvalError(f"no answer of {path} within {PATIENCE_S} s: run python -m ui and read what it says")
        time.sleep(pause_s)
    return time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Load:
    """What came of asking: seconds of each answer, of all of them together, and the servers' CPU seconds."""

    waited: tuple[float, ...]
    wall: float
    cpu: float
    failed: int

    @property
    def per_second(self) -> float:
        """Answers a second on the clock."""
        return len(self.waited) / self.wall


def asked_by_many(servers: Sequence[Server], paths: Sequence[str], clients: int) -> Load:
    """Ask every path once, `clients` at a time, the servers in turn."""
    before, began = sum(server.cpu_s for server in servers), time.perf_counter()
    calls: list[Callable[[], tuple[float, bool]]] = [
        # the type of a default in a lambda is not inferred
        lambda at=at, path=path: _asked(servers[at % len(servers)], path)  # type: ignore[misc]
        for at, path in enumerate(paths)
    ]
    with ThreadPoolExecutor(clients) as pool:
        found = list(pool.map(lambda call: call(), calls))
    wall = time.perf_counter() - began
    cpu = sum(server.cpu_s for server in servers) - before
    return Load(tuple(seconds for seconds, _ in found), wall, cpu, sum(not good for _, good in found))


def evidence(product_id: str, question: str) -> str:
    """The path of the product's best proofs for a question."""
    return f"/v1/products/{quote(product_id)}/evidence?q={quote(question)}"


def _asked(server: Server, path: str) -> tuple[float, bool]:
    began = time.perf_counter()
    status, _ = server.get(path)
    return time.perf_counter() - began, status == 200
