"""The API explains itself, without a network."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient


@pytest.fixture
def openapi(client: TestClient) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/openapi.json").json()
    return document


def test_every_field_has_a_description_and_an_example(openapi: dict[str, Any]) -> None:
    missing = [
        f"{model}.{name}"
        for model, schema in openapi["components"]["schemas"].items()
        for name, field in schema.get("properties", {}).items()
        if not field.get("description") or "examples" not in field
    ]
    assert missing == []


def test_every_parameter_has_a_description_and_an_example(openapi: dict[str, Any]) -> None:
    parameters = [
        (path, parameter)
        for path, methods in openapi["paths"].items()
        for about in methods.values()
        for parameter in about.get("parameters", [])
    ]
    assert len(parameters) > 10
    assert [p for p, about in parameters if not about.get("description") or "examples" not in about["schema"]] == []


def test_every_error_is_a_problem_and_every_reference_is_there(openapi: dict[str, Any]) -> None:
    responses = [
        (status, response)
        for methods in openapi["paths"].values()
        for about in methods.values()
        for status, response in about["responses"].items()
    ]
    errors = [response for status, response in responses if status >= "400"]
    assert len(errors) > 20
    assert {media for response in errors for media in response["content"]} == {"application/problem+json"}
    references = set(re.findall(r"#/components/schemas/(\w+)", str(openapi)))
    assert references <= openapi["components"]["schemas"].keys()


def test_the_docs_page_shows_every_address_and_loads_nothing_from_elsewhere(
    client: TestClient, openapi: dict[str, Any]
) -> None:
    page = client.get("/docs").text
    assert all(path in page for path in openapi["paths"])
    assert all(f'id="{model}"' in page for model in openapi["components"]["schemas"])
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!#|docs/style.css|openapi.json)[^"]*"', page) == []
    assert client.get("/docs/style.css").headers["content-type"].startswith("text/css")
