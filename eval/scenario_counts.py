"""Counts over scenarios the cross-encoder never learnt from: who is for and who is against, question by question."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from chat.conversation import Conversation
from chat.topics.topic import topic_of
from eval.questions import EvalQuestion, GoldTally
from eval.scenarios import Asked, Scenario
from eval.tally_fit import Count, read_count
from eval.trial_index import trial
from retrieval.cross_encoder import CrossEncoder
from retrieval.embedder import Embedder

VOICES = 3
"""Passages that take a side, from which a question is a count."""


@contextmanager
def scenario_counts(
    scenarios: Sequence[Scenario], embedder: Embedder, encoder: CrossEncoder | None
) -> Iterator[list[Count]]:
    """The counts over an index of the scenarios, made for it and thrown away after."""
    questions = list(asked(scenarios))
    records = [record for scenario in scenarios for record in scenario.records()]
    with trial(records, [one.conversation.question for one in questions], embedder, encoder) as made:
        searcher = made.searcher
        yield [
            read_count(
                one,
                searcher.shelf(one.product_id or ""),
                searcher.vector(one.conversation.question, one.language),
            )
            for one in questions
        ]


def asked(scenarios: Iterable[Scenario]) -> Iterator[EvalQuestion]:
    """The questions of scenarios that enough passages take a side on, each with who does."""
    for scenario in scenarios:
        for number, question in enumerate(scenario.questions):
            tally = told(scenario, question)
            if tally.of >= VOICES and topic_of(question.text, question.language):
                yield EvalQuestion(
                    f"{scenario.product_id}-{number}", scenario.product_id, question.language, scenario.product_id,
                    Conversation.of(question.text), "product_question", "full", tally=tally,
                )  # fmt: skip


def told(scenario: Scenario, question: Asked) -> GoldTally:
    """The records on each side, by id; one whose passages stand on both sides is mixed."""
    said: dict[str, set[str]] = {}
    for number, mark in question.marks.items():
        if mark in "+-~":
            said.setdefault(scenario.passages[number].record_id, set()).add(mark)
    sides = {sign: tuple(name for name, marks in said.items() if marks == {sign}) for sign in "+-"}
    mixed = (name for name, marks in said.items() if marks not in ({"+"}, {"-"}))
    return GoldTally(question.text, sides["+"], sides["-"], tuple(mixed))
