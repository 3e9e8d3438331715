"""The console asks the API as anybody would: in this process, over ASGI, with the credentials of who looks at it."""

import json
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

import anyio.from_thread
import gradio as gr
import httpx
from starlette.types import ASGIApp

from chat.problems import DETAILS
from ui.console.credentials import passed_on
from ui.console.inert import inert
from ui.console.words_client import BY_STATUS, LOST

Params = Mapping[str, object]
Call = Callable[[], Coroutine[Any, Any, httpx.Response]]


def on_its_loop(call: Call) -> httpx.Response:
    """Run a call on the server's own loop; Gradio calls its functions in threads of that loop."""
    return anyio.from_thread.run(call)


@dataclass(frozen=True, slots=True)
class StaffClient:
    """The API as the console's tabs reach it."""

    app: ASGIApp
    run: Callable[[Call], httpx.Response] = on_its_loop

    def of(self, request: gr.Request, language: str) -> "Calls":
        """Calls for whoever made a request to the console; what fails is told in `language`."""
        return Calls(self, dict(request.headers.items()), _client(request), language)


@dataclass(frozen=True, slots=True)
class Calls:
    """What one member of staff asks; every method raises `gr.Error` with a sentence that helps."""

    client: StaffClient
    headers: Mapping[str, str]
    address: tuple[str, int]
    language: str

    def get(self, path: str, **params: object) -> Any:
        """JSON at an address; a parameter that is `None` is left out."""
        return _json(self.send("GET", path, params=params))

    def text(self, path: str, **params: object) -> str:
        """Text at an address, such as an export as CSV."""
        return self.send("GET", path, params=params).text

    def post(self, path: str, body: object = None, **params: object) -> Any:
        """JSON answered to a JSON body; `None` where nothing is answered."""
        return _json(self.send("POST", path, params=params, body=body))

    def put(self, path: str, body: object = None, **params: object) -> Any:
        """As `post`."""
        return _json(self.send("PUT", path, params=params, body=body))

    def delete(self, path: str, **params: object) -> Any:
        """JSON answered to a deletion; `None` where nothing is answered."""
        return _json(self.send("DELETE", path, params=params))

    def send(
        self, method: str, path: str, *, params: Params | None = None, body: object = None, content: bytes | None = None
    ) -> httpx.Response:
        """The response to any request; `body` is sent as JSON, `content` as it is."""
        headers = passed_on(self.headers) | {"accept-language": self.language}
        wanted = {name: _said(value) for name, value in (params or {}).items() if value is not None}

        async def call() -> httpx.Response:
            transport = httpx.ASGITransport(self.client.app, raise_app_exceptions=False, client=self.address)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{headers['host']}") as http:
                return await http.request(
                    method, path, params=wanted, json=body, content=content, headers=headers, timeout=None
                )

        try:
            response = self.client.run(call)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise told(LOST[self.language]) from error
        if response.status_code >= 400:
            raise told(problem_told(response, self.language))
        return response


def told(html: str) -> gr.Error:
    """An error as the console shows it: a sentence without a title, which nobody writes into the server's log."""
    return gr.Error(html, title="", duration=12, print_exception=False)


def problem_told(response: httpx.Response, language: str) -> str:
    """A refusal as inert HTML in the reader's words.

    A detail the API says in the reader's language stands alone; one it says in English follows what is said in general.
    """
    try:
        problem = response.json()
    except ValueError:
        problem = {}
    said = BY_STATUS.get(response.status_code, BY_STATUS[500])[language]
    wait = response.headers.get("retry-after", "")
    lines = [said.format(wait=wait if wait.isdecimal() else "60")]
    detail = str(problem.get("detail", ""))
    if response.headers.get("content-language") == language:
        lines = [detail]
    elif detail not in ("", DETAILS.get(response.status_code)):
        lines.append(detail)
    lines += [f"{mistake['field']} : {mistake['message']}" for mistake in problem.get("errors", [])]
    if response.status_code >= 500 and problem.get("instance"):
        lines.append(str(problem["instance"]))
    return "<br>".join(map(inert, lines))


def _client(request: gr.Request) -> tuple[str, int]:
    caller = request.client
    return (str(caller.host), int(caller.port)) if caller else ("", 0)


def _said(value: object) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _json(response: httpx.Response) -> Any:
    return json.loads(response.content) if response.content else None
