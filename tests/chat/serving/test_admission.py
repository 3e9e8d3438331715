"""The door, over real connections: who may do what, how often, and what those read who may not."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from ipaddress import ip_network

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from chat.api import create_api
from chat.api_needs import Admin, Staff
from chat.budgets import MinuteBudgets
from chat.contract import Event, Evidence, Reply
from chat.conversation import Conversation
from chat.keys import Holder, Role
from chat.serving_rules import ServingRules
from data.errors import LedgerError
from tests.chat.serving.wire import ASK, Served, client_of, end_of, get, post, send, serving, until
from tests.fakes_assistant import FakeAssistant

PUBLIC = {
    "/v1/chat", "/v1/chat/stream", "/v1/products", "/v1/products/{product_id}", "/v1/products/{product_id}/evidence",
    "/v1/products/{product_id}/suggestions", "/v1/products/{product_id}/records", "/v1/products/{product_id}/tally",
    "/v1/records/{record_id}", "/v1/records/{record_id}/report", "/v1/answers/{answer_id}/feedback",
    "/healthz", "/readyz", "/docs", "/docs/style.css", "/openapi.json",
}  # fmt: skip
"""What anybody may call; every other route must ask for `Staff` or `Admin`."""

ASKED = {"question": "peau seche ?"}


class Keys:
    """A key ring of three keys that remembers what was tried."""

    def __init__(self) -> None:
        self.tried: list[str] = []
        self.broken = False

    def holder(self, presented: str) -> Holder | None:
        self.tried.append(presented)
        if self.broken:
            raise LedgerError("ledger /srv/secret.db: disk I/O error")
        return Holder(f"id-{presented}", Role(presented)) if presented in set(Role) else None


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def app_of(assistant: FakeAssistant | None = None, keys: Keys | None = None, **rules: object) -> FastAPI:
    """The API with three routes for staff and admins: the last forgot to ask who calls."""
    # rules by name, as each test gives them
    app = create_api(assistant or FakeAssistant(), rules=ServingRules(**rules), keyring=keys)  # type: ignore[arg-type]
    more = APIRouter()

    @more.get("/v1/queue")
    def queue(caller: Staff) -> str:
        return caller.key_id or ""

    @more.post("/v1/erase")
    def erase(caller: Admin) -> str:
        return caller.key_id or ""

    @more.get("/v1/admin/forgotten")
    def forgotten() -> str:
        return "secret"

    app.include_router(more)
    return app


@pytest.fixture(scope="module")
def keyed() -> Iterator[Served]:
    with serving(app_of(keys=Keys())) as served:
        yield served


MATRIX = [
    ("GET", "/v1/queue", {"": 401, "public": 403, "staff": 200, "admin": 200}),
    ("POST", "/v1/erase", {"": 401, "public": 403, "staff": 403, "admin": 200}),
    ("GET", "/v1/admin/forgotten", {"": 401, "public": 403, "staff": 403, "admin": 200}),
    ("GET", "/v1/admin/nowhere", {"": 401, "public": 403, "staff": 403, "admin": 404}),
    ("POST", "/v1/chat?trace=1", {"": 401, "public": 403, "staff": 200, "admin": 200}),
    ("POST", "/v1/chat", {"": 200, "public": 200, "staff": 200, "admin": 200}),
    ("GET", "/v1/products", {"": 200, "public": 200, "staff": 200, "admin": 200}),
]


@pytest.mark.parametrize(("method", "path", "statuses"), MATRIX, ids=[path for _, path, _ in MATRIX])
def test_each_role_may_do_what_it_may_and_nothing_else(
    keyed: Served, method: str, path: str, statuses: dict[str, int]
) -> None:
    with client_of(keyed.address) as client:
        for role, status in statuses.items():
            body = ASKED if "chat" in path else None
            got = client.request(method, path, headers=bearer(role) if role else {}, json=body)
            assert got.status_code == status, (role, got.text)
            assert (got.status_code == 401) == ("www-authenticate" in got.headers)


def test_every_route_is_public_by_name_or_asks_for_a_role() -> None:
    """A route that is added without a thought about who may call it fails here."""

    def asks(route: APIRoute) -> bool:
        return any(need.call and need.call.__name__ in ("_staff", "_admin") for need in route.dependant.dependencies)

    routes = [route for route in create_api(FakeAssistant()).routes if isinstance(route, APIRoute)]
    included = [route for router in _routers() for route in router.routes if isinstance(route, APIRoute)]
    found = {route.path: asks(route) for route in (*routes, *included)}
    assert len(found) >= len(PUBLIC)
    assert {path for path, asking in found.items() if not asking} == PUBLIC


def _routers() -> list[APIRouter]:
    from chat import api_catalogue, api_chat, api_docs, api_feedback, api_health, api_tally

    return [module.router for module in (api_catalogue, api_chat, api_docs, api_feedback, api_health, api_tally)]


@pytest.mark.parametrize("host", ["shop/healthz?", "127.0.0.1", "shop:80/../healthz", "a b", ""])
@pytest.mark.parametrize("path", ["/v1/admin/forgotten", "/v1/%61dmin/forgotten", "//v1/admin/forgotten"])
def test_no_host_and_no_spelling_gets_past_the_door(keyed: Served, host: str, path: str) -> None:
    with closing(keyed.connect()) as client:
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        said = end_of(client)
    assert said[9:12] in (b"401", b"404", b"400")
    assert b"secret" not in said


@pytest.mark.parametrize("header", ["Bearer nobody", "Bearer", "bearer x" * 500, "Bearer public\tx"])
def test_a_wrong_key_is_401_even_where_none_is_needed(keyed: Served, header: str) -> None:
    got = get(f"{keyed.address}/v1/products", headers={"Authorization": header})
    assert got.status_code == 401
    assert got.headers["content-type"] == "application/problem+json"
    assert "nobody" not in got.text


def test_the_log_names_the_key_by_its_id_and_neither_secret_nor_address(caplog: pytest.LogCaptureFixture) -> None:
    app = app_of(keys=Keys())
    with caplog.at_level("DEBUG", "temoin"), serving(app) as served:
        get(f"{served.address}/v1/queue", headers=bearer("staff"))
        get(f"{served.address}/v1/queue", headers=bearer("zqmark"))
        get(f"{served.address}/v1/products")
    lines = [record.getMessage() for record in caplog.records if record.name == "temoin.requests"]
    assert [line.rpartition(" ")[2] for line in lines] == ["key=id-staff", "key=-", "key=-"]
    assert "zqmark" not in caplog.text
    assert "127.0.0.1" not in "".join(lines)


def test_another_scheme_is_no_key(keyed: Served) -> None:
    assert get(f"{keyed.address}/v1/products", auth=("shop", "staging")).status_code == 200


def test_wrong_keys_are_counted_and_a_right_one_never_locked_out() -> None:
    with serving(app_of(keys=Keys())) as served, client_of(served.address) as client:
        statuses = [client.get("/v1/products", headers=bearer(f"guess-{n}")).status_code for n in range(30)]
        assert statuses == [401] * 20 + [429] * 10
        assert client.get("/v1/queue", headers=bearer("staff")).status_code == 200


def test_a_ledger_that_cannot_say_whose_key_it_is_is_503_without_its_path() -> None:
    keys = Keys()
    keys.broken = True
    with serving(app_of(keys=keys)) as served:
        got = get(f"{served.address}/v1/queue", headers=bearer("staff"))
    assert got.status_code == 503
    assert "/srv" not in got.text


def test_on_this_machine_no_key_is_needed_where_the_server_says_so() -> None:
    app = create_api(FakeAssistant(), expose_trace=True, keyring=Keys())
    with serving(app) as served:
        traced = f"{served.address}/v1/chat?trace=1"
        assert send(traced, json=ASKED).json()["trace"] is not None
        for header in ({"Host": "shop.example"}, {"X-Forwarded-For": "127.0.0.1"}, {"Via": "1.1 proxy"}):
            assert send(traced, json=ASKED, headers=header).status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 401),
        ({"Origin": "null"}, 401),
        ({"Sec-Fetch-Site": "cross-site"}, 401),
        ({"Sec-Fetch-Site": "same-site"}, 401),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
    ],
)
def test_a_foreign_page_does_not_borrow_what_its_reader_may_do(headers: dict[str, str], status: int) -> None:
    app = create_api(FakeAssistant(), expose_trace=True, keyring=Keys())
    with serving(app) as served:
        got = send(f"{served.address}/v1/chat?trace=1", json=ASKED, headers=headers)
    assert got.status_code == status


def test_the_budget_of_questions_is_exact_and_says_when_to_come_back() -> None:
    with serving(app_of(questions_per_minute=25)) as served, client_of(served.address) as client:
        answers = [client.post("/v1/chat", json=ASKED) for _ in range(60)]
        assert [answer.status_code for answer in answers] == [200] * 25 + [429] * 35
        assert 50 < int(answers[-1].headers["retry-after"]) <= 60
        assert answers[-1].headers["content-type"] == "application/problem+json"
        assert client.get("/v1/products").status_code == 200
        assert client.get("/v1/products/creme-rosee/evidence?q=a").status_code == 429
        assert client.get("/healthz").status_code == 200


def test_servers_that_share_their_counts_share_the_budget() -> None:
    shared, rules = MinuteBudgets(), ServingRules(requests_per_minute=10)
    apps = [create_api(FakeAssistant(), rules=rules, budgets=shared) for _ in range(2)]
    with serving(apps[0]) as one, serving(apps[1]) as other:
        statuses = [get(f"{(one, other)[n % 2].address}/v1/products").status_code for n in range(16)]
    assert statuses == [200] * 10 + [429] * 6


def test_a_made_up_forwarded_for_buys_nothing() -> None:
    with serving(app_of(requests_per_minute=10)) as served, client_of(served.address) as client:
        statuses = [
            client.get("/v1/products", headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in range(20)
        ]
    assert statuses == [200] * 10 + [429] * 10


def test_behind_a_trusted_proxy_each_client_has_a_budget_of_its_own() -> None:
    proxies = (ip_network("127.0.0.1"),)
    with (
        serving(app_of(requests_per_minute=2, trusted_proxies=proxies)) as served,
        client_of(served.address) as client,
    ):
        seen = {
            last: [
                client.get("/v1/products", headers={"X-Forwarded-For": f"10.9.9.{n}, 198.51.100.{last}"}).status_code
                for n in range(3)
            ]
            for last in (1, 2)
        }
    assert seen == {1: [200, 200, 429], 2: [200, 200, 429]}


def test_a_key_has_a_larger_budget_that_is_its_own_from_wherever_it_calls() -> None:
    rules = {"requests_per_minute": 3, "key_budget": 4}
    with serving(app_of(keys=Keys(), **rules)) as served, client_of(served.address) as client:
        assert [client.get("/v1/products").status_code for _ in range(4)] == [200] * 3 + [429]
        keyed = [client.get("/v1/products", headers=bearer("public")).status_code for _ in range(13)]
        assert keyed == [200] * 12 + [429]
        assert client.get("/v1/products", headers=bearer("staff")).status_code == 200


class Waiting(FakeAssistant):
    """Answers when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.release, self.begun = threading.Event(), 0

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        self.begun += 1
        assert self.release.wait(60)
        return super().answer(conversation, product_id)

    def stream(self, conversation: Conversation, product_id: str | None) -> Iterator[Event]:
        yield Evidence(self._proofs())
        assert self.release.wait(60)


