"""A real server on loopback, in a thread, and clients that behave as badly as they like."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn
from starlette.types import ASGIApp

from chat.connections import ConnectionLimits, server_config

QUICK = ConnectionLimits(request_s=0.6, read_s=0.6, response_s=5.0)
ASK = b'{"question": "peau seche ?"}'


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    server: uvicorn.Server

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self, source: str = "127.0.0.1", receive_buffer: int | None = None) -> socket.socket:
        """A connection that has said nothing yet."""
        client = socket.socket()
        if receive_buffer:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        client.settimeout(60)
        client.bind((source, 0))
        client.connect(("127.0.0.1", self.port))
        return client

    @property
    def connections(self) -> int:
        return len(self.server.server_state.connections)


@contextmanager
def serving(app: ASGIApp, limits: ConnectionLimits = QUICK) -> Iterator[Served]:
    """The application on a port of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = server_config(app, limits)
    config.timeout_graceful_shutdown = 1
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        until(lambda: server.started)
        yield Served(listener.getsockname()[1], server)
    finally:
        server.should_exit = True
        thread.join(60)
    assert not thread.is_alive(), "the server does not stop"


def until(true: Callable[[], object], within_s: float = 60.0) -> float:
    """Seconds until something is so."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < within_s, f"not so within {within_s} s"
        time.sleep(0.01)
    return time.monotonic() - began


def post(path: str, body: bytes, *headers: str, length: int | None = None) -> bytes:
    """A request as it goes over the wire."""
    lines = (f"POST {path} HTTP/1.1", "Host: shop", "Content-Type: application/json", *headers)
    size = len(body) if length is None else length
    return "\r\n".join((*lines, f"Content-Length: {size}", "", "")).encode() + body


PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing here is encrypted, and to load the certificates of every authority takes longer than a test."""


def client_of(address: str, **more: Any) -> httpx.Client:
    """A well-behaved client."""
    return httpx.Client(base_url=address, verify=PLAIN, **more)


def get(address: str, **more: Any) -> httpx.Response:
    """One request on a connection of its own."""
    with client_of("") as client:
        return client.get(address, **more)


def send(address: str, **more: Any) -> httpx.Response:
    """One POST on a connection of its own."""
    with client_of("") as client:
        return client.post(address, **more)


def drip(client: socket.socket, drop: bytes, times: int, pause_s: float = 0.0) -> None:
    """Send the same again and again (`OSError` once the server has ended the connection)."""
    for _ in range(times):
        client.sendall(drop)
        time.sleep(pause_s)


def end_of(client: socket.socket) -> bytes:
    """Everything that comes until the server ends the connection."""
    said = b""
    try:
        while chunk := client.recv(65536):
            said += chunk
    except ConnectionResetError:
        pass
    return said
