"""Calls are counted together on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from data.ledger import Ledger
from data.shared_calls import SharedCalls

NOW = 1_800_000_000.0


def opened(tmp_path: Path, ledger_url: str) -> SharedCalls:
    return SharedCalls.beside(tmp_path, ledger_url, "salt", lambda: NOW)


def test_two_servers_with_many_threads_take_exactly_what_one_may_take(tmp_path: Path, ledger_url: str) -> None:
    servers = [opened(tmp_path, ledger_url), opened(tmp_path, ledger_url)]
    with ThreadPoolExecutor(4) as pool:
        waits = list(pool.map(lambda i: servers[i % 2].spend("somebody", 25), range(60)))
    assert waits.count(0.0) == 25
    assert all(0 < wait <= 60 for wait in waits if wait)
    assert servers[0].spend("somebody else", 25) == 0.0
    for server in servers:
        server.close()


def test_the_table_beside_it_does_not_keep_a_ledger_from_being_opened(tmp_path: Path, ledger_url: str) -> None:
    opened(tmp_path, ledger_url).close()
    with Ledger.open(ledger_url) as ledger:
        assert ledger.care.is_empty()
