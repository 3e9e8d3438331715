"""Every request gets a trace id, one log line without any of its text, and an answer even when the code fails.

The line names the key that was shown, by its public id, and never an address: where a shopper is, is nobody's business.
"""

import logging
import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.api_schemas import new_trace_id
from chat.caller import caller_of
from chat.problems import problem_of, problem_response

log = logging.getLogger("temoin.requests")


class RequestLog:
    """ASGI middleware: `X-Trace-Id` on every response, and a 500 without internals for what nobody caught."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As any ASGI application; only HTTP is touched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        trace_id = scope.setdefault("state", {})["trace_id"] = new_trace_id()
        began, status = time.perf_counter(), 0

        async def marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Trace-Id"] = trace_id
            await send(message)

        try:
            await self.app(scope, receive, marked)
        except Exception:
            log.exception("trace=%s failed", trace_id)
            if not status:
                await problem_response(problem_of(500, trace_id))(scope, receive, marked)
        finally:
            ms = (time.perf_counter() - began) * 1000
            who = caller_of(scope).key_id or "-"
            log.info("trace=%s %s %s %d %.0f ms key=%s", trace_id, scope["method"], _route(scope), status, ms, who)


def _route(scope: Scope) -> str:
    """The route's pattern, never the address: a query string holds a shopper's words."""
    path: str = getattr(scope.get("route"), "path", "-")
    return path
