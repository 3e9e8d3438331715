"""Bounds on what a client may send and on how long it may take to send or to read."""

import logging
from typing import Final

import anyio
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.problems import problem_of, problem_response, trace_id_of

log = logging.getLogger("temoin.requests")
MAX_BODY_BYTES: Final = 64 * 1024
READ_S: Final = 10.0
WRITE_S: Final = 10.0


class StalledReaderError(Exception):
    """The client does not read what it asked for."""


class RequestBounds:
    """ASGI middleware: 413 over `max_body` bytes, 408 for a body that drips, an end to readers that do not read."""

    def __init__(
        self, app: ASGIApp, max_body: int = MAX_BODY_BYTES, read_s: float = READ_S, write_s: float = WRITE_S
    ) -> None:
        self.app = app
        self.max_body = max_body
        self.read_s = read_s
        self.write_s = write_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As any ASGI application; only HTTP is touched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > self.max_body:
            problem = problem_of(413, trace_id_of(Request(scope)))
            await problem_response(problem, {"Connection": "close"})(scope, receive, send)
            return
        try:
            await self.app(scope, self._bounded_receive(receive), self._bounded_send(send))
        except* StalledReaderError as stalled:  # nobody is left to be told: the work just ends
            log.info("given up: %s", stalled.exceptions[0])

    def _bounded_receive(self, receive: Receive) -> Receive:
        deadline = anyio.current_time() + self.read_s
        received = 0
        whole = False

        async def bounded() -> Message:
            nonlocal received, whole
            if whole:
                return await receive()
            message = await _until(deadline, receive)
            received += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if received > self.max_body:
                raise HTTPException(413)
            return message

        return bounded

    def _bounded_send(self, send: Send) -> Send:
        async def bounded(message: Message) -> None:
            try:
                with anyio.fail_after(self.write_s):
                    await send(message)
            except TimeoutError as error:
                raise StalledReaderError(f"nothing was read for {self.write_s:g} s") from error

        return bounded


async def _until(deadline: float, receive: Receive) -> Message:
    try:
        with anyio.fail_after(deadline - anyio.current_time()):
            return await receive()
    except TimeoutError as error:
        raise HTTPException(408) from error
