"""JSON read piece by piece: elements of a huge array one at a time, with the line each begins on."""

import json
import re
from collections.abc import Iterator
from typing import TextIO

from ingest.refusals import FileRefusedError

MAX_VALUE = 5_000_000
"""Characters of the largest single value decoded at once."""
CHUNK = 65_536
SPACE = re.compile(r"[ \t\r\n\ufeff\x00]*")
DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _: None)


def decode(text: str) -> object:
    """One JSON value; NaN and infinities become `None`.

    Raises:
        ValueError: with a sentence, when it is not JSON, too deep, or holds a number too long.
    """
    try:
        return DECODER.decode(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"it is not JSON ({error})") from error


class JsonStream:
    """A position in a JSON text; `line` is the line of that position, from 1."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._text, self._at, self._ended, self.line = stream, "", 0, False, 1

    def peek(self) -> str:
        """The next character that is not space, "" at the end."""
        while True:
            found = SPACE.match(self._text, self._at)
            self._advance(found.end() if found else self._at)
            if self._at < len(self._text) or not self._fill(CHUNK):
                return self._text[self._at : self._at + 1]

    def value(self) -> object:
        """Decode the value ahead and step over it.

        Raises:
            FileRefusedError: when it is not JSON or larger than a record can be.
        """
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except RecursionError:
                raise self._broken("it is nested too deeply") from None
            except ValueError as error:
                if len(self._text) - self._at > MAX_VALUE:
                    raise self._broken(f"one value is longer than {MAX_VALUE:,} characters") from None
                if not self._fill(max(CHUNK, len(self._text) - self._at)):
                    raise self._broken(getattr(error, "msg", str(error))) from None
                continue
            if end < len(self._text) or not self._fill(CHUNK):
                self._advance(end)
                return value

    def elements(self) -> Iterator[int]:
        """Stand before each element of the array ahead in turn, giving its line; the caller steps over it."""
        self._take("[")
        while self.peek() not in ("]", ""):
            yield self.line
            if self.peek() != "]":
                self._take(",")
        self._take("]")

    def members(self) -> Iterator[str]:
        """Stand before the value of each key of the object ahead in turn; the caller steps over it."""
        self._take("{")
        while self.peek() not in ("}", ""):
            if self.peek() != '"':
                raise self._broken("a key in quotes was expected")
            key = self.value()
            self._take(":")
            yield str(key)
            if self.peek() != "}":
                self._take(",")
        self._take("}")

    def skip(self) -> None:
        """Step over the value ahead, however large, holding only small pieces of it."""
        try:
            if self.peek() == "[":
                for _ in self.elements():
                    self.value()
            elif self.peek() == "{":
                for _ in self.members():
                    self.skip()
            else:
                self.value()
        except RecursionError:
            raise self._broken("it is nested too deeply") from None

    def _take(self, expected: str) -> None:
        if self.peek() != expected:
            raise self._broken(f"{expected!r} was expected")
        self._advance(self._at + 1)

    def _advance(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        self._at = to

    def _fill(self, size: int) -> bool:
        """Read more; whether there was more."""
        more = "" if self._ended else self._stream.read(size)
        self._ended = not more
        if more:
            self._text, self._at = self._text[self._at :] + more, 0
        return bool(more)

    def _broken(self, reason: str) -> FileRefusedError:
        return FileRefusedError(f"its JSON breaks at line {self.line}: {reason}")
