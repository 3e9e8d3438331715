"""Quotes as they are shown, and which lines of an answer are only a quote, so that a face shows its proof instead."""

import re
from collections.abc import Mapping
from typing import Final, Protocol

# "Selon la marque : « …", "Vidéo, 0:42 — « …"
BEFORE: Final = re.compile(r"(?:.{1,40}[:—]\s*)?[«“]\s*(?:\[…\]\s*)?")
# "… » — Claire, 5/5", "… » (lina, produit offert)"
AFTER: Final = re.compile(r"\s*(?:\[…\]\s*)?[»”]\s*(?:[—(].*)?")


MARKS: Final = str.maketrans(dict.fromkeys("«»“”‘’'", '"'))


def even(text: str) -> str:
    """On one line, with quotation marks of one kind: a quote and its source read alike (`chat.wording.quoted`)."""
    return " ".join(text.split()).translate(MARKS)


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


class Quote(Protocol):
    """A citation, inside or on its way out."""

    @property
    def quote(self) -> str:
        """The words themselves."""
        ...

    @property
    def cut_before(self) -> bool:
        """Whether they begin inside a sentence."""
        ...

    @property
    def cut_after(self) -> bool:
        """Whether they end inside one."""
        ...


def shown(citation: Quote) -> str:
    """The quote with […] where it was cut inside a sentence."""
    return f"{'[…] ' if citation.cut_before else ''}{citation.quote}{' […]' if citation.cut_after else ''}"


def only_quotes(line: Line, quotes: Mapping[int, str]) -> bool:
    """Whether a line is the quote of its one citation between quotation marks, with no word but its source's."""
    if len(line.citations) != 1 or not (quote := quotes.get(line.citations[0])):
        return False
    text, words = " ".join(line.text.split()), even(quote)
    place = even(text).find(words)
    return place >= 0 and bool(BEFORE.fullmatch(text[:place]) and AFTER.fullmatch(text[place + len(words) :]))
