"""Connections that wait, drip or do not read are ended here, below HTTP, where an application cannot see them."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

from starlette.types import ASGIApp
from uvicorn import Config
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from chat.client_address import Network, account_of, is_trusted

SWEEP_S: Final = 0.5
KEEP_ALIVE_S: Final = 5
GRACE_S: Final = 5
SERVED: Final[dict[str, Any]] = {
    "ws": "none",  # nothing here speaks it
    "proxy_headers": False,  # chat.admission reads them, from trusted proxies only
    "access_log": False,  # a query string can hold a shopper's words; chat.request_log writes its own line
    "log_level": "error",  # its warnings are one line for each thing a client sends that is no HTTP
    "server_header": False,
    "timeout_keep_alive": KEEP_ALIVE_S,
    "timeout_graceful_shutdown": GRACE_S,
}
"""How every process is served."""
FULL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nRetry-After: 5\r\n"
    b"Connection: close\r\nContent-Length: 77\r\n\r\n"
    b'{"title":"Service Unavailable","status":503,"detail":"Too many connections."}'
)


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """Seconds are counted from the last that happened: a request, a byte that was read.

    `request_s` is for a whole request line and its headers, `read_s` for a reader that takes nothing, `response_s` for
    one that takes its time; `request_bytes` for what comes before a request is understood.
    """

    most: int = 1000
    most_an_address: int = 250
    request_s: float = 10.0
    read_s: float = 8.0  # sooner than the application gives up: only here can the connection be ended
    response_s: float = 120.0
    request_bytes: int = 32 * 1024
    trusted: tuple[Network, ...] = ()


def server_config(app: ASGIApp, limits: ConnectionLimits) -> Config:
    """How the application is served: within the limits, without a word of a question in the log."""
    return Config(app, http=cast(type[asyncio.Protocol], Connections(limits).protocol), **SERVED)


class HttpProtocol(Protocol):
    """What is used of the server's own protocol."""

    cycle: Any  # the request being answered, `None` before the first

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Start."""
        ...

    def data_received(self, data: bytes) -> None:
        """Read."""
        ...

    def eof_received(self) -> None:
        """Half-closed."""
        ...

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        ...

    def pause_writing(self) -> None:
        """The reader is slow."""
        ...

    def resume_writing(self) -> None:
        """The reader has caught up."""
        ...


class Connections:
    """Every open connection of one server, the longest idle first; one sweep looks after them all."""

    def __init__(self, limits: ConnectionLimits, clock: Callable[[], float] | None = None) -> None:
        self.limits = limits
        self.open: dict[Connection, None] = {}
        self.by_address: dict[str, dict[Connection, None]] = {}
        self._clock = clock
        self._sweep: asyncio.TimerHandle | None = None

    def protocol(self, **of_server: Any) -> "Connection":
        """One more connection, for `uvicorn.Config(http=…)`."""
        # uvicorn gives the protocol's own arguments
        return Connection(self, AutoHTTPProtocol(**of_server))  # type: ignore[arg-type]

    def now(self) -> float:
        """Seconds of the clock everything is counted by."""
        return self._clock() if self._clock else asyncio.get_running_loop().time()

    def admit(self, one: "Connection") -> bool:
        """Take a connection in, the longest idle one making way where there are too many."""
        of_address = self.by_address.get(one.address, {})
        if one.address and len(of_address) >= self.limits.most_an_address and not _end_longest_idle(of_address):
            return False
        if len(self.open) >= self.limits.most and not _end_longest_idle(self.open):
            return False
        self._to_the_end(one)
        if self._sweep is None:
            self._sweep = asyncio.get_running_loop().call_later(SWEEP_S, self.sweep)
        return True

    def active(self, one: "Connection") -> None:
        """It has just done something: it is idle for the shortest time of all."""
        if one in self.open:
            self._to_the_end(one)

    def forget(self, one: "Connection") -> None:
        """It has ended."""
        self.open.pop(one, None)
        of_address = self.by_address.get(one.address, {})
        of_address.pop(one, None)
        if not of_address:
            self.by_address.pop(one.address, None)

    def sweep(self) -> None:
        """End what has waited too long; come back while there are connections."""
        now = self.now()
        for one in list(self.open):
            one.check(now)
        self._sweep = asyncio.get_running_loop().call_later(SWEEP_S, self.sweep) if self.open else None

    def _to_the_end(self, one: "Connection") -> None:
        for among in (self.open, self.by_address.setdefault(one.address, {})):
            among.pop(one, None)
            among[one] = None


def _end_longest_idle(among: Iterable["Connection"]) -> bool:
    idle = next((one for one in among if one.idle), None)
    if idle is not None:
        idle.end()
    return idle is not None


class Connection(asyncio.Protocol):
    """One connection: hands everything on to the server's own protocol, and knows when nothing comes of it."""

    def __init__(self, connections: Connections, server: HttpProtocol) -> None:
        self._connections, self._server, self._limits = connections, server, connections.limits
        self._transport: asyncio.Transport | None = None
        self._seen: object = None
        self._unread = self._waiting_bytes = 0
        self._since = self._read_at = self._unread_since = 0.0
        self._refused = False
        self.address = ""

    @property
    def idle(self) -> bool:
        """Whether no request is being answered."""
        cycle = self._server.cycle
        return cycle is None or bool(cycle.response_complete)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """As any protocol."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own is one without being derived from it
        peer = transport.get_extra_info("peername")
        peer_address = str(peer[0]) if isinstance(peer, tuple) else ""
        self.address = "" if is_trusted(peer_address, self._limits.trusted) else account_of(peer_address)
        self._since = self._connections.now()
        if self._connections.admit(self):
            self._server.connection_made(self._transport)
            return
        self._refused = True
        self._transport.write(FULL)
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        """As any protocol."""
        if self._refused:
            return
        self._server.data_received(data)
        if self._server.cycle is not self._seen:
            self._seen, self._waiting_bytes = self._server.cycle, 0
            self._began()
        elif self.idle:
            self._waiting_bytes += len(data)
            if self._waiting_bytes > self._limits.request_bytes:
                self.end()

    def eof_received(self) -> None:
        """As any protocol; a client that has nothing more to send may still read."""
        if not self._refused:
            self._server.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """As any protocol."""
        self._connections.forget(self)
        if not self._refused:
            self._server.connection_lost(exc)

    def pause_writing(self) -> None:
        """As any protocol."""
        self._server.pause_writing()

    def resume_writing(self) -> None:
        """As any protocol."""
        self._read_at = self._connections.now()
        self._server.resume_writing()

    def end(self) -> None:
        """Now, whatever is still unread."""
        self._connections.forget(self)
        if self._transport is not None:
            self._transport.abort()

    def check(self, now: float) -> None:
        """End it when a request, or a reader, has been waited for too long."""
        if self._transport is None:
            return
        unread = self._transport.get_write_buffer_size()
        if unread == 0 or self._unread == 0:
            self._unread_since = self._read_at = now
        elif unread < self._unread:
            self._read_at = now
        self._unread = unread
        if not self.idle:
            self._since = now
        if (
            (self.idle and unread == 0 and now - self._since > self._limits.request_s)
            or now - self._read_at > self._limits.read_s
            or now - self._unread_since > self._limits.response_s
        ):
            self.end()

    def _began(self) -> None:
        self._since = self._connections.now()
        self._connections.active(self)
