"""How the API behaves towards slow, silent and departing clients, and what every response carries."""

import threading
from collections.abc import Callable
from typing import Any

import anyio
import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Message

from chat.api import create_api
from chat.contract import Reply
from chat.conversation import Conversation
from chat.request_bounds import RequestBounds
from chat.request_log import RequestLog
from tests.fakes_assistant import FakeAssistant

ASK = b'{"question": "peau s\\u00e8che ?"}'


def post(path: str, **more: Any) -> dict[str, Any]:
    """The scope of a JSON request, as a server hands it to an application."""
    return {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": "POST",
        "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "headers": [(b"content-type", b"application/json"), (b"host", b"test")], "client": ("203.0.113.9", 1),
        "server": ("test", 80), "state": {},
    } | more  # fmt: skip


def run(
    app: ASGIApp, receive: Callable[[], Any], send: Callable[[Message], Any], path: str = "/v1/chat/stream"
) -> None:
    async def main() -> None:
        with anyio.fail_after(5):
            await app(post(path), receive, send)

    anyio.run(main)


def test_a_reader_that_leaves_ends_the_work(assistant: FakeAssistant) -> None:
    """The client goes away after the first chunk: the assistant's stream is closed, the rest is never made."""
    sent: list[Message] = []
    bodies = iter([{"type": "http.request", "body": ASK, "more_body": False}])

    async def scenario() -> None:
        gone = anyio.Event()

        async def receive() -> Message:
            for body in bodies:
                return body
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)
            if message.get("body"):
                gone.set()
                await anyio.sleep_forever()

        with anyio.fail_after(5):
            await create_api(assistant)(post("/v1/chat/stream"), receive, send)

    anyio.run(scenario)
    assert sent[1]["body"].startswith(b"event: understood")
    assert len(sent) == 2
    assert assistant.closed == ["peau sèche ?"]


def test_a_reader_that_never_reads_is_given_up(assistant: FakeAssistant) -> None:
    app = FastAPI()
    app.state.seen = []

    async def endless(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x", "more_body": True})
        app.state.seen.append("came past a reader that does not read")

    async def never(message: Message) -> None:
        if message["type"] == "http.response.body":
            await anyio.sleep_forever()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    run(RequestLog(RequestBounds(endless, write_s=0.05)), receive, never)
    assert app.state.seen == []


def test_a_body_that_drips_is_408(assistant: FakeAssistant) -> None:
    app = create_api(assistant)
    sent: list[Message] = []
    drips = iter([b'{"quest'])

    async def receive() -> Message:
        for drip in drips:
            return {"type": "http.request", "body": drip, "more_body": True}
        await anyio.sleep_forever()
        raise AssertionError("never reached")

    async def send(message: Message) -> None:
        sent.append(message)

    bounded = next(m for m in app.user_middleware if getattr(m.cls, "__name__", "") == "RequestBounds")
    bounded.kwargs["read_s"] = 0.05
    run(app, receive, send, "/v1/chat")
    assert sent[0]["status"] == 408


def test_an_answer_being_worked_out_does_not_hold_up_the_others() -> None:
    """The assistant blocks its thread; health is answered meanwhile."""
    release = threading.Event()

    class Thinking(FakeAssistant):
        def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
            assert release.wait(60)
            return super().answer(conversation, product_id)

    async def scenario() -> tuple[int, int]:
        transport = httpx.ASGITransport(create_api(Thinking()))
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://test") as client,
            anyio.create_task_group() as tasks,
        ):
            answered: list[int] = []

            async def ask() -> None:
                answered.append((await client.post("/v1/chat", json={"question": "peau sèche ?"})).status_code)

            tasks.start_soon(ask)
            await anyio.sleep(0.05)
            healthy = (await client.get("/healthz")).status_code
            assert answered == []
            release.set()
        return healthy, answered[0]

    assert anyio.run(scenario) == (200, 200)


@pytest.mark.parametrize("path", ["/healthz", "/v1/products", "/nowhere", "/docs", "/openapi.json"])
def test_every_response_carries_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "set-cookie" not in headers
