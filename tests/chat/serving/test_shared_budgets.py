"""Several servers together take what one may take, and no call is refused because the database failed."""

import asyncio
import logging
import subprocess
import sys
import time
from pathlib import Path

import pytest

from chat.budgets import MinuteBudgets
from chat.shared_budgets import SharedBudgets, budgets_of
from data.settings import Settings
from data.shared_calls import SharedCalls

ROOT = Path(__file__).parents[3]
MOST = 100
SERVER = """
import sys, time
from pathlib import Path
from data.shared_calls import SharedCalls
calls = SharedCalls.beside(Path(sys.argv[1]), "sqlite:///ledger.db", "salt", time.time)
print("ready", flush=True)
sys.stdin.readline()
print(sum(calls.spend("somebody", int(sys.argv[2])) == 0.0 for _ in range(150)))
"""


class Clock:
    """Moves only when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def calls(tmp_path: Path, clock: Clock) -> SharedCalls:
    return SharedCalls.beside(tmp_path, f"sqlite:///{tmp_path / 'ledger.db'}", "salt", clock)


def test_an_account_may_call_so_often_within_any_minute(calls: SharedCalls, clock: Clock) -> None:
    assert [calls.spend("a", 2), calls.spend("a", 2)] == [0.0, 0.0]
    clock.now += 20
    assert calls.spend("a", 2) == pytest.approx(40)
    assert calls.spend("b", 2) == 0.0
    clock.now += 40
    assert calls.spend("a", 2) == 0.0
    assert calls.spend("a", 0) == 60.0


def test_a_clock_that_was_put_back_shuts_nobody_out(calls: SharedCalls, clock: Clock) -> None:
    assert calls.spend("a", 1) == 0.0
    clock.now -= 500
    assert calls.spend("a", 1) == 0.0


def test_who_called_cannot_be_read_from_the_file(calls: SharedCalls, tmp_path: Path) -> None:
    calls.spend("questions of 203.0.113.9", 5)
    calls.close()
    assert all(b"203.0.113.9" not in path.read_bytes() for path in tmp_path.glob("calls.db*"))


def test_two_servers_take_together_what_one_may_take(tmp_path: Path) -> None:
    typed = [sys.executable, "-c", SERVER, str(tmp_path), str(MOST)]
    servers = []
    for _ in range(2):
        server = subprocess.Popen(typed, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        servers.append(server)
    taken = []
    for server in servers:
        assert server.stdin is not None
        server.stdin.write("go\n")
        server.stdin.flush()
    for server in servers:
        said, _ = server.communicate(timeout=60)
        taken.append(int(said))
    assert sum(taken) == MOST


def test_what_was_counted_is_there_after_a_restart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    first = SharedCalls.beside(tmp_path, url, "salt", time.time)
    assert first.spend("a", 1) == 0.0
    first.close()
    assert SharedCalls.beside(tmp_path, url, "salt", time.time).spend("a", 1) > 0


def test_while_the_database_fails_a_server_counts_for_itself(
    calls: SharedCalls, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    budgets = SharedBudgets(calls)
    calls.close()
    for path in tmp_path.glob("calls.db*"):
        path.unlink()
    (tmp_path / "calls.db").mkdir()

    async def spend() -> list[float]:
        return [await budgets.spend("a", 1), await budgets.spend("a", 1)]

    with caplog.at_level(logging.WARNING):
        first, second = asyncio.run(spend())
    assert first == 0.0
    assert second > 0
    assert "counted by this server alone" in caplog.text


def test_the_setting_chooses_where_calls_are_counted(tmp_path: Path) -> None:
    assert isinstance(budgets_of(Settings(home=tmp_path)), MinuteBudgets)
    shared = budgets_of(Settings(home=tmp_path, budgets="shared"))
    assert isinstance(shared, SharedBudgets)
    assert asyncio.run(shared.spend("a", 1)) == 0.0
    shared.close()
