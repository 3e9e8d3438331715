"""Clients that wait, drip, flood or do not read, over real connections: each is cut, and the others are served."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from fastapi import FastAPI

from chat.answer import Sentence
from chat.api import create_api
from chat.connections import ConnectionLimits
from chat.contract import Event
from chat.conversation import Conversation
from chat.serving_rules import ServingRules
from tests.chat.serving.wire import ASK, QUICK, Served, drip, end_of, get, post, serving, until
from tests.fakes_assistant import FakeAssistant


class Endless(FakeAssistant):
    """Streams sentences until its stream is closed, and remembers that it was."""

    def stream(self, conversation: Conversation, product_id: str | None) -> Iterator[Event]:
        try:
            while True:
                yield Sentence("x" * 100_000, (1,))
        finally:
            self.closed.append(conversation.question)


def app_of(assistant: FakeAssistant, **bounds: float) -> FastAPI:
    """The API, its time bounds shortened."""
    app = create_api(assistant)
    bounded = next(m for m in app.user_middleware if getattr(m.cls, "__name__", "") == "RequestBounds")
    bounded.kwargs.update(bounds)
    return app


@pytest.fixture(scope="module")
def quick() -> Iterator[Served]:
    """A server whose patience is 0.6 s."""
    with serving(app_of(FakeAssistant(), read_s=0.6)) as served:
        yield served


@pytest.mark.parametrize("said", [b"", b"GET /healthz HT", b"POST /v1/chat HTTP/1.1\r\nHost: shop\r\nX-A: "])
def test_a_half_open_request_is_cut(quick: Served, said: bytes) -> None:
    began = time.monotonic()
    with closing(quick.connect()) as client:
        client.sendall(said)
        assert end_of(client) == b""
        assert 0.5 < time.monotonic() - began < 15


def test_headers_that_drip_are_cut_however_steadily_they_drip(quick: Served) -> None:
    with closing(quick.connect()) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: shop\r\n")
        began = time.monotonic()
        with pytest.raises(OSError, match=r"reset|pipe"):
            drip(client, b"X-A: b\r\n", 300, 0.05)
        assert time.monotonic() - began < 15


def test_headers_without_end_are_cut_by_their_size(quick: Served) -> None:
    with closing(quick.connect()) as client:
        began = time.monotonic()
        with pytest.raises(OSError, match=r"reset|pipe"):
            drip(client, b"X-A: " + b"b" * 1000 + b"\r\n", 10_000)
        assert time.monotonic() - began < 15


def test_a_second_request_that_drips_on_a_kept_connection_is_cut(quick: Served) -> None:
    with closing(quick.connect()) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: shop\r\n\r\n")
        assert client.recv(4096).startswith(b"HTTP/1.1 200")
        with pytest.raises(OSError, match=r"reset|pipe"):
            drip(client, b"X", 60, 0.05)


def test_a_body_that_drips_is_408_and_its_connection_ends(quick: Served) -> None:
    with closing(quick.connect()) as client:
        client.sendall(post("/v1/chat", b'{"zqmark', length=5000))
        said = end_of(client)
    assert said.startswith(b"HTTP/1.1 408")
    assert b"connection: close" in said.lower()
    assert b"zqmark" not in said


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (post("/v1/chat", b"", length=10_000_000), 413),
        (b"GET /v1/products?x=" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: shop\r\n\r\n", 414),
        (b"GET /v1/products HTTP/1.1\r\nHost: shop\r\nX-A: " + b"a" * 17_000 + b"\r\n\r\n", 431),
        (b"GET /v1/products HTTP/1.1\r\nHost: shop\r\n" + b"A: b\r\n" * 200 + b"\r\n", 431),
        (b"GET /v1/products HTTP/1.1\r\nHost: shop\r\nBad header\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    ],
)
def test_what_is_too_large_or_no_http_is_refused_and_its_connection_ends(
    quick: Served, request_bytes: bytes, status: int
) -> None:
    with closing(quick.connect()) as client:
        client.sendall(request_bytes)
        said = end_of(client)
    assert said.startswith(f"HTTP/1.1 {status}".encode())
    assert len(said) < 4096


HEAD = b"POST /v1/chat HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
SECOND = b"GET /v1/products HTTP/1.1\r\nHost: shop\r\n\r\n"


@pytest.mark.parametrize(
    "ambiguous",
    [
        HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND,
        HEAD + b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + SECOND,
        HEAD + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SECOND,
        HEAD + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SECOND,
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\nx" + SECOND,
        HEAD + b"Content-Length: -1\r\n\r\n" + SECOND,
        HEAD + b"Content-Length : 0\r\n\r\n" + SECOND,
        HEAD + b"X-A: b\r\n c\r\nContent-Length: 0\r\n\r\n" + SECOND,
    ],
)
def test_a_request_two_servers_could_read_differently_is_400_and_nothing_after_it_is_read(
    quick: Served, ambiguous: bytes
) -> None:
    with closing(quick.connect()) as client:
        client.sendall(ambiguous)
        said = end_of(client)
    assert said.startswith(b"HTTP/1.1 400")
    assert said.count(b"HTTP/1.1 ") == 1


def test_many_requests_sent_at_once_are_answered_one_after_the_other_and_each_is_counted() -> None:
    app = create_api(FakeAssistant(), rules=ServingRules(requests_per_minute=30))
    with serving(app) as served, closing(served.connect()) as client:
        client.sendall(b"GET /v1/products HTTP/1.1\r\nHost: shop\r\n\r\n" * 50)
        said = end_of(client)
    assert (said.count(b"HTTP/1.1 200"), said.count(b"HTTP/1.1 429")) == (30, 20)


def test_an_endless_chunked_body_is_413(quick: Served) -> None:
    with closing(quick.connect()) as client:
        client.sendall(b"POST /v1/chat HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n")
        client.sendall(b"Transfer-Encoding: chunked\r\n\r\n")
        try:
            for _ in range(200):
                client.sendall(b"400\r\n" + b" " * 1024 + b"\r\n")
        except OSError:
            return  # cut while it was still sending
        assert b"413" in end_of(client)


def test_a_reader_that_never_reads_its_stream_is_cut_and_the_work_ends() -> None:
    assistant = Endless()
    with serving(app_of(assistant)) as served, closing(served.connect(receive_buffer=4096)) as client:
        client.sendall(post("/v1/chat/stream", ASK))
        until(lambda: assistant.closed, within_s=60)
        until(lambda: served.connections == 0)
    assert assistant.closed == ["peau seche ?"]


def test_a_whole_answer_nobody_reads_does_not_keep_its_connection() -> None:
    """The answer is complete for the application, and stuck in the server's buffer."""
    app = FastAPI()
    app.get("/big")(lambda: "x" * 20_000_000)
    with serving(app) as served, closing(served.connect(receive_buffer=4096)) as client:
        client.sendall(b"GET /big HTTP/1.1\r\nHost: shop\r\n\r\n")
        until(lambda: served.connections == 1)
        until(lambda: served.connections == 0, within_s=60)


