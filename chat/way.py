"""One question on its way: what is known of it so far, and the stages behind it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TypeVar

from chat.answer import Citation
from chat.conversation import Conversation
from chat.intent import Intent
from chat.selection import Proof
from chat.tracing import Candidate, Stage, Trace
from chat.understanding.shopper import Profile

T = TypeVar("T")
BETTER_SHOWN, NOT_ENOUGH = "answers; better ones are shown", "answers by itself; what was found does not"


@dataclass(slots=True)
class Way:
    """Filled stage by stage; `trace` tells all of it. `moved` says that the product is not that of the page."""

    conversation: Conversation
    product_id: str | None
    language: str
    question: str = ""
    intent: Intent = Intent.PRODUCT
    products: tuple[str, ...] = ()
    moved: bool = False
    profile: Profile = field(default_factory=Profile)
    stages: list[Stage] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    prompt: Sequence[tuple[str, str]] = ()
    figures: dict[str, float] = field(default_factory=dict)

    def stage(self, name: str, work: Callable[[], T], told: Callable[[T], tuple[str, str]]) -> T:
        """Run one stage; `told` gives its decision and reason from its result."""
        started = perf_counter()
        result = work()
        decision, reason = told(result)
        self.stages.append(Stage(name, decision, reason, round((perf_counter() - started) * 1000, 2)))
        return result

    @contextmanager
    def timed(self, name: str, told: Callable[[], tuple[str, str]]) -> Iterator[None]:
        """Note a stage that goes on while its results are handed out; `told` is asked when it ends."""
        started = perf_counter()
        try:
            yield
        finally:
            self.stages.append(Stage(name, *told(), round((perf_counter() - started) * 1000, 2)))

    def consider(self, proofs: Sequence[Proof], threshold: float) -> None:
        """Note every candidate, those that do not answer with their probability."""
        self.candidates = [_candidate(proof, threshold) for proof in proofs]

    def show(self, citations: Sequence[Citation]) -> None:
        """Note which candidates are quoted, in part at least, and why one that answers by itself is not."""
        left = BETTER_SHOWN if citations else NOT_ENOUGH
        self.candidates = [
            replace(one, refused=None if _quoted(one, citations) else one.refused or left) for one in self.candidates
        ]

    def trace(self) -> Trace:
        """The whole way."""
        total = {name: round(value, 4) for name, value in self.figures.items()}
        total["total_ms"] = round(sum(stage.ms for stage in self.stages), 2)
        return Trace(self.question, tuple(self.stages), tuple(self.candidates), total, tuple(self.prompt))


def _quoted(one: Candidate, citations: Sequence[Citation]) -> bool:
    return any(c.record_id == one.record_id and c.start < one.end and one.start < c.end for c in citations)


def _candidate(proof: Proof, threshold: float) -> Candidate:
    span, scores = proof.hit.span, proof.hit.scores
    figures = {
        "fused": scores.fused,
        "span": scores.span,
        "passage": scores.record,
        "lexical": scores.lexical,
        "answers": scores.answers or 0.0,
        "probability": proof.probability,
    }
    low = None if proof.probability >= threshold else f"does not answer: probability {proof.probability:.2f}"
    return Candidate(span.record_id, span.start, span.end, span.text, figures, low)
