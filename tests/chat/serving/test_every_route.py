"""Every route the API has, with what no database and no JSON should hold: refused small, without the input."""

import re

import pytest
from fastapi.testclient import TestClient

from chat.api import create_api
from tests.fakes_assistant import FakeAssistant

MARK = "zqmark"
TEXTS = {
    "lone surrogate": '"zqmark \\ud800"', "NUL": '"zqmark \\u0000"', "NaN": "NaN", "infinity": "1e999", "minus infinity": "-1e999",
    "a list": '["zqmark"]', "an object": '{"zqmark": 1}', "5,000 digits": "9" * 5000, "60,000 characters": f'"{MARK * 9000}"',
    "20,000 deep": "[" * 20_000, "not closed": '"zqmark',
}  # fmt: skip
IDS = ["%00zqmark", "%ED%A0%80", "zqmark" * 200, "%F0%9F%A7%B4zqmark", "..%2f..%2fzqmark", "zqmark%0d%0aX-A:b"]
QUERIES = ["NaN", "1e999", "%00zqmark", "%ED%A0%80zqmark", "9" * 5000, "-1", "zqmark", "true", "%F0%9F%A7%B4"]
FIELDS = ("question", "messages", "product_id", "language", "verdict", "reason")


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_api(FakeAssistant()), raise_server_exceptions=False)


def routes(client: TestClient, method: str) -> dict[str, list[str]]:
    """The names of each address's query parameters, by address, an id put into its place."""
    paths = client.get("/openapi.json").json()["paths"]
    return {
        path: [parameter["name"] for parameter in about[method].get("parameters", []) if parameter["in"] == "query"]
        for path, about in paths.items()
        if method in about and not path.endswith("/tally")  # the fake assistant counts nothing: tests of its own
    }


def assert_small_and_silent(response, path: str) -> None:  # type: ignore[no-untyped-def]  # any client's response
    assert response.status_code < 500, (path, response.text)
    if response.status_code >= 400:
        assert response.headers["content-type"] == "application/problem+json", path
        assert len(response.content) <= 4096, path
        assert MARK not in response.text, path


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_no_body_is_answered_with_a_5xx_or_with_itself(client: TestClient, text: str) -> None:
    posts = routes(client, "post")
    assert len(posts) >= 4
    for path in posts:
        address = re.sub(r"\{\w+\}", "review-0000000000000001", path)
        for field in FIELDS:
            body = f'{{"{field}": {text}}}'.encode()
            assert_small_and_silent(
                client.post(address, content=body, headers={"content-type": "application/json"}), path
            )


def test_no_id_in_an_address_is_answered_with_a_5xx_or_with_itself(client: TestClient) -> None:
    for path in routes(client, "get"):
        for made_up in IDS:
            if "{" in path:
                assert_small_and_silent(client.get(re.sub(r"\{\w+\}", made_up, path)), path)


def test_no_query_is_answered_with_a_5xx_or_with_itself(client: TestClient) -> None:
    tried = 0
    for path, names in routes(client, "get").items():
        for name in names:
            for value in QUERIES:
                address = re.sub(r"\{\w+\}", "creme-rosee", path)
                response = client.get(f"{address}?{name}={value}")
                tried += 1
                assert response.status_code < 500, (path, name, value, response.text)
                if response.status_code >= 400:
                    assert MARK not in response.text
    assert tried > 50
