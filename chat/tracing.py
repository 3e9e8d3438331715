"""Why an answer is what it is: every stage with its reasons, every candidate with its scores."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: what it decided, why, and how long it took in milliseconds."""

    name: str
    decision: str
    reason: str = ""
    ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One span that was considered; `refused` says why it is not in the answer, `None` when it is."""

    record_id: str
    start: int
    end: int
    text: str
    scores: dict[str, float]
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """The whole way of one question; `prompt` is what a chat model was given, as (role, text), when one was asked."""

    standalone_question: str
    stages: tuple[Stage, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    figures: dict[str, float] = field(default_factory=dict)
    prompt: tuple[tuple[str, str], ...] = ()
