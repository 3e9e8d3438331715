"""Any minute holds so many calls and no more; whose calls they are is not for the client to say."""

from ipaddress import ip_network

import anyio
import pytest

from chat.budgets import MOST_ACCOUNTS, MinuteBudgets
from chat.client_address import account_of, client_address


class Clock:
    """Moves when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def spend(budgets: MinuteBudgets, account: str = "a", most: int = 5) -> float:
    return anyio.run(budgets.spend, account, most)


def test_a_minute_holds_exactly_the_budget_wherever_it_begins() -> None:
    clock = Clock()
    budgets = MinuteBudgets(clock)
    taken = []
    for _ in range(600):  # five a second for two minutes
        if spend(budgets, most=20) == 0:
            taken.append(clock.now)
        clock.now += 0.2
    assert len(taken) == 40
    assert max(sum(start <= moment < start + 60 for moment in taken) for start in taken) == 20


def test_the_wait_it_names_is_long_enough_and_no_longer() -> None:
    clock = Clock()
    budgets = MinuteBudgets(clock)
    for _ in range(5):
        assert spend(budgets) == 0
        clock.now += 2
    wait = spend(budgets)
    assert wait == pytest.approx(50)
    clock.now += wait - 0.1
    assert spend(budgets) > 0
    clock.now += 0.2
    assert spend(budgets) == 0


def test_accounts_do_not_share_and_are_forgotten_after_their_minute() -> None:
    clock = Clock()
    budgets = MinuteBudgets(clock)
    assert [spend(budgets, account) for account in "aaaaaabc"] == [0, 0, 0, 0, 0, 60, 0, 0]
    assert len(budgets) == 3
    clock.now += 61
    spend(budgets, "d")
    assert len(budgets) == 1


def test_a_flood_of_accounts_is_bounded() -> None:
    budgets = MinuteBudgets(Clock())

    async def flood() -> None:
        for n in range(MOST_ACCOUNTS + 100):
            await budgets.spend(f"address {n}", 5)

    anyio.run(flood)
    assert len(budgets) <= MOST_ACCOUNTS + 1


PROXIES = (ip_network("10.0.0.0/8"), ip_network("127.0.0.1/32"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # nobody's proxy: its word is worth nothing
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "127.0.0.1, 198.51.100.1", "198.51.100.1"),  # the left part is what the client made up
        ("127.0.0.1", "1.1.1.1, 198.51.100.1, 10.2.3.4", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1:4711, 10.2.3.4:80", "198.51.100.1"),
        ("127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "<script>, unknown", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_the_client_is_the_last_address_no_trusted_proxy_has(peer: str, forwarded: str, client: str) -> None:
    assert client_address(peer, forwarded, PROXIES) == client


def test_an_ipv6_subscriber_is_one_account_however_many_addresses_they_use() -> None:
    assert account_of("2001:db8:1:2::1") == account_of("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert account_of("2001:db8:1:3::1") != account_of("2001:db8:1:2::1")
    assert account_of("::ffff:203.0.113.9") == account_of("203.0.113.9") == "203.0.113.9"
    assert len(account_of("x" * 5000)) == 64
