"""Which lines of an answer are little more than their quote, so that a face shows the proof in their place."""

from collections.abc import Mapping
from typing import Protocol


class Line(Protocol):
    """A sentence of an answer, inside or on its way out."""

    @property
    def text(self) -> str:
        """The line itself."""
        ...

    @property
    def citations(self) -> tuple[int, ...]:
        """Numbers of the citations it stands on."""
        ...


def only_quotes(line: Line, quotes: Mapping[int, str]) -> bool:
    """Whether a line repeats the quote of its one citation and adds less than as much again."""
    if len(line.citations) != 1 or not (quote := quotes.get(line.citations[0])):
        return False
    text, words = " ".join(line.text.split()), " ".join(quote.split())
    return words in text and 2 * len(words) >= len(text)
