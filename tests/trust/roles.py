"""A1: every route there is × every role, denied by default; and a thousand guessed ids, none of which leaks anything."""

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from tests.chat.serving.test_admission import PUBLIC, Keys, bearer
from tests.fakes_assistant import RECORDS, FakeAssistant
from tests.fakes_embedder import FakeEmbedder
from tests.trust.outcome import Outcome, Tally
from tests.trust.poisoned_shop import Loaded
from tests.trust.scratch import Scratch
from ui.server import create_server
from ui.staff.office import Office

PAGES: Final = {
    "/", "/p/{product_id:path}", "/r/{record_id}", "/avis", "/widget/{name}", "/shop/{name:path}", "/shop/{name}",
    "/favicon.ico", "/embed/snippets", "/embed/snippets.html", "/embed/frame", "/robots.txt",
}  # fmt: skip
"""Pages and files anybody may read."""
ROLES: Final = ("", "public", "staff", "admin")
ELSEWHERE: Final = {"client": ("203.0.113.9", 50_000), "base_url": "http://shop.example"}


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """The matrix, then `amount` guessed ids."""
    tally = Tally()
    office = Office(scratch.settings(scratch.home()), Loaded(FakeEmbedder()))
    app = create_server(FakeAssistant(), keyring=Keys(), office=office)
    client = TestClient(app, raise_server_exceptions=False, **ELSEWHERE)  # type: ignore[arg-type]  # options by name
    matrix(app, client, tally)
    _spellings(client, tally)
    _guesses(client, amount, random.Random(seed), tally)  # noqa: S311 - a game, not a secret
    office.close()
    return tally.outcome


def matrix(app: FastAPI, client: TestClient, tally: Tally) -> None:
    """Each route as each role: what it asks for decides, and what asks for nothing must be public by name."""
    for route in routes(app):
        needs = needed(route)
        if needs is None and route.path not in PUBLIC | PAGES:
            tally.check(f"{route.path} is neither public by name nor asks for a role")
        tally.count("routes")
        for method in sorted((route.methods or set()) - {"HEAD", "OPTIONS"}):
            for role in ROLES:
                status = client.request(method, _address(route), headers=bearer(role) if role else {}).status_code
                wrong = _wrong(needs, role, status)
                tally.check(f"{method} {route.path} as {role or 'nobody'}: {wrong}" if wrong else None)
    for path in ("/v1/staff/nowhere", "/v1/admin/nowhere", "/console/", "/console/config"):
        for role, expected in (("", 401), ("public", 403)):
            status = client.get(path, headers=bearer(role) if role else {}).status_code
            tally.check(None if status == expected else f"{path} as {role or 'nobody'}: {status}")
    for path in ("/v1/chat?trace=1", "/v1/chat/stream?trace=1"):
        for role, expected in (("", 401), ("public", 403), ("staff", 200)):
            got = client.post(path, json={"question": "peau seche ?"}, headers=bearer(role) if role else {})
            tally.check(None if got.status_code == expected else f"{path} as {role or 'nobody'}: {got.status_code}")


def routes(app: FastAPI) -> Iterator[APIRoute]:
    """Every route of an application, those of the routers in it too."""
    for route in app.routes:
        router = getattr(route, "original_router", None)
        yield from _of_router(router) if router is not None else [route] if isinstance(route, APIRoute) else []


def _of_router(router: APIRouter) -> Iterator[APIRoute]:
    for route in router.routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _of_router(inner)
        elif isinstance(route, APIRoute):
            yield route


def needed(route: APIRoute) -> str | None:
    """The role a route asks for; `None` when it asks for none."""
    names = {need.call.__name__ for need in _needs(route.dependant) if hasattr(need.call, "__name__")}
    return "admin" if "_admin" in names else "staff" if "_staff" in names else None


def _needs(dependant: Any) -> Iterator[Any]:
    for need in dependant.dependencies:
        yield need
        yield from _needs(need)


def _wrong(needs: str | None, role: str, status: int) -> str | None:
    if status >= 500 and status != 503:
        return f"{status}"
    if needs is None:
        return f"{status}, though it is public" if status in (401, 403) else None
    allowed = role in ("admin", needs)
    if allowed:
        return f"{status}, though the role may" if status in (401, 403) else None
    expected = 403 if role else 401
    return None if status == expected else f"{status} instead of {expected}"


def _address(route: APIRoute) -> str:
    return re.sub(r"\{[^}]+\}", "nothing-of-the-kind", route.path)


def _spellings(client: TestClient, tally: Tally) -> None:
    """Other spellings of what is reserved are not found or not allowed, never answered."""
    for path in ("/v1/%73taff/moderation", "//v1/staff/moderation", "/v1/./staff/moderation", "/v1/staff%2fmoderation",
                 "/V1/STAFF/moderation", "/v1/staff;x/moderation", "/v1//admin/erasures", "/v1/admin/..%2fstaff"):  # fmt: skip
        status = client.get(path).status_code
        tally.check(None if status in (401, 403, 404, 405) else f"{path} answered {status}")


def _guesses(client: TestClient, amount: int, chance: random.Random, tally: Tally) -> None:
    """Ids in the form of real ones, and neighbours of real ones: 404, the same words for each."""
    said = set()
    for number in range(amount):
        path = _guess(number, chance, [record.id for record in RECORDS])
        got = client.get(path)
        said.add(re.sub(r'"(?:instance|trace_id)":"[^"]*",?', "", got.text))
        tally.check(None if got.status_code == 404 else f"GET {path.rsplit('/', 1)[0]}/… answered {got.status_code}")
    if len(said) > 4:
        tally.broken.append(f"{len(said)} different refusals tell one guessed id from another")
    tally.count("guessed ids", amount)


def _guess(number: int, chance: random.Random, real: Sequence[str]) -> str:
    if number % 3 == 0:
        near = list(chance.choice(real))
        near[-1] = "f" if near[-1] != "f" else "e"
        near[-2] = chance.choice("abcdef")
        return f"/v1/records/{''.join(near)}"
    made = "".join(chance.choice("0123456789abcdef") for _ in range(16))
    kind = chance.choice(("review", "faq", "transcript", "question"))
    return f"/v1/records/{kind}-{made}" if number % 3 == 1 else f"/v1/products/{kind}-{made}"
