"""Bounds on what a client may send, and on how long it may take to send, to be answered and to read."""

import asyncio
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
MAX_HEADER_BYTES: Final = 16 * 1024
MAX_HEADERS: Final = 100
MAX_ADDRESS_BYTES: Final = 8 * 1024
READ_S: Final = 10.0
WRITE_S: Final = 10.0
ANSWER_S: Final = 60.0
CLOSE: Final = {"Connection": "close"}
UPLOADS: Final = frozenset({("POST", "/v1/staff/imports"), ("POST", "/console/uploads")})
"""Where staff send whole files: nobody else comes so far."""
UPLOAD_BYTES: Final = 64 * 1024 * 1024 + 1
UPLOAD_S: Final = 120.0


class StalledReaderError(Exception):
    """The client does not read what it asked for."""


class RequestBounds:
    """ASGI middleware: an end to requests that are too large or too slow, to answers and to readers that never come.

    413, 414 or 431 for what is too large, 408 for a body that drips, 504 for an answer that takes longer than
    `answer_s`; requests to `timeless` addresses may last.
    """

    def __init__(
        self,
        app: ASGIApp,
        max_body: int = MAX_BODY_BYTES,
        read_s: float = READ_S,
        write_s: float = WRITE_S,
        answer_s: float = ANSWER_S,
        timeless: tuple[str, ...] = (),
    ) -> None:
        self.app = app
        self.max_body, self.read_s, self.write_s, self.answer_s = max_body, read_s, write_s, answer_s
        self.timeless = timeless

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As any ASGI application; only HTTP is touched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if status := self._too_large(scope):
            await problem_response(problem_of(status, trace_id_of(Request(scope))), CLOSE)(scope, receive, send)
            return
        is_upload = (scope["method"], scope["path"]) in UPLOADS
        deadline = Deadline(scope, receive, self._bounded_send(send))
        timer = None
        if not self.timeless or not scope["path"].startswith(self.timeless):
            timer = asyncio.get_running_loop().call_later(
                self.answer_s + (UPLOAD_S if is_upload else 0), deadline.pass_
            )
        try:
            await self.app(scope, self._bounded_receive(receive, is_upload), deadline.send)
        except* (StalledReaderError, anyio.BrokenResourceError) as gone:  # nobody is left to be told
            log.info("given up: %s", str(_first(gone)) or "the client has left")
        finally:
            if timer:
                timer.cancel()

    def _too_large(self, scope: Scope) -> int | None:
        headers = scope["headers"]
        announced = Headers(scope=scope).get("content-length", "")
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_ADDRESS_BYTES:
            return 414
        if len(headers) > MAX_HEADERS or sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_BYTES:
            return 431
        most = UPLOAD_BYTES if (scope["method"], scope["path"]) in UPLOADS else self.max_body
        return 413 if announced.isdecimal() and int(announced) > most else None

    def _bounded_receive(self, receive: Receive, is_upload: bool) -> Receive:
        deadline = anyio.current_time() + (UPLOAD_S if is_upload else self.read_s)
        most = UPLOAD_BYTES if is_upload else self.max_body
        received = 0
        whole = False

        async def bounded() -> Message:
            nonlocal received, whole
            if whole:
                return await receive()
            message = await _until(deadline, receive)
            received += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if received > most:
                raise HTTPException(413, headers=CLOSE)
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


class Deadline:
    """Answers in the application's stead when it takes too long, and takes nothing from it afterwards.

    A thread cannot be stopped: what it was asked ends when it ends, and until then counts among what is worked on.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._started = self._over = False
        self._telling: asyncio.Task[None] | None = None

    async def send(self, message: Message) -> None:
        """As the server's own (`StalledReaderError` once it is too late)."""
        if self._over:
            raise StalledReaderError("the answer took too long")
        self._started = True
        self._over = message["type"] == "http.response.body" and not message.get("more_body", False)
        await self._send(message)

    def pass_(self) -> None:
        """It is too late: tell the client, unless the answer is whole."""
        if not self._over:
            self._over = True
            self._telling = asyncio.ensure_future(self._tell())

    async def _tell(self) -> None:
        try:
            if self._started:
                await self._send({"type": "http.response.body", "body": b"", "more_body": False})
            else:
                problem = problem_of(504, trace_id_of(Request(self._scope)))
                await problem_response(problem, CLOSE)(self._scope, self._receive, self._send)
        except (StalledReaderError, RuntimeError):  # RuntimeError: the response ended at this very moment
            log.info("nobody is left to be told that the answer took too long")


def _first(gone: BaseExceptionGroup[BaseException]) -> BaseException:
    """The innermost of the first."""
    first = gone.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


async def _until(deadline: float, receive: Receive) -> Message:
    try:
        with anyio.fail_after(deadline - anyio.current_time()):
            return await receive()
    except TimeoutError as error:
        raise HTTPException(408, headers=CLOSE) from error
