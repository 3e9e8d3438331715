"""Pages of other origins: those on the list may read public answers; none may ever send a cookie or a key."""

from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.problems import problem_of, problem_response

METHODS: Final = ("GET", "HEAD", "POST")
READABLE: Final = "Retry-After, X-Trace-Id"
ALLOWED: Final = "Access-Control-Allow-Origin"
PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "600",
}


class CrossOrigin:
    """ASGI middleware: answers preflights, and marks each response as readable by an origin on the list.

    A route that opens itself to everybody keeps its own mark. `Access-Control-Allow-Credentials` is never sent, and
    `Authorization` never allowed: a key has no place in a shop's page.
    """

    def __init__(self, app: ASGIApp, origins: Collection[str] = ()) -> None:
        self.app = app
        self.origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As any ASGI application; only HTTP is touched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers and origin:
            await self._preflight(headers)(scope, receive, send)
        else:
            await self.app(scope, receive, self._marked(origin, send))

    def _preflight(self, headers: Headers) -> Response:
        asked = {name.strip().lower() for name in headers.get("access-control-request-headers", "").split(",")} - {""}
        method = headers["access-control-request-method"]
        if headers["origin"] not in self.origins or method not in METHODS or not asked <= {"content-type", "accept"}:
            return problem_response(problem_of(403, None, detail=NOT_LISTED), {"Vary": "Origin"})
        return Response(status_code=204, headers=PREFLIGHT | {ALLOWED: headers["origin"], "Vary": "Origin"})

    def _marked(self, origin: str, send: Send) -> Send:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start" and self.origins:
                headers = MutableHeaders(scope=message)
                headers.add_vary_header("Origin")
                if origin in self.origins and ALLOWED not in headers:
                    headers[ALLOWED] = origin
                    headers["Access-Control-Expose-Headers"] = READABLE
            await send(message)

        return marked


NOT_LISTED: Final = "Pages of this origin may not make this call: TEMOIN_CORS_ORIGINS lists those that may."
