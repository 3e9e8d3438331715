"""What surrounds the console: staff only, the addresses it needs and no other, its own security headers."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chat.caller import caller_of
from chat.keys import Role
from ui.console.uploading import ADDRESS

# Gradio starts from inline scripts and styles, so the policy keeps it to this origin rather than free of them.
POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
PAGES: Final = frozenset({"", "/", "/config", "/config/", "/theme.css", "/favicon.ico", "/manifest.json", ADDRESS})
FOLDERS: Final = ("/assets/", "/static/", "/svelte/")
CALLS: Final = frozenset(
    f"/gradio_api/{call}"
    for call in ("info", "info/", "app_id", "app_id/", "queue/join", "queue/data", "reset", "reset/", "cancel",
                 "startup-events", "theme.css", "user", "user/", "login_check", "login_check/")
)  # fmt: skip
HEARTBEAT: Final = "/gradio_api/heartbeat/"


class ConsoleGuard:
    """ASGI middleware: denies by default, so that uploads, files, proxies and monitoring are never reached."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As any ASGI application."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif not caller_of(scope).may(Role.STAFF):
            await PlainTextResponse("The console is for staff.", 403)(scope, receive, send)
        elif scope["type"] == "websocket" or not allowed(_path(scope)):
            await PlainTextResponse("Not found.", 404)(scope, receive, send)
        else:
            await self.app(scope, receive, _with_policy(send))


def allowed(path: str) -> bool:
    """Whether the console needs this address, below its own."""
    known = path in PAGES or path in CALLS or path.startswith((*FOLDERS, HEARTBEAT))
    return known and ".." not in path


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _with_policy(send: Send) -> Send:
    async def with_policy(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Content-Security-Policy"] = POLICY
        await send(message)

    return with_policy