def test_a_slow_reader_that_reads_gets_the_whole_answer() -> None:
    app = FastAPI()
    app.get("/big")(lambda: "x" * 12_000_000)
    patient = ConnectionLimits(read_s=3, response_s=30)
    with serving(app, patient) as served, closing(served.connect(receive_buffer=65536)) as client:
        client.sendall(b"GET /big HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n")
        received, began = 0, time.monotonic()
        while chunk := client.recv(400_000):
            received += len(chunk)
            time.sleep(0.002)
            if received < 6_000_000 and time.monotonic() - began < 1.5:
                time.sleep(0.05)
    assert received > 12_000_000


def test_health_is_answered_at_once_while_half_open_connections_keep_coming() -> None:
    limits = ConnectionLimits(most=50, most_an_address=50, request_s=5.0)
    with serving(create_api(FakeAssistant()), limits) as served:
        stop, held = threading.Event(), list[socket.socket]()

        def flood() -> None:
            while not stop.is_set() and len(held) < 400:
                held.append(served.connect())
                time.sleep(0.001)

        flooding = threading.Thread(target=flood)
        flooding.start()
        times = []
        while len(times) < 40 or (len(held) <= 100 and len(times) < 2_000):  # however slow the flood is, it is a flood
            began = time.monotonic()
            assert get(f"{served.address}/healthz").status_code == 200
            times.append(time.monotonic() - began)
        stop.set()
        flooding.join()
        assert served.connections <= 50
        for client in held:
            client.close()
    assert len(held) > 50
    assert sorted(times)[int(len(times) * 0.925)] < 0.5  # 0.2 on a quiet machine


def test_one_address_cannot_take_the_places_of_another() -> None:
    limits = ConnectionLimits(most=20, most_an_address=5, request_s=5.0)
    with serving(create_api(FakeAssistant()), limits) as served:
        patient = [served.connect("127.0.0.2") for _ in range(5)]
        until(lambda: served.connections == 5)
        greedy = [served.connect("127.0.0.3") for _ in range(40)]
        until(lambda: served.connections == 10)
        for client in patient:
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: shop\r\n\r\n")
            assert client.recv(4096).startswith(b"HTTP/1.1 200")
        for client in (*patient, *greedy):
            client.close()


def test_when_every_place_is_at_work_a_new_client_is_told_to_come_back() -> None:
    release = threading.Event()
    app = FastAPI()
    app.get("/work")(lambda: release.wait(5))
    with serving(app, ConnectionLimits(most=3, most_an_address=3, request_s=5.0)) as served:
        working = [served.connect() for _ in range(3)]
        for client in working:
            client.sendall(b"GET /work HTTP/1.1\r\nHost: shop\r\n\r\n")
        until(lambda: len(served.server.server_state.tasks) == 3)
        with closing(served.connect()) as late:
            said = end_of(late)
        assert said.startswith(b"HTTP/1.1 503")
        assert b"Retry-After: 5" in said
        release.set()
        for client in working:
            assert client.recv(4096).startswith(b"HTTP/1.1 200")
            client.close()


def test_an_answer_under_way_is_finished_when_the_server_is_stopped() -> None:
    class Slow(FakeAssistant):
        def stream(self, conversation: Conversation, product_id: str | None) -> Iterator[Event]:
            for event in super().stream(conversation, product_id):
                time.sleep(0.05)
                yield event

    with serving(create_api(Slow())) as served, closing(served.connect()) as client, closing(served.connect()) as idle:
        client.sendall(post("/v1/chat/stream", ASK))
        said = client.recv(100)
        served.server.should_exit = True
        said += end_of(client)
        assert end_of(idle) == b""
    assert b"event: evidence" in said
    assert b"event: done" in said


def test_the_defaults_cut_within_fifteen_seconds() -> None:
    limits = ConnectionLimits()
    assert limits.request_s <= 14
    assert limits.read_s <= 14
    assert QUICK.request_s < limits.request_s
