"""Sentences are read out of whatever a model writes, as soon as they are complete."""

import json
from collections.abc import Iterator

import pytest

from chat.answer import Sentence
from chat.llm.reading import LONGEST, sentences

TWO = [Sentence("One {brace} here.", (1,)), Sentence("Two.", (1, 2))]
OBJECTS = [{"text": s.text, "citations": list(s.citations)} for s in TWO]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"sentences": OBJECTS}),
        json.dumps({"sentences": OBJECTS}, indent=2),
        "\n".join(map(json.dumps, OBJECTS)),
        f"Sure! Here you are:\n```json\n{json.dumps(OBJECTS)}\n```",
    ],
)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_sentences_come_whole_however_they_are_wrapped_and_cut(text: str, size: int) -> None:
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    assert list(sentences(pieces)) == TWO


def test_a_sentence_is_given_before_the_next_is_written() -> None:
    asked = []

    def pieces() -> Iterator[str]:
        for thing in OBJECTS:
            asked.append(thing)
            yield json.dumps(thing)

    assert next(sentences(pieces())) == TWO[0]
    assert len(asked) == 1


@pytest.mark.parametrize(
    "text",
    ["", "no", "{", "}", '{"text": "x"}', '{"text": 3, "citations": []}', '{"text": " ", "citations": [1]}', "[1, 2]", "{" * 3000,
     '{"text": "x", "citations": "1"}'],
)  # fmt: skip
def test_garbage_gives_nothing(text: str) -> None:
    assert list(sentences([text])) == []


def test_numbers_that_are_none_are_left_out() -> None:
    assert list(sentences(['{"text": "x", "citations": [1, true, "2", 1, 3.5]}'])) == [Sentence("x", (1,))]


def test_a_model_that_does_not_stop_is_not_listened_to_for_ever() -> None:
    taken = []

    def endless() -> Iterator[str]:
        while True:
            taken.append(1)
            yield "x" * 1000

    assert list(sentences(endless())) == []
    assert len(taken) <= LONGEST / 1000 + 1
