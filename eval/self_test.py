"""The gate can fail: breaks the assistant in every listed way and shows which gate catches it."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.contract import AssistantLike, Reply
from chat.conversation import Conversation
from data.records import Record
from eval.asking import ask_all, asker
from eval.baseline import Baseline
from eval.breaks import (
    Break,
    Broken,
    altered_quote,
    always_answer,
    dropped_citation,
    never_answer,
    one_sided,
    right_tally,
    shuffled_ranking,
    tally_off,
    wrong_language,
)
from eval.figures import told
from eval.gates import Checked, Gate, check
from eval.intervals import Score
from eval.questions import EvalQuestion
from eval.results import Asked
from eval.runs import About
from eval.scorecard import scores

BREAKS: dict[str, tuple[Break, str]] = {
    "shuffled ranking": (shuffled_ranking, "citation_precision"),
    "dropped citation": (dropped_citation, "citation_recall"),
    "altered quote": (altered_quote, "quote_validity"),
    "always answer": (always_answer, "absence"),
    "never answer": (never_answer, "coverage"),
    "wrong language": (wrong_language, "language_match"),
    "one-sided evidence": (one_sided, "both_sides"),
    "tally off by 20": (tally_off, "tally_error"),
}
"""What is done, and the measure whose gate has to catch it."""


@dataclass(frozen=True, slots=True)
class Caught:
    """One break: its gate before and after, and every gate that failed after but not before."""

    name: str
    before: Checked
    after: Checked
    failed: tuple[str, ...]

    @property
    def shown(self) -> bool:
        """Whether the gate holds for the whole assistant and fails for the broken one."""
        return self.before.verdict == "kept" and self.after.verdict == "failed"

    @property
    def line(self) -> str:
        """One line for the terminal."""
        verdict = "caught" if self.shown else f"NOT SHOWN: {self.before.verdict} before, {self.after.verdict} after"
        figures = f"{told(self.before.score).strip()} → {told(self.after.score).strip()}"
        return f"{self.name:<20}  {self.before.gate.measure:<20}  {figures:<44}  {verdict}"


class Remembering:
    """Asks the assistant once a question, however many breaks follow."""

    def __init__(self, assistant: AssistantLike) -> None:
        self._assistant, self._replies = assistant, dict[tuple[Conversation, str | None], Reply]()

    def __getattr__(self, name: str) -> object:
        return getattr(self._assistant, name)

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        """The assistant's reply, remembered."""
        key = (conversation, product_id)
        if key not in self._replies:
            self._replies[key] = self._assistant.answer(conversation, product_id)
        return self._replies[key]

    def record(self, record_id: str) -> Record:
        """The assistant's record."""
        return self._assistant.record(record_id)


def self_test(
    assistant: AssistantLike, questions: Sequence[EvalQuestion], gates: Sequence[Gate], jobs: int
) -> list[Caught]:
    """Every break and what its gate made of it; gates that need a baseline or variants are left out."""
    # it passes on all it does not know itself
    known: AssistantLike = Remembering(assistant)  # type: ignore[assignment]
    standing = [gate for gate in gates if gate.at_least is not None or gate.at_most is not None]
    whole = check(standing, _run(known, right_tally, questions, standing, jobs), None)
    found = []
    for name, (way, measure) in BREAKS.items():
        broken = check(standing, _run(known, way, questions, standing, jobs), None)
        found.append(_caught(name, whole, broken, measure))
    return found


def _caught(name: str, before: Sequence[Checked], after: Sequence[Checked], measure: str) -> Caught:
    kept = {c.gate.measure for c in before if c.verdict == "kept"}
    failed = tuple(c.gate.measure for c in after if c.verdict == "failed" and c.gate.measure in kept)
    return Caught(name, _of(measure, before), _of(measure, after), failed)


def _of(measure: str, checked: Sequence[Checked]) -> Checked:
    missing = Checked(Gate(measure=measure, at_least=0), "not measured", Score(None, None, None, 0), "no gate")
    return next((one for one in checked if one.gate.measure == measure), missing)


def _run(
    assistant: AssistantLike, way: Break, questions: Sequence[EvalQuestion], gates: Sequence[Gate], jobs: int
) -> Baseline:
    by_words = {(question.conversation.question, question.product_id): question for question in questions}
    results = ask_all(questions, asker(Broken(assistant, way, by_words)), jobs)
    asked = [Asked(question, result) for question, result in zip(questions, results, strict=True)]
    about = About((), "assembled", False, False, "", "", jobs, "", 0.0)
    return Baseline(about, scores(asked, measures={gate.measure for gate in gates}), {}, {}, {})
