"""L2: a server at work for a long time. Memory after the first part grows little, threads and files stay as many."""

import itertools
import random
import time
from statistics import median
from typing import Final

from tests.chat.serving.wire import client_of
from tests.trust.asking import QUESTIONS, shop_home
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch
from tests.trust.shop_server import Running, running

WARM_SHARE: Final = 0.25
"""The first part of the time, in which caches fill, is not counted as growth."""
PAUSE_S: Final = 0.05


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """Questions, pages, evidence and refusals for `amount` seconds, over a real index."""
    chance, tally = random.Random(seed), Tally()  # noqa: S311 - a game, not a secret
    home = shop_home(scratch, products=12, reviews=20, seed=seed)
    with running(home.root, fake=False) as server:
        _warm(server)
        seen = _worked(server, amount, chance, tally)
        _idle(server)
    warm, rest = seen[: max(1, int(len(seen) * WARM_SHARE))], seen[int(len(seen) * WARM_SHARE) :]
    settled, last = median(one[0] for one in warm[-5:]), median(one[0] for one in rest[-5:])
    tally.worst("percent of RSS growth", max(0.0, (last - settled) / settled * 100))
    tally.worst("MB of RSS", last / 1e6)
    tally.worst("threads more", max(one[1] for one in rest) - max(one[1] for one in warm))
    tally.worst("files more", max(one[2] for one in rest[-5:]) - max(one[2] for one in warm))
    tally.broken += ["threads grew by more than ten"] if tally.figures["worst threads more"] > 10 else []
    tally.broken += ["open files grew by more than ten"] if tally.figures["worst files more"] > 10 else []
    return tally.outcome


def _warm(server: Running) -> None:
    """Every product and kind of call once: caches are there to be filled."""
    with client_of(server.address, timeout=60) as client:
        for number in range(12):
            for question in QUESTIONS:
                client.post("/v1/chat", json={"question": question, "product_id": f"item-{number:03}"})
            client.get(f"/p/item-{number:03}")


def _worked(server: Running, seconds: int, chance: random.Random, tally: Tally) -> list[tuple[int, int, int]]:
    """Memory, threads and files, about every second."""
    until, seen, next_look = time.monotonic() + seconds, [_look(server)], time.monotonic() + 1
    with client_of(server.address, timeout=60) as client:
        for number in itertools.count():
            product = f"item-{chance.randrange(12):03}"
            asked = {"question": chance.choice(QUESTIONS) + " " + str(number % 97), "product_id": product}
            calls = (
                ("POST", "/v1/chat", asked), ("POST", "/v1/chat/stream", asked), ("GET", f"/p/{product}", None),
                ("GET", f"/v1/products/{product}/records", None), ("POST", "/v1/chat", {"zqmark": number}),
            )  # fmt: skip
            method, path, body = calls[number % len(calls)]
            status = client.request(method, path, json=body).status_code
            tally.check(None if status < 500 else f"{method} {path} answered {status}")
            if time.monotonic() >= next_look:
                seen.append(_look(server))
                next_look += 1
            if time.monotonic() >= until:
                return seen
            time.sleep(PAUSE_S)
    return seen


def _idle(server: Running) -> None:
    time.sleep(min(1.0, PAUSE_S))
    if server.process.poll() is not None:
        raise RuntimeError(f"the server ended: {server.log.read_text()[-400:]}")


def _look(server: Running) -> tuple[int, int, int]:
    return server.memory(), server.threads(), server.files()
