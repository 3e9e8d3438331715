"""Reads sentences out of a model's text while it is still being written."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from chat.answer import Sentence

DECODER = json.JSONDecoder()
LONGEST = 20_000
"""Characters after which a model that does not stop is not listened to."""


def sentences(pieces: Iterable[str]) -> Iterator[Sentence]:
    """Each `{"text": …, "citations": […]}` as soon as its closing brace is there; all else is passed over.

    The objects may stand in a list, one a line, or between words of the model's own.
    """
    text, place = "", 0
    for piece in pieces:
        text += piece
        while found := _next(text, place):
            said, place = found
            yield said
        if len(text) > LONGEST:
            return


def _next(text: str, place: int) -> tuple[Sentence, int] | None:
    """The first complete sentence from `place` on and where it ends; `None` while there is none."""
    start = text.find("{", place)
    while start >= 0:
        value, end = _object(text, start)
        if said := _sentence(value):
            return said, end
        start = text.find("{", start + 1)
    return None


def _object(text: str, start: int) -> tuple[Any, int]:
    try:
        return DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start


def _sentence(value: Any) -> Sentence | None:
    if not isinstance(value, dict):
        return None
    text, numbers = value.get("text"), value.get("citations")
    if not isinstance(text, str) or not isinstance(numbers, list) or not text.strip():
        return None
    cited = [number for number in numbers if isinstance(number, int) and not isinstance(number, bool)]
    return Sentence(" ".join(text.split()), tuple(dict.fromkeys(cited)))
