"""Asks the whole assistant about real products of public sets, and judges its answers by the marks of every passage.

The products are those nothing was fitted on, or with `--half dev` those the gate and the counts were. `quote_right`:
share of the quotes of outright answers, each answer weighing the same, that hold some of a passage that answers;
`first_right`: the same of the first quote alone. The other figures are those of `python -m eval run`, by reviews.
"""

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from chat.answer import Outcome
from chat.assistant import Assistant
from chat.contract import Reply
from chat.conversation import Conversation
from chat.gate import fitted_gate
from eval.asking import Answering
from eval.contracts.arguments import add_output
from eval.figures import Figures, deliver
from eval.gate_cases import second_half
from eval.intervals import Score, mean_score
from eval.judging import judge
from eval.marked_reviews import MarkedProduct, marked_products
from eval.progress import watched
from eval.questions import EvalQuestion
from eval.results import Asked, Result
from eval.scenario_counts import VOICES, told
from eval.scenarios import SIDES
from eval.scenarios import Asked as Marked
from eval.scorecard import MEASURES
from eval.trial_index import trial

JUDGED = (
    "answer_right", "coverage", "wrong_answers", "absence", "citation_precision", "quote_validity", "language_match",
    "tally_given", "tally_error", "both_sides", "minority_recall",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, its product, and the reply."""

    product: MarkedProduct
    marked: Marked
    question: EvalQuestion
    reply: Reply

    def quotes_right(self) -> list[bool]:
        """Of each quote, whether it holds some of a passage that answers."""
        return [
            self.product.answers(self.marked, one.record_id, one.start, one.end) for one in self.reply.answer.citations
        ]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the public sets are, which half is asked, and where the figures go."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the public sets")
    parser.add_argument("--half", choices=("dev", "test"), default="test", help="default test: fitted on by nothing")
    parser.add_argument("--show", action="store_true", help="print what is wrong, answer by answer")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Ask, judge, print, write."""
    started = time.monotonic()
    products = products_of(given.data, given.half)
    with (
        trial([r for p in products for r in p.records()], []) as made,
        closing(Assistant(made.ledger, made.searcher, fitted_gate())) as assistant,
    ):
        answered = list(ask(assistant, products))
        results = [judge(one.question, one.reply, assistant.record) for one in answered]
    if given.show:
        print("\n".join(line for one, result in zip(answered, results, strict=True) for line in wrong(one, result)))
    return deliver(Figures(scores(answered, results), time.monotonic() - started), given.json)


def products_of(data: Path, wanted: str) -> list[MarkedProduct]:
    """Those the cross-encoder never learnt from, of the half `dev` or `test`."""
    return [product for product in marked_products(data) if product.held_out and half(product.product_id) == wanted]


def half(product_id: str) -> str:
    """`dev`, which gate and counts are fitted on, or `test`."""
    return "test" if second_half(product_id) else "dev"


def ask(assistant: Answering, products: Sequence[MarkedProduct]) -> Iterator[Answered]:
    """Every question of every product."""
    asked = [(product, n) for product in products for n in range(len(product.questions))]
    for product, number in watched(asked, "asked", len(asked)):
        marked = product.questions[number]
        question = as_question(product, marked, number)
        yield Answered(product, marked, question, assistant.answer(question.conversation, product.product_id))


def as_question(product: MarkedProduct, marked: Marked, number: int) -> EvalQuestion:
    """What a right answer is made of, by the marks."""
    answering = {product.passages[at].record_id for at, mark in marked.marks.items() if mark in SIDES}
    return EvalQuestion(
        f"{product.product_id}-{number}", product.product_id, marked.language, product.product_id,
        Conversation.of(marked.text, marked.language), "product_question", "full" if answering else "none",
        tuple((record_id,) for record_id in sorted(answering)),
    )  # fmt: skip


def scores(answered: Sequence[Answered], results: Sequence[Result]) -> dict[str, Score]:
    """The figures, those of counts over the questions on which enough reviews take a side."""
    asked = [Asked(one.question, result) for one, result in zip(answered, results, strict=True)]
    counted = [
        Asked(replace(one.question, tally=tally), result)
        for one, result in zip(answered, results, strict=True)
        if (tally := told(one.product, one.marked)).of >= VOICES
    ]
    found = {m.name: m.score([*asked, *counted]) for m in MEASURES if m.name in JUDGED}
    outright = [one.quotes_right() for one in answered if one.reply.answer.outcome is Outcome.ANSWERED]
    quoted = [right for right in outright if right]
    return found | {
        "quote_right": mean_score([sum(right) / len(right) for right in quoted]),
        "first_right": mean_score([right[0] for right in quoted]),
        "counted_too_many": mean_score(list(_surplus(counted))),
    }


def _surplus(counted: Iterable[Asked]) -> Iterator[float]:
    """How many voices more an answer counts than there are, as a share of those there are."""
    for one in counted:
        if one.result.tally and one.question.tally:
            yield one.result.tally.of / one.question.tally.of - 1


def wrong(one: Answered, result: Result) -> Iterator[str]:
    """What a reader of this answer should see where it goes wrong."""
    answer, gold = one.reply.answer, told(one.product, one.marked)
    rights = one.quotes_right()
    silent = answer.outcome not in (Outcome.ANSWERED, Outcome.PARTIAL)
    if all(rights) and silent == (one.question.answerable == "none"):
        return
    yield f"\n# {one.product.product} | {one.marked.text} | {answer.outcome.value}, {one.question.answerable}"
    yield from (sentence.text for sentence in answer.sentences)
    for citation, right in zip(answer.citations, rights, strict=True):
        yield f"  {'right' if right else 'WRONG'}: {citation.quote}"
    said = result.tally
    if said and gold.of:
        counted, there = (said.for_, said.against, said.mixed), map(len, (gold.for_, gold.against, gold.mixed))
        yield f"  counted for, against, mixed {counted} of {tuple(there)}"