def test_when_enough_is_worked_on_more_is_503_and_health_is_answered() -> None:
    assistant = Waiting()
    with serving(app_of(assistant, max_requests=3)) as served:
        working = [served.connect() for _ in range(3)]
        for client in working:
            client.sendall(post("/v1/chat", ASK))
        until(lambda: assistant.begun == 3)
        got = send(f"{served.address}/v1/chat", json=ASKED)
        assert (got.status_code, got.headers["retry-after"]) == (503, "1")
        assert get(f"{served.address}/healthz").status_code == 200
        assert get(f"{served.address}/readyz").status_code == 200
        assistant.release.set()
        for client in working:
            assert client.recv(64).startswith(b"HTTP/1.1 200")
            client.close()


def test_readiness_is_told_while_every_thread_works_on_an_answer() -> None:
    assistant = Waiting()
    with serving(app_of(assistant)) as served:
        working = [served.connect() for _ in range(45)]
        for client in working:
            client.sendall(post("/v1/chat", ASK))
        until(lambda: assistant.begun == 40)
        began = time.monotonic()
        assert get(f"{served.address}/readyz").status_code == 200
        assert time.monotonic() - began < 30
        assistant.release.set()
        for client in working:
            client.recv(64)
            client.close()


def test_an_answer_that_never_comes_is_504_and_a_stream_that_never_ends_is_ended() -> None:
    assistant = Waiting()
    with serving(app_of(assistant, answer_s=0.4)) as served, closing(served.connect()) as client:
        began = time.monotonic()
        got = send(f"{served.address}/v1/chat", json=ASKED)
        assert got.status_code == 504
        assert got.headers["content-type"] == "application/problem+json"
        client.sendall(post("/v1/chat/stream", ASK, "Connection: close"))
        said = end_of(client)
        assert b"event: evidence" in said
        assert said.endswith(b"0\r\n\r\n")
        assert time.monotonic() - began < 30
        assistant.release.set()
