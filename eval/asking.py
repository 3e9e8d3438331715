"""Asks every question, on every core, and goes on where an interrupted run stopped."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Protocol

from pydantic import TypeAdapter

from chat.contract import Reply
from chat.conversation import Conversation
from data.records import Record
from eval.judging import failed, judge
from eval.progress import Bars
from eval.questions import EvalQuestion
from eval.results import Result

TIMED = 60
"""Questions asked once more, alone, for their latency."""
_RESULT: TypeAdapter[Result] = TypeAdapter(Result)

Ask = Callable[[EvalQuestion], Result]


class Answering(Protocol):
    """What a run needs of an assistant."""

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        """Answer the last question."""
        ...

    def record(self, record_id: str) -> Record:
        """One served record (`NotFoundError`)."""
        ...


class Journal:
    """The results so far of one run, a line each; those of a run with another key are dropped."""

    def __init__(self, path: Path, key: str) -> None:
        """Read what is there; a last line that was cut short is asked again."""
        self._path, self.done = path, dict[str, Result]()
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        if lines and lines[0] == json.dumps({"key": key}):
            for line in lines[1:]:
                try:
                    result = _RESULT.validate_json(line)
                except ValueError:
                    continue
                self.done[result.id] = result
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = [json.dumps({"key": key}), *(_RESULT.dump_json(result).decode() for result in self.done.values())]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")

    def add(self, result: Result) -> None:
        """Keep one more result, on disk at once."""
        self.done[result.id] = result
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_RESULT.dump_json(result).decode() + "\n")

    def close(self) -> None:
        """The run is whole: forget how it came about."""
        self._path.unlink(missing_ok=True)


def asker(assistant: Answering) -> Ask:
    """Asks one question and judges the reply; an assistant that fails has a result too."""
    look_up = lru_cache(maxsize=None)(assistant.record)

    def ask(question: EvalQuestion) -> Result:
        try:
            return judge(question, assistant.answer(question.conversation, question.product_id), look_up)
        except Exception as error:  # noqa: BLE001 - a question that breaks the assistant is a finding, not the run's end
            return failed(question, error)

    return ask


def ask_all(questions: Sequence[EvalQuestion], ask: Ask, jobs: int, journal: Journal | None = None) -> list[Result]:
    """The results in the order of the questions; those in the journal are not asked again."""
    done = journal.done if journal else {}
    todo = [question for question in questions if question.id not in done]
    step, results = Bars().begin("asked", len(questions)), dict(done)
    step(len(questions) - len(todo))
    with ThreadPoolExecutor(jobs) as pool:
        waiting = [pool.submit(ask, question) for question in todo]
        try:
            for future in as_completed(waiting):
                result = future.result()
                results[result.id] = result
                if journal:
                    journal.add(result)
                step(1)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return [results[question.id] for question in questions]


def timed(questions: Sequence[EvalQuestion], results: Sequence[Result], ask: Ask) -> list[Result]:
    """The results, some of them with the milliseconds their question took alone; the model and shelves are warm."""
    every = max(1, -(-len(questions) // TIMED))
    chosen = {question.id: question for question in questions[::every]}
    step, took = Bars().begin("timed", len(chosen)), dict[str, float]()
    for question_id, question in chosen.items():
        started = perf_counter()
        ask(question)
        took[question_id] = round((perf_counter() - started) * 1000, 2)
        step(1)
    return [replace(result, milliseconds=took.get(result.id)) for result in results]
