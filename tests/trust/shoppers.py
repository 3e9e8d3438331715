"""L1: many shoppers at once over real answers: each reads between questions, none sees an error, proofs come soon."""

import random
import threading
import time
from typing import Final

import httpx

from tests.chat.serving.wire import client_of
from tests.trust.asking import QUESTIONS, shop_home
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch
from tests.trust.shop_server import Running, running

LONG_S: Final = 60
"""From this length on it is the whole load: a hundred shoppers over two hundred products and ten thousand reviews."""
READS_S: Final = (10.0, 20.0)
"""Seconds a shopper reads an answer before the next question."""


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """`amount` seconds of load; the client is on the same two cores as the server."""
    users, products, reviews = (100, 200, 50) if amount >= LONG_S else (20, 12, 20)
    home, tally = shop_home(scratch, products, reviews, seed), Tally()
    with running(home.root, fake=False) as server:
        _shelves_opened(server, products)
        times = _shoppers(server, users, products, amount, seed, tally)
    tally.count("shoppers", users)
    tally.worst("p95 ms to the first event", times[int(len(times) * 0.95)] * 1000 if times else 1e6)
    tally.worst("p50 ms to the first event", times[len(times) // 2] * 1000 if times else 1e6)
    return tally.outcome


def _shelves_opened(server: Running, products: int) -> None:
    """One question of each product, as a server has seen them after its first minutes."""
    with client_of(server.address, timeout=60) as client:
        for number in range(products):
            client.post("/v1/chat", json={"question": QUESTIONS[0], "product_id": f"item-{number:03}"})


def _shoppers(server: Running, users: int, products: int, seconds: int, seed: int, tally: Tally) -> list[float]:
    """Seconds to the first event of every answer, in order of length."""
    until, times, lock = time.monotonic() + seconds, list[float](), threading.Lock()

    def one(number: int) -> None:
        chance = random.Random(seed * 1000 + number)  # noqa: S311 - a game, not a secret
        time.sleep(chance.uniform(0, min(READS_S[1], seconds / 2)))
        with client_of(server.address, timeout=60) as client:
            while time.monotonic() < until:
                asked = {"question": chance.choice(QUESTIONS), "product_id": f"item-{chance.randrange(products):03}"}
                took, fault = _first_event(client, asked)
                with lock:
                    times.append(took)
                    tally.check(fault)
                time.sleep(min(chance.uniform(*READS_S), max(0.0, until - time.monotonic())))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(times)


def _first_event(client: httpx.Client, asked: dict[str, str]) -> tuple[float, str | None]:
    """Seconds until the proofs are there, and what is wrong with the stream."""
    began, first, said = time.monotonic(), None, ""
    try:
        with client.stream("POST", "/v1/chat/stream", json=asked) as response:
            for piece in response.iter_text():
                said += piece
                if first is None and "event: evidence" in said:
                    first = time.monotonic() - began
            status = response.status_code
    except Exception as error:  # noqa: BLE001 - any failure is an error a shopper sees
        return time.monotonic() - began, f"{type(error).__name__}: {error}"
    good = status == 200 and said.startswith("event: understood") and "event: done" in said
    return first or time.monotonic() - began, None if good else f"answered {status}: {said[-200:]}"
