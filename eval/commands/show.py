"""`show QUESTION`: ask one question of the sets again and print everything that led to its answer."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.errors import EvalError
from eval.opening import Opener, add_room_arguments, open_room, ready

if TYPE_CHECKING:
    from chat.tracing import Trace
    from eval.corpus import Corpus
    from eval.results import Asked

WIDEST = 160
CANDIDATES = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The question by its id."""
    parser.add_argument("question", metavar="QUESTION", help="id of a question, a hand count or a variant")
    parser.add_argument("sets", nargs="*", metavar="SET", help="sets to look in; otherwise the shipped ones")
    add_room_arguments(parser)


def run(given: argparse.Namespace, opener: Opener | None = None) -> int:
    """Print question, answer, verdict and trace."""
    from functools import lru_cache

    from eval.judging import judge
    from eval.results import Asked
    from eval.sets_reading import read_questions, set_paths

    room = open_room(given, opener)
    questions = {q.id: q for q in read_questions(set_paths(given.sets), room.corpus, variants=True)}
    question = questions.get(given.question)
    if question is None:
        raise EvalError(f"no question has the id {given.question!r}{_nearest(given.question, list(questions))}")
    assistant = ready(room.open_assistant())
    reply = assistant.answer(question.conversation, question.product_id)
    result = judge(question, reply, lru_cache(maxsize=None)(assistant.record))
    print("\n".join([*_told(Asked(question, result), room.corpus), *_trace(reply.trace, question.acceptable)]))
    return 0


def _nearest(wanted: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(wanted, known, 3)
    return f": the nearest are {', '.join(near)}" if near else ""


def _told(one: "Asked", corpus: "Corpus") -> Iterator[str]:
    from eval.measures.outcome_accuracy import expected_outcomes
    from eval.reasons import reason_of

    question, result = one.question, one.result
    place = question.product_id or "all products"
    yield f"{question.id}  {question.set}  {question.split}  {question.language}  {place}"
    for turn in question.conversation.turns:
        yield f"  {turn.role}: {turn.text}"
    yield f"expected  {question.intent}, {question.answerable}, {' or '.join(sorted(expected_outcomes(question)))}"
    yield f"got       {result.intent}, {result.outcome}, confidence {result.confidence:.3f}"
    yield f"verdict   {reason_of(one) or 'right'}"
    yield from (f"  {line}" for line in result.sentences)
    for name, cited in (("cited", result.citations), ("nearest", result.nearest)):
        for proof in cited:
            mark = "right" if proof.record_id in question.acceptable else "wrong"
            yield f"{name} {mark}  {proof.record_id}  {_cut(proof.quote)}"
    for record_id in sorted(question.acceptable):
        record = corpus.records[record_id]
        yield f"evidence  {record_id}  {record.language} {record.kind.value}  {_cut(record.text)}"
    if question.tally:
        gold = question.tally
        yield f"by hand   {len(gold.for_)} for, {len(gold.against)} against, {len(gold.mixed)} mixed"


def _trace(trace: "Trace", acceptable: frozenset[str]) -> Iterator[str]:
    yield f"asked as  {trace.standalone_question}"
    for stage in trace.stages:
        yield f"stage     {stage.name}: {stage.decision} ({stage.reason}) {stage.ms} ms"
    yield f"figures   {', '.join(f'{name} {value:g}' for name, value in trace.figures.items())}"
    for rank, candidate in enumerate(trace.candidates[:CANDIDATES], start=1):
        mark = "+" if candidate.record_id in acceptable else " "
        scores = " ".join(f"{name} {value:.3f}" for name, value in candidate.scores.items())
        fate = candidate.refused or "shown"
        yield f"{rank:>3} {mark} {candidate.record_id}  {scores}  {fate}  {_cut(candidate.text)}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDEST else f"{flat[:WIDEST]} …"
