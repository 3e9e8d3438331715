"""The door: who is it, may they come in, and is there room? Refused with what to do, before any work is begun."""

import math
from base64 import b64decode
from binascii import Error as NotBase64
from typing import Final

import anyio
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from chat.budgets import Budgets, MinuteBudgets
from chat.caller import Caller
from chat.client_address import account_of, client_address
from chat.keys import Keyring, Role
from chat.loopback import is_local
from chat.problems import problem_of, problem_response, status_of, trace_id_of
from chat.serving_rules import CONSOLE, ServingRules
from data.errors import TemoinError

WRONG_KEYS_PER_MINUTE: Final = 20
ROOM_RETRY_S: Final = 1
QUESTIONS: Final = ("/evidence", "/tally")
RESERVED: Final = {"/v1/staff": Role.STAFF, "/v1/admin": Role.ADMIN}
FULL: Final = "The server is answering as many requests as it can: try again in a moment."


class Admission:
    """ASGI middleware: puts a `Caller` into the request's state, and refuses with 401, 403, 429 or 503.

    What lies below an address of `RESERVED` needs its role whether or not its route asks for it; where there are keys,
    the console too.
    """

    def __init__(
        self,
        app: ASGIApp,
        rules: ServingRules,
        keyring: Keyring | None = None,
        local_staff: bool = False,
        budgets: Budgets | None = None,
    ) -> None:
        self.app, self.rules, self.keyring, self.local_staff = app, rules, keyring, local_staff
        self.budgets: Budgets = MinuteBudgets() if budgets is None else budgets
        self.reserved = RESERVED | (dict.fromkeys(CONSOLE, Role.STAFF) if keyring else {})
        self.in_work = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As any ASGI application; only HTTP is touched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = await self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
        elif scope["path"].startswith(self.rules.timeless):
            await self.app(scope, receive, send)
        elif self.in_work >= self.rules.max_requests:
            await _refused(scope, 503, {"Retry-After": str(ROOM_RETRY_S)}, FULL)(scope, receive, send)
        else:
            self.in_work += 1
            try:
                await self.app(scope, receive, send)
            finally:
                self.in_work -= 1

    async def _refusal(self, scope: Scope) -> Response | None:
        caller = await self._identified(scope)
        if isinstance(caller, Response):
            return caller
        scope.setdefault("state", {})["caller"] = caller
        for place, role in self.reserved.items():
            if scope["path"].startswith(place) and not caller.may(role):
                return _refused(scope, 403) if caller.key_id else _refused(scope, 401, challenge(scope))
        return await self._budgeted(scope, caller)

    async def _identified(self, scope: Scope) -> Caller | Response:
        """Who it is; a key that is not accepted is refused rather than taken for none."""
        address = account_of(self._address(scope))
        presented = _presented(scope)
        if self.keyring is None or not presented:
            here = self.local_staff and is_local(scope) and not is_foreign(scope)
            return Caller(address, Role.ADMIN if here else None)
        try:
            holder = await anyio.to_thread.run_sync(self.keyring.holder, presented)
        except TemoinError as error:
            return _refused(scope, status_of(error), {"Retry-After": str(ROOM_RETRY_S)})
        if holder is None:
            wait_s = await self.budgets.spend(f"wrong keys of {address}", WRONG_KEYS_PER_MINUTE)
            return _refused(scope, 429, _after(wait_s)) if wait_s else _refused(scope, 401, challenge(scope))
        return Caller(address, None if _by_itself(scope) and is_foreign(scope) else holder.role, holder.key_id)

    def _address(self, scope: Scope) -> str:
        peer = scope["client"][0] if scope.get("client") else ""
        said = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
        return client_address(peer, said, self.rules.trusted_proxies) if said else peer

    async def _budgeted(self, scope: Scope, caller: Caller) -> Response | None:
        path: str = scope["path"]
        if path.startswith(self.rules.free):
            return None
        asks = scope["method"] == "POST" or path.endswith(QUESTIONS)
        most = self.rules.questions_per_minute if asks else self.rules.requests_per_minute
        if most == 0:
            return None
        who = f"key {caller.key_id}" if caller.key_id else caller.address
        allowed = most * self.rules.key_budget if caller.key_id else most
        wait_s = await self.budgets.spend(f"{'questions' if asks else 'calls'} of {who}", allowed)
        return _refused(scope, 429, _after(wait_s)) if wait_s else None


def challenge(scope: Scope) -> dict[str, str]:
    """How to show a key: browsers ask for it where the console is, programs send it everywhere else."""
    scheme = "Basic" if scope["path"].startswith(CONSOLE) else "Bearer"
    return {"WWW-Authenticate": f'{scheme} realm="temoin"'}


def is_foreign(scope: Scope) -> bool:
    """Whether a page of another origin makes this call: it must not borrow what its reader may do.

    A link followed by the reader is not one; what it opens cannot be read by the page it stood on.
    """
    headers = Headers(scope=scope)
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        followed = scope["method"] == "GET" and headers.get("sec-fetch-mode") == "navigate"
        return site not in ("same-origin", "none") and not followed
    return origin is not None and origin.partition("://")[2] != headers.get("host")


def _by_itself(scope: Scope) -> bool:
    """Whether the browser sends the key unasked, as it does for the console."""
    return Headers(scope=scope).get("authorization", "").lower().startswith("basic ")


def _presented(scope: Scope) -> str:
    """The key in `Authorization: Bearer KEY`; for the console, which a browser opens, the password of Basic."""
    scheme, _, value = Headers(scope=scope).get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip() or "empty"
    if scheme.lower() != "basic" or not scope["path"].startswith(CONSOLE):
        return ""
    try:
        return b64decode(value, validate=True).decode().partition(":")[2] or "empty"
    except (NotBase64, UnicodeDecodeError):
        return "unreadable"


def _after(wait_s: float) -> dict[str, str]:
    return {"Retry-After": str(math.ceil(wait_s))}


def _refused(scope: Scope, status: int, headers: dict[str, str] | None = None, detail: str | None = None) -> Response:
    return problem_response(problem_of(status, trace_id_of(Request(scope)), detail=detail), headers)
