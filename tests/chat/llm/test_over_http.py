"""The whole path over HTTP: answers worded by a server of the OpenAI protocol."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from chat.answer import Sentence
from chat.llm.opening import open_writer
from chat.llm.verification import fault
from chat.llm.writer import Writer, Writing
from data.settings import Settings
from tests.chat.llm.proofs import ENGLISH, FRENCH
from tests.chat.llm.servers import GOOD, Scripted, llama_served, served

pytest.importorskip("langchain_openai", reason="the extra temoin[openai] is not installed: make install")
PATIENCE_S = 30.0  # a busy machine may take its time, where a test is not about that


def writer(url: str) -> Writer:
    # the key is text here, and a secret once read
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
    """A real small model behind a server."""
    with llama_served() as url:
        yield url


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
