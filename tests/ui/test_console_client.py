"""The console asks the API in this process, as whoever looks at it, and tells what fails in a sentence that helps."""

import html
from base64 import b64encode
from typing import Any

import anyio
import gradio as gr
import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from chat.api_needs import Staff
from chat.keys import Holder, Role
from tests.fakes_assistant import XSS, FakeAssistant
from ui.console.client import Call, StaffClient, problem_told
from ui.server import create_server
from ui.staff.refusals import Refusal, StaffRoute

KEY = "temoin_0123456789abcdef_" + "k" * 43


class OneKey:
    """A keyring with one key of staff."""

    def holder(self, presented: str) -> Holder | None:
        return Holder("0123456789abcdef", Role.STAFF) if presented == KEY else None


def server(*, local: bool = False, keys: bool = True) -> FastAPI:
    app = create_server(FakeAssistant(), staff=local, keyring=OneKey() if keys else None)

    def seen(caller: Staff, request: Request, words: str = "") -> dict[str, Any]:
        client = request.client.host if request.client else ""
        return {"key": caller.key_id, "words": words, "client": client, "method": request.method}

    def refused(caller: Staff) -> None:
        raise Refusal(409, {"fr": f"Occupé {XSS}", "en": f"Busy {XSS}"})

    def broken(caller: Staff) -> None:
        raise RuntimeError("secret")

    for name, does in (("seen", seen), ("refused", refused), ("broken", broken)):
        route = StaffRoute(f"/v1/staff/test/{name}", does, methods=["GET", "POST", "PUT", "DELETE"])
        app.router.routes.insert(0, route)
    return app


def here(call: Call) -> httpx.Response:
    """Runs a call on a loop of its own: tests have none."""
    return anyio.run(call)


def visitor(host: str = "127.0.0.1:8000", client: str = "127.0.0.1", **headers: str) -> gr.Request:
    sent = {"host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    raw = [(name.lower().encode(), value.encode()) for name, value in sent.items()]
    return gr.Request(Request({"type": "http", "headers": raw, "client": (client, 5000), "query_string": b""}))


def basic(password: str) -> str:
    return f"Basic {b64encode(f'staff:{password}'.encode()).decode()}"


@pytest.mark.parametrize("authorization", [basic(KEY), f"Bearer {KEY}"])
def test_the_key_the_browser_sends_goes_on_as_the_api_takes_it(authorization: str) -> None:
    calls = StaffClient(server(), here).of(
        visitor("shop.example", "203.0.113.9", authorization=authorization, sec_fetch_site="same-origin"), "fr"
    )
    assert calls.get("/v1/staff/test/seen", words="été & co", left_out=None) == {
        "key": "0123456789abcdef", "words": "été & co", "client": "203.0.113.9", "method": "GET",
    }  # fmt: skip
    assert calls.post("/v1/staff/test/seen", {"a": 1})["method"] == "POST"
    assert calls.put("/v1/staff/test/seen")["method"] == "PUT"
    assert calls.delete("/v1/staff/test/seen")["method"] == "DELETE"
    assert "été" in calls.text("/v1/staff/test/seen", words="été")


def test_staff_at_this_machine_need_no_key_and_others_do() -> None:
    client = StaffClient(server(local=True, keys=False), here)
    assert client.of(visitor(), "fr").get("/v1/staff/test/seen")["key"] is None
    for stranger in (
        visitor(client="203.0.113.9"),
        visitor("shop.example"),
        visitor(x_forwarded_for="203.0.113.9"),
        visitor(sec_fetch_site="cross-site"),
    ):
        with pytest.raises(gr.Error, match="|".join(("clé", "rôle"))):
            client.of(stranger, "fr").get("/v1/staff/test/seen")


@pytest.mark.parametrize("authorization", ["", basic("wrong"), "Basic ???", basic("")])
def test_a_key_that_is_none_is_refused_in_the_readers_language(authorization: str) -> None:
    client = StaffClient(server(), here)
    with pytest.raises(gr.Error) as french:
        client.of(visitor("shop.example", authorization=authorization), "fr").get("/v1/staff/test/seen")
    assert html.unescape(french.value.message).startswith("Il faut une clé du personnel")
    with pytest.raises(gr.Error) as english:
        client.of(visitor("shop.example", authorization=authorization), "en").get("/v1/staff/test/seen")
    assert english.value.message.startswith("A staff key in use is needed")
    assert not english.value.print_exception


def test_what_a_route_says_in_the_readers_language_stands_alone_and_is_inert() -> None:
    calls = StaffClient(server(local=True, keys=False), here).of(visitor(), "fr")
    with pytest.raises(gr.Error) as refused:
        calls.post("/v1/staff/test/refused")
    assert html.unescape(refused.value.message) == f"Occupé {XSS}"
    assert "<" not in refused.value.message


def test_a_failure_gives_the_reference_and_nothing_of_the_inside() -> None:
    calls = StaffClient(server(local=True, keys=False), here).of(visitor(), "en")
    with pytest.raises(gr.Error) as failed:
        calls.get("/v1/staff/test/broken")
    said = html.unescape(failed.value.message)
    assert "give this reference to the support team.<br>urn:temoin:trace:" in said
    assert "secret" not in said
    with pytest.raises(gr.Error, match="no longer there"):
        calls.get("/v1/staff/nothing")


def test_fields_that_are_not_as_expected_are_named() -> None:
    calls = StaffClient(server(local=True, keys=False), here).of(visitor(), "fr")
    with pytest.raises(gr.Error) as refused:
        calls.post("/v1/chat", {"question": ""})
    said = html.unescape(refused.value.message)
    assert said.startswith("Certains champs ne sont pas comme attendu")
    assert "body.question" in said


def test_a_server_that_is_gone_is_told_as_such() -> None:
    async def gone(scope: Scope, receive: Receive, send: Send) -> None:
        raise httpx.ConnectError("gone")

    def lost(call: Call) -> httpx.Response:
        raise httpx.ConnectError("gone")

    for client in (StaffClient(gone, lost),):
        with pytest.raises(gr.Error, match="ne répond plus"):
            client.of(visitor(), "fr").get("/v1/products")


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (httpx.Response(429, headers={"retry-after": "7"}), "in 7 seconds"),
        (httpx.Response(502, text="<html>"), "failed on our side"),
        (httpx.Response(404, json={"detail": "Only here."}), "Only here."),
    ],
)
def test_any_refusal_is_a_sentence(response: httpx.Response, words: str) -> None:
    assert words in html.unescape(problem_told(response, "en"))
