"""The smallest piece of evidence: one to three sentences of a record, or ten to twenty seconds of a video."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """`text == record.text[start:end]`, offsets in code points; `start_s`/`end_s` in seconds for videos only."""

    record_id: str
    start: int
    end: int
    text: str
    start_s: float | None = None
    end_s: float | None = None

    @property
    def id(self) -> str:
        """Stable within one text of the record."""
        return f"{self.record_id}:{self.start}-{self.end}"
