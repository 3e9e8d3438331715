"""What is embedded: a passage is a record, or a stretch of a long one, and each of the spans it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.records import Kind, Record
from data.spans import Span

CHARACTERS = {Kind.TRANSCRIPT: 700}
"""Longest passage by kind, so that a video has a passage for about every minute."""
LONGEST = 1600
"""Longest passage of the other kinds: about 400 tokens, inside the model's window of 512."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive spans of one record; `text` holds them all, after `context` (a title or a question)."""

    record: Record
    spans: tuple[Span, ...]
    context: str = ""

    @property
    def start(self) -> int:
        """Offset of the first span in the record's text."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset past the last span in the record's text."""
        return self.spans[-1].end

    @property
    def text(self) -> str:
        """What the model reads."""
        body = self.record.text[self.start : self.end]
        return f"{self.context}\n{body}" if self.context else body

    @property
    def texts(self) -> list[str]:
        """What the model reads: the whole first, then each span; the whole alone when it is its only span."""
        spans = [span.text for span in self.spans]
        return spans if spans == [self.text] else [self.text, *spans]


def passages(record: Record, spans: Sequence[Span]) -> list[Passage]:
    """Pack the spans of `record`, in order, into as few passages as fit their longest length."""
    longest = CHARACTERS.get(record.kind, LONGEST)
    packed: list[list[Span]] = []
    for span in spans:
        if packed and span.end - packed[-1][0].start <= longest:
            packed[-1].append(span)
        else:
            packed.append([span])
    return [Passage(record, tuple(group), record.title or "") for group in packed]
