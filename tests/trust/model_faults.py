"""R6: a chat model's server that fails in every way it can; the shopper gets the assembled answer, soon, and no error."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from fastapi.testclient import TestClient

from chat.answer import Generated
from chat.api import create_api
from chat.contract import Event, Evidence, Reply
from chat.conversation import Conversation
from chat.llm.opening import open_writer
from chat.llm.writer import Writer, Writing
from data.settings import Settings
from tests.fakes_assistant import FakeAssistant
from tests.threaded_server import serving
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch

ASKED: Final = {"question": "Is it good for dry skin?", "product_id": "creme-rosee"}
CHUNK: Final = '{"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":%s},"finish_reason":null}]}'  # fmt: skip
SAID: Final = json.dumps({"sentences": [{"text": "On dry skin", "citations": [1]}]})


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """Faults in turn, each at a server of its own; then the breaker, after three failures in a row."""
    del seed, scratch
    tally, faults = Tally(), list(FAULTS.items())
    for number in range(amount):
        name, fault = faults[number % len(faults)]
        with served(fault) as url:
            _asked(TestClient(create_api(Worded(_writer(url)))), name, tally)
    tally.broken += _breaker(tally)
    return tally.outcome


class Worded(FakeAssistant):
    """The fake assistant whose middle is worded by a model, as the real one does it."""

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self.writer = writer

    def stream(self, conversation: Conversation, product_id: str | None) -> Iterator[Event]:
        reply = super().answer(conversation, product_id)
        first, *assembled = reply.answer.sentences
        yield Evidence(reply.answer.citations)
        yield first
        writing = Writing(conversation.question, reply.answer.language, reply.answer.citations)
        said = list(self.writer.write(writing))
        yield from said or assembled
        made = Generated.LLM if said else Generated.ASSEMBLED
        yield Reply(replace(reply.answer, sentences=(first, *(said or assembled)), generated=made), reply.trace)

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        *_, reply = self.stream(conversation, product_id)
        if not isinstance(reply, Reply):
            raise TypeError(f"{reply!r} was expected to be the reply")
        return reply


def _writer(url: str) -> Writer:
    settings = Settings(_env_file=None, chat_model="openai:m", chat_base_url=url, chat_api_key="key")
    opened = open_writer(settings)
    if opened is None:
        raise TypeError("a writer was expected")
    return opened


def _asked(client: TestClient, name: str, tally: Tally) -> None:
    began = time.monotonic()
    got = client.post("/v1/chat", json=ASKED)
    took = time.monotonic() - began
    tally.worst("seconds to the answer", took)
    told = got.json() if got.status_code == 200 else {}
    faults = [] if told else [f"answered {got.status_code}"]
    faults += [] if not told or told["outcome"] == "answered" else [f"outcome {told['outcome']}"]
    faults += [] if not told or told["generated"] == "assembled" else ["not the assembled answer"]
    streamed = client.post("/v1/chat/stream", json=ASKED).text
    faults += [] if "event: done" in streamed and "event: error" not in streamed else ["the stream shows an error"]
    tally.check([f"{name}: {fault}" for fault in faults])


def _breaker(tally: Tally) -> list[str]:
    """A server that hangs is asked three times; the fourth answer does not wait for it."""
    with served(_slow) as url:
        writer = _writer(url)
        writer._first_s = 0.2
        client = TestClient(create_api(Worded(writer)))
        for _ in range(3):
            client.post("/v1/chat", json=ASKED)
        began = time.monotonic()
        client.post("/v1/chat", json=ASKED)
        took = time.monotonic() - began
    tally.worst("seconds once the breaker is open", took)
    return [] if not writer._breaker.closed() else ["the breaker did not open after three failures"]


Handling = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def served(fault: Handling | None) -> Iterator[str]:
    """The address of a server with a fault; with none, one where nobody listens."""
    if fault is None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        yield f"http://127.0.0.1:{port}/v1"
        return

    handled: Handling = fault

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            try:
                handled(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with serving(server) as address:
        yield f"{address}/v1"


def _begin(handler: BaseHTTPRequestHandler, status: int = 200, kind: str = "text/event-stream") -> None:
    handler.send_response(status)
    handler.send_header("content-type", kind)
    handler.end_headers()


def _say(handler: BaseHTTPRequestHandler, words: str) -> None:
    handler.wfile.write(f"data: {CHUNK % json.dumps(words)}\n\n".encode())
    handler.wfile.flush()


def _status(status: int) -> Handling:
    def fault(handler: BaseHTTPRequestHandler) -> None:
        _begin(handler, status, "application/json")
        handler.wfile.write(b'{"error": {"message": "no"}}')

    return fault


def _slow(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(8)
    _begin(handler)


def _drip(handler: BaseHTTPRequestHandler) -> None:
    _begin(handler)
    for letter in SAID[:30]:
        _say(handler, letter)
        time.sleep(0.3)


def _half(handler: BaseHTTPRequestHandler) -> None:
    _begin(handler)
    _say(handler, SAID[:20])
    handler.close_connection = True


def _stalled(handler: BaseHTTPRequestHandler) -> None:
    _begin(handler)
    _say(handler, SAID[:20])
    time.sleep(8)


def _garbage(handler: BaseHTTPRequestHandler) -> None:
    _begin(handler)
    handler.wfile.write(b"data: {not json\n\ndata: [DONE]\n\n")


def _huge(handler: BaseHTTPRequestHandler) -> None:
    _begin(handler)
    for _ in range(400):
        _say(handler, "x" * 50_000)


def _wrong_utf8(handler: BaseHTTPRequestHandler) -> None:
    _begin(handler)
    handler.wfile.write(
        b'data: {"choices":[{"index":0,"delta":{"content":"\xff\xfe\xed\xa0\x80"}}]}\n\ndata: [DONE]\n\n'
    )


def _reset(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def _empty(handler: BaseHTTPRequestHandler) -> None:
    _begin(handler)
    handler.wfile.write(b"data: [DONE]\n\n")


FAULTS: Final[dict[str, Handling | None]] = {
    "refused": None, "slow": _slow, "drip": _drip, "500": _status(500), "429": _status(429), "half a stream": _half,
    "garbage JSON": _garbage, "huge": _huge, "wrong UTF-8": _wrong_utf8, "stalled": _stalled, "reset": _reset,
    "empty": _empty,
}  # fmt: skip
