"""What the API refuses, and how: problem details, small, without the input, never 5xx for what a client sends."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from chat.warming import WarmingUpError
from tests.fakes_assistant import FakeAssistant

JSON = {"content-type": "application/json"}
MARK = "zqmark"
HOSTILE_BODIES = {
    "empty": b"",
    "not json": b"zqmark",
    "half an object": b'{"question": "zqmark',
    "a list": b'["zqmark"]',
    "null": b"null",
    "empty question": b'{"question": ""}',
    "blank question": b'{"question": "   \\n "}',
    "question of 1,001 characters": json.dumps({"question": "z" * 1001}).encode(),
    "neither question nor messages": b'{"product_id": "creme-rosee"}',
    "both question and messages": b'{"question": "a", "messages": [{"role": "shopper", "text": "a"}]}',
    "no messages": b'{"messages": []}',
    "assistant speaks last": b'{"messages": [{"role": "assistant", "text": "zqmark"}]}',
    "a role of its own": b'{"messages": [{"role": "zqmark", "text": "a"}]}',
    "forty-one messages": json.dumps({"messages": [{"role": "shopper", "text": "a"}] * 41}).encode(),
    "unknown field": b'{"question": "a", "zqmark": 1}',
    "unknown language": b'{"question": "a", "language": "zqmark"}',
    "lone surrogate": b'{"question": "zqmark \\ud800"}',
    "lone surrogate as id": b'{"question": "a", "product_id": "\\udfff"}',
    "NUL": b'{"question": "zqmark \\u0000"}',
    "NaN": b'{"question": NaN}',
    "infinity": b'{"question": 1e999}',
    "a number of 5,000 digits": b'{"question": ' + b"9" * 5000 + b"}",
    "deep nesting": b"[" * 60_000,
    "deep nesting in a field": b'{"question": ' + b'{"a":' * 9_000 + b"1" + b"}" * 9_000 + b"}",
    "not UTF-8": b'{"question": "\xff\xfe"}',
    "UTF-16 without its end": b"\xff\xfe{",
    "slash in the id": b'{"question": "a", "product_id": "../../etc/passwd"}',
}
HOSTILE_PATHS = {
    "no such address": "/zqmark",
    "no such product": "/v1/products/zqmark",
    "no such record": "/v1/records/zqmark",
    "NUL as id": "/v1/products/%00zqmark",
    "surrogate bytes as id": "/v1/products/%ED%A0%80",
    "id of 201 characters": f"/v1/records/{'z' * 201}",
    "negative offset": "/v1/products/creme-rosee/records?offset=-1",
    "offset of 5,000 digits": f"/v1/products/creme-rosee/records?offset={'9' * 5000}",
    "limit 0": "/v1/products?limit=0",
    "limit 101": "/v1/products?limit=101",
    "kind of its own": "/v1/products/creme-rosee/records?kind=zqmark",
    "question without text": "/v1/products/creme-rosee/evidence?q=%20",
    "question with NUL": "/v1/products/creme-rosee/evidence?q=zqmark%00",
}


def assert_problem(response, *statuses: int) -> None:  # type: ignore[no-untyped-def]  # any client's response
    assert response.status_code in statuses, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert len(response.content) <= 4096
    assert MARK not in response.text
    problem = response.json()
    assert problem["status"] == response.status_code
    assert problem["title"]
    assert problem["detail"]
    assert problem["instance"] == f"urn:temoin:trace:{response.headers['x-trace-id']}"


@pytest.mark.parametrize("path", ["/v1/chat", "/v1/chat/stream"])
@pytest.mark.parametrize("body", HOSTILE_BODIES.values(), ids=HOSTILE_BODIES.keys())
def test_a_hostile_body_is_refused_without_being_repeated(client: TestClient, path: str, body: bytes) -> None:
    assert_problem(client.post(path, content=body, headers=JSON), 400, 422)


@pytest.mark.parametrize("path", HOSTILE_PATHS.values(), ids=HOSTILE_PATHS.keys())
def test_a_hostile_address_is_refused_without_being_repeated(client: TestClient, path: str) -> None:
    assert_problem(client.get(path), 404, 422)


def test_a_body_over_64_kib_is_refused_whether_it_announces_its_size_or_not(client: TestClient) -> None:
    body = json.dumps({"question": "z" * 70_000}).encode()
    assert_problem(client.post("/v1/chat", content=body, headers=JSON), 413)
    assert_problem(client.post("/v1/chat", content=iter([body[:40_000], body[40_000:]]), headers=JSON), 413)


def test_a_body_of_exactly_64_kib_is_read(client: TestClient) -> None:
    padded = b'{"question": "peau seche ?"}'.ljust(64 * 1024)
    assert client.post("/v1/chat", content=padded, headers=JSON).status_code == 200


@pytest.mark.parametrize(("method", "path"), [("PUT", "/v1/chat"), ("DELETE", "/v1/products"), ("GET", "/v1/chat")])
def test_a_method_an_address_does_not_take_is_405(client: TestClient, method: str, path: str) -> None:
    assert_problem(client.request(method, path), 405)


def test_a_body_of_another_type_is_refused(client: TestClient) -> None:
    assert_problem(client.post("/v1/chat", data={"question": MARK}), 422)


def test_an_unknown_product_is_404_before_a_stream_begins(client: TestClient) -> None:
    assert_problem(client.post("/v1/chat/stream", json={"question": "a", "product_id": MARK}), 404)


def test_at_most_ten_mistakes_are_listed(client: TestClient) -> None:
    response = client.post("/v1/chat", json={"question": "a"} | {f"{MARK}{n}": n for n in range(500)})
    assert_problem(response, 422)
    assert [mistake["field"] for mistake in response.json()["errors"]] == ["body.(unknown)"] * 10


def test_a_failure_of_ours_is_a_500_without_internals(
    client: TestClient, assistant: FakeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.broken = RuntimeError(f"/srv/{MARK}/ledger.db")
    with caplog.at_level(logging.ERROR, "temoin.requests"):
        response = client.post("/v1/chat", json={"question": "a"})
    assert_problem(response, 500)
    assert response.headers["x-trace-id"] in caplog.text


def test_a_stream_that_fails_on_the_way_ends_with_a_problem(client: TestClient, assistant: FakeAssistant) -> None:
    assistant.broken = RuntimeError(MARK)
    text = client.post("/v1/chat/stream", json={"question": "a"}).text
    assert text.startswith("event: error\n")
    assert '"status":500' in text
    assert MARK not in text


def test_not_being_ready_is_503_with_a_time_to_come_back(client: TestClient, assistant: FakeAssistant) -> None:
    assistant.broken = WarmingUpError(f"the model in {MARK} is loading")
    response = client.post("/v1/chat", json={"question": "a"})
    assert_problem(response, 503)
    assert response.headers["retry-after"] == "2"


def test_the_log_holds_no_word_of_a_question(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "temoin"):
        client.post("/v1/chat", json={"question": f"peau sèche {MARK}", "product_id": "creme-rosee"})
        client.get("/v1/products/creme-rosee/evidence", params={"q": MARK})
        client.get(f"/{MARK}")
    assert MARK not in caplog.text
    assert "outcome=answered" in caplog.text
    assert "GET /v1/products/{product_id}/evidence 200" in caplog.text
