"""A server answers for its health while the assistant opens."""

import threading
import time
from collections.abc import Callable

import pytest

from chat.contract import AssistantLike
from chat.conversation import Conversation
from chat.warming import WarmingAssistant, WarmingUpError
from data.errors import IndexUnavailableError
from tests.fakes_assistant import FakeAssistant


def until(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < deadline, "did not happen within a minute"
        time.sleep(0.005)


def test_it_says_what_it_waits_for_then_hands_on_everything() -> None:
    release, fake = threading.Event(), FakeAssistant()

    def slowly() -> AssistantLike:
        assert release.wait(5)
        return fake

    warming = WarmingAssistant(slowly)
    warming.start()
    assert "being loaded" in str(warming.ready())
    with pytest.raises(WarmingUpError, match="being loaded"):
        warming.products()
    release.set()
    until(lambda: warming.ready() is None)
    assert warming.answer(Conversation.of("peau sèche ?"), None) == fake.answer(Conversation.of("peau sèche ?"), None)
    assert [type(event).__name__ for event in warming.stream(Conversation.of("ski ?"), None)] == [
        "Understood",
        "Evidence",
        "Sentence",
        "Reply",
    ]
    assert warming.product("creme-rosee") == fake.product("creme-rosee")
    assert warming.records("foulque-3") == fake.records("foulque-3")
    assert warming.record("review-0000000000000001") == fake.record("review-0000000000000001")
    assert warming.evidence("creme-rosee", "peau", 2) == fake.evidence("creme-rosee", "peau", 2)
    assert warming.suggestions("creme-rosee", "en") == fake.suggestions("creme-rosee", "en")
    assert warming.products() == fake.products()


def test_it_comes_to_life_once_what_was_missing_is_there() -> None:
    tries: list[int] = []

    def at_the_third() -> AssistantLike:
        tries.append(len(tries))
        if len(tries) < 3:
            raise IndexUnavailableError("no generation yet: run python -m ingest")
        return FakeAssistant()

    warming = WarmingAssistant(at_the_third, retry_s=0.01)
    warming.start()
    until(lambda: warming.ready() is None)
    assert len(tries) == 3


def test_an_unexpected_failure_is_told_without_internals() -> None:
    def broken() -> AssistantLike:
        raise RuntimeError("secret")

    warming = WarmingAssistant(broken, retry_s=10)
    warming.start()
    until(lambda: "log says why" in str(warming.ready()))
    warming.stop()
    assert "secret" not in str(warming.ready())
