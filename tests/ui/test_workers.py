"""Several processes behind one port: any of them answers, one that is killed is replaced, all end together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from data.errors import SettingsError
from data.settings import Settings
from ui.listening import claim
from ui.workers import serve

ROOT = Path(__file__).parents[2]
PATIENCE_S = 90.0


@pytest.fixture
def two(tmp_path: Path, free_tcp_port: int) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server of two processes over an empty home, and its address."""
    port = free_tcp_port
    command = [sys.executable, "-m", "ui", "--port", str(port), "--workers", "2", "--home", str(tmp_path / "home")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as parent:
        try:
            yield parent, f"http://127.0.0.1:{port}"
        finally:
            left = [*psutil.Process(parent.pid).children(), parent] if parent.poll() is None else []
            for one in left:
                one.kill()


def processes(parent: "subprocess.Popen[bytes]") -> list[psutil.Process]:
    """The processes that answer; one just killed is still in the list of processes, and answers no more."""
    living = [one for one in psutil.Process(parent.pid).children() if one.status() != psutil.STATUS_ZOMBIE]
    return [one for one in living if "spawn_main" in " ".join(one.cmdline())]


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < ends, "waited too long"
        time.sleep(0.2)


def alive(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def test_a_killed_process_is_replaced_while_the_other_answers(two: tuple[subprocess.Popen[bytes], str]) -> None:
    parent, address = two
    until(lambda: alive(address) and len(processes(parent)) == 2)
    first, second = (one.pid for one in processes(parent))
    os.kill(first, signal.SIGKILL)
    until(lambda: first not in (now := {one.pid for one in processes(parent)}) and len(now) == 2)
    assert second in {one.pid for one in processes(parent)}
    assert all(alive(address) for _ in range(10))
    assert httpx.get(f"{address}/console/", timeout=5).status_code == 404  # its conversations live in one process
    parent.send_signal(signal.SIGTERM)
    assert parent.wait(30) == 0
    assert not alive(address)


def test_budgets_each_process_would_count_for_itself_are_refused(free_tcp_port: int) -> None:
    with claim("127.0.0.1", free_tcp_port) as listener, pytest.raises(SettingsError, match="TEMOIN_BUDGETS=shared"):
        serve(Settings(workers=2, host="0.0.0.0"), listener)  # noqa: S104  # nothing is opened: it is refused before
