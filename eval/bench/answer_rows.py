"""Rows on the whole answer: how long a shopper waits for it, and for the first proof, on a product of many reviews."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

from chat.answer import Answer
from chat.assistant import Assistant
from chat.contract import Reply
from chat.conversation import Conversation
from chat.gate import fitted_gate
from eval.bench.measuring import cpu_s, race
from eval.bench.questions import QUESTIONS
from eval.bench.row import Row, row_of
from eval.bench.shops import Bench
from retrieval.cross_encoder import CrossEncoder

CLOCK, SIMULATED = "the clock", "simulated"


@dataclass
class Asking:
    """Asks an assistant its questions one after the other, and notes when first event and proofs of each came."""

    assistant: Assistant
    product_id: str
    firsts: list[float] = field(default_factory=list)
    proofs: list[float] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    left: Iterator[tuple[str, str]] = field(default_factory=lambda: iter(QUESTIONS))

    def ask(self) -> None:
        """One question to its end."""
        question, language = next(self.left)
        began = perf_counter()
        events = self.assistant.stream(Conversation.of(question, language), self.product_id)
        for seconds in (self.firsts, self.proofs):
            next(events)
            seconds.append(perf_counter() - began)
        *_, reply = events
        if isinstance(reply, Reply):
            self.answers.append(reply.answer)


def whole_answers(bench: Bench, reads: Callable[[], CrossEncoder | None], reviews: int, rounds: int) -> list[Row]:
    """Every question once a round, by an assistant that has counted nothing yet; its shelf is warm and read ahead.

    `reads` opens the cross-encoder, one a round: it remembers what it has read.
    """
    asked = [_opened(bench, reads()) for _ in range(rounds)]
    reading = timed_once(lambda: asked[0].assistant.read_ahead(threading.Event()))
    coming = iter(asked)
    current = [next(coming)]

    def ask() -> None:
        if len(current[0].answers) == len(QUESTIONS):
            current[0] = next(coming)
        current[0].ask()

    timed = race({"answer": ask}, rounds, len(QUESTIONS))
    told = _checked(bench, asked)
    name = f"whole answer, product of {reviews:,} reviews"
    note = f"as installed; read ahead in {reading:.1f} CPU s after the start"
    event = _p95(tuple(seconds for one in asked for seconds in one.firsts))
    proofs = _p95(tuple(seconds for one in asked for seconds in one.proofs))
    whole, cpu = _p95(timed.of("answer").wall), _p95(timed.of("answer").cpu)
    figures = (
        ("p95", whole, 300, note),
        ("CPU p95", cpu, None, ""),
        ("first event p95", event, 150, "what was understood"),
        ("proofs p95", proofs, None, ""),
    )
    return [
        row_of(
            f"{name}, {what}", "the clock", value, "ms", told, timed, "answer", at_most=most, how=SIMULATED, note=more
        )
        for what, value, most, more in figures
    ]


def _opened(bench: Bench, encoder: CrossEncoder | None) -> Asking:
    assistant = Assistant(bench.stores.ledger, bench.searcher_reading(encoder), fitted_gate(), keeps_questions=False)
    assistant.evidence("big", "bonjour", 1)
    return Asking(assistant, "big")


def _checked(bench: Bench, asked: list[Asking]) -> str:
    """Share of the quotes that stand in the ledger as they were given, and how many questions were answered."""
    answers = [answer for one in asked for answer in one.answers]
    quotes = [quote for answer in answers for quote in answer.citations]
    texts = bench.stores.ledger.records_among({quote.record_id for quote in quotes})
    true = sum(quote.quote == texts[quote.record_id].text[quote.start : quote.end] for quote in quotes)
    answered = sum(bool(answer.citations) for answer in answers)
    return f"{true} of {len(quotes)} quotes verbatim, {answered} of {len(answers)} with proofs"


def _p95(seconds: tuple[float, ...]) -> float:
    return float(np.percentile(np.array(seconds) * 1000, 95))


def timed_once(work: Callable[[], object]) -> float:
    """CPU seconds of something done once."""
    began = cpu_s()
    work()
    return cpu_s() - began
