"""L3: half-open connections, readers that never read, bodies without end: cut, while health is answered throughout."""

import random
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.chat.serving.wire import ASK, client_of, get, post
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch
from tests.trust.shop_server import Running, running

PATIENCE_S: Final = 20.0
ASKED_EVERY_S: Final = 0.1
SILENCE_S: Final = 14.0


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """So many hostile clients at once against a server with the limits people get."""
    chance, tally = random.Random(seed), Tally()  # noqa: S311 - a game, not a secret
    with running(scratch.folder, fake=True) as server:
        kinds = [KINDS[number % len(KINDS)] for number in range(amount)]
        chance.shuffle(kinds)
        get(f"{server.address}/openapi.json", timeout=60)  # made once
        stop, times = threading.Event(), list[float]()
        watching = threading.Thread(target=_watch, args=(server, stop, times))
        watching.start()
        ended = _together(server, kinds)
        stop.set()
        watching.join()
    for (name, _), seconds in zip(kinds, ended, strict=True):
        tally.worst("seconds until cut", seconds)
        tally.check(None if seconds < PATIENCE_S else f"{name}: still connected after {PATIENCE_S:g} s")
    times.sort()
    tally.count("health checks", len(times))
    tally.worst("p95 ms of health", times[int(len(times) * 0.95)] * 1000 if times else 1e6)
    return tally.outcome


def _watch(server: Running, stop: threading.Event, times: list[float]) -> None:
    with client_of(server.address) as client:
        while not stop.is_set():
            began = time.monotonic()
            status = client.get("/healthz", timeout=10).status_code
            times.append(time.monotonic() - began if status == 200 else 10.0)
            time.sleep(ASKED_EVERY_S)


def _together(server: Running, kinds: "list[Kind]") -> list[float]:
    """Seconds until each was cut."""
    ended = [PATIENCE_S] * len(kinds)

    def one(number: int) -> None:
        began = time.monotonic()
        with socket.socket() as client:
            client.settimeout(PATIENCE_S)
            try:
                client.connect(("127.0.0.1", server.port))
                began = kinds[number][1](client) or began
                _until_cut(client, began + PATIENCE_S)
            except TimeoutError:
                return
            except ConnectionAbortedError as cut:
                began = cut.args[0]
            except OSError:
                pass
        ended[number] = time.monotonic() - began

    threads = [threading.Thread(target=one, args=(number,)) for number in range(len(kinds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def _until_cut(client: socket.socket, until: float) -> None:
    while time.monotonic() < until:
        if not client.recv(65536):
            return
    raise TimeoutError


def _half_open(client: socket.socket) -> None:
    client.sendall(b"POST /v1/chat HTTP/1.1\r\nHost: shop\r\nX-A: ")


def _silent(client: socket.socket) -> None:
    del client


def _drip(client: socket.socket) -> None:
    client.sendall(b"GET /healthz HTTP/1.1\r\nHost: shop\r\n")
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        client.sendall(b"X-A: b\r\n")
        time.sleep(0.5)
    raise TimeoutError


def _slow_body(client: socket.socket) -> None:
    client.sendall(post("/v1/chat", b'{"question": "', length=5000))


def _flood(client: socket.socket) -> None:
    client.sendall(
        b"POST /v1/chat HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    for _ in range(2000):
        client.sendall(b"400\r\n" + b" " * 1024 + b"\r\n")


def _silent_reader(client: socket.socket) -> None:
    """A stream asked for, of which nothing is read: by the time it should be cut, the end is there to be read."""
    client.sendall(post("/v1/chat/stream", ASK))
    time.sleep(SILENCE_S)


def _silent_downloader(client: socket.socket) -> float:
    """More than any buffer holds, asked for at once and not read; patience counts from when no more can be sent.

    What lies unread hides the end of the connection from its client, so the server's side of it is looked at.
    """
    client.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: shop\r\n\r\n" * 600)
    seen, moved, until = None, time.monotonic(), time.monotonic() + 2 * PATIENCE_S
    while time.monotonic() < min(until, moved + PATIENCE_S):
        held = _held(client.getpeername()[1], client.getsockname()[1])
        if held is None:
            client.close()
            raise ConnectionAbortedError(moved)
        seen, moved = held, moved if held == seen else time.monotonic()
        time.sleep(0.2)
    raise TimeoutError


def _held(server: int, client: int) -> str | None:
    """What the server has still to send on a connection it holds open, as the kernel writes it; `None` once it does not."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, local, remote, state, queues = line.split()[:5]
        if (int(local.split(":")[1], 16), int(remote.split(":")[1], 16), state) == (server, client, "01"):
            return queues
    return None


Kind = tuple[str, Callable[[socket.socket], float | None]]
KINDS: Final[tuple[Kind, ...]] = (
    ("half-open", _half_open), ("silent", _silent), ("dripping headers", _drip), ("slow body", _slow_body),
    ("endless body", _flood), ("silent reader", _silent_reader),
    ("silent downloader", _silent_downloader),
)  # fmt: skip
