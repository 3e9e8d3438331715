"""Question sets run on the served assistant: one run at a time, in a thread, which can be stopped.

Questions are asked one after the other, so that shoppers hardly notice, and are neither noted nor counted. A run's
words stay in memory; what is written to disk is its figures alone.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic, perf_counter
from typing import Literal

from chat.contract import AssistantLike, Reply
from chat.conversation import Conversation
from chat.manner import Answerer, Manner
from data.errors import EvalError, TemoinError
from data.ledger import Ledger
from data.records import Record
from eval.asking import asker
from eval.baseline import Baseline, as_json, of_run, read_baseline
from eval.corpus import read_corpus
from eval.quick import quick_subset
from eval.runs import About, EvalRun, excerpts
from eval.scorecard import scores
from eval.sets_reading import SHIPPED, read_questions

log = logging.getLogger("temoin.evaluation")
State = Literal["running", "done", "stopped", "failed"]
IN_MEMORY, ON_DISK = 3, 20
"""Runs kept with their words, and with their figures alone."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be run: sets by name, all where there is none."""

    sets: tuple[str, ...] = ()
    quick: bool = True
    variants: bool = False
    answerer: Answerer = "assembled"


@dataclass(slots=True)
class Run:
    """One run, changed by its own thread only; `of` is 0 until the questions are read."""

    id: str
    wanted: Wanted
    started: datetime
    state: State = "running"
    done: int = 0
    of: int = 0
    seconds: float = 0.0
    error: str | None = None
    whole: EvalRun | None = None
    stop: Event = field(default_factory=Event)


class Unkept:
    """The served assistant, asked in a manner that leaves no mark; what a run needs of it."""

    def __init__(self, assistant: AssistantLike, answerer: Answerer) -> None:
        self._assistant, self._manner = assistant, Manner(answerer, kept=False)

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        """Answer the last question."""
        return self._assistant.answer(replace(conversation, manner=self._manner), product_id)

    def record(self, record_id: str) -> Record:
        """One served record (`NotFoundError`)."""
        return self._assistant.record(record_id)


class Bench:
    """The runs of one installation; safe between threads."""

    def __init__(self, folder: Path, ledger: Callable[[], Ledger], assistant: Callable[[], AssistantLike]) -> None:
        """`folder` holds the figures of runs in `runs` and question sets of the shop's own in `sets`."""
        self._folder, self._ledger, self._assistant = folder, ledger, assistant
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._lock = Lock()

    def sets(self) -> dict[str, Path]:
        """Question sets by name: those shipped, and the shop's own, which win."""
        folders = (SHIPPED, self._folder / "sets")
        return {path.stem: path for one in folders for path in sorted(one.glob("*.jsonl")) if "." not in path.stem}

    def start(self, wanted: Wanted) -> Run | None:
        """Begin a run; `None` while another one goes on."""
        with self._lock:
            if any(run.state == "running" for run in self._runs.values()):
                return None
            now = datetime.now(UTC)
            run = Run(f"{now:%Y%m%d-%H%M%S-%f}"[:19], wanted, now)
            self._runs[run.id] = run
            for old in list(self._runs)[:-IN_MEMORY]:
                del self._runs[old]
        Thread(target=self._work, args=(run,), name="evaluation", daemon=True).start()
        return run

    def run(self, run_id: str) -> Run | None:
        """A run that is in memory."""
        with self._lock:
            return self._runs.get(run_id)

    def runs(self) -> list[Run]:
        """Runs in memory, newest first."""
        with self._lock:
            return list(reversed(self._runs.values()))

    def kept(self) -> list[str]:
        """Ids of the runs whose figures are on disk, newest first."""
        return sorted((path.stem for path in (self._folder / "runs").glob("*.json")), reverse=True)

    def figures(self, run_id: str) -> Baseline | None:
        """A run's figures and the rows behind them, from memory or else from disk (`EvalError`)."""
        run = self.run(run_id)
        if run is not None and run.whole is not None:
            return of_run(run.whole)
        path = self._folder / "runs" / f"{run_id}.json"
        return read_baseline(path) if path.is_file() else None

    def close(self) -> None:
        """Stop what runs."""
        for run in self.runs():
            run.stop.set()

    def _work(self, run: Run) -> None:
        started = monotonic()
        try:
            run.whole = self._asked(run)
            if run.whole is not None:
                self._keep(run.id, run.whole)
            run.state = "done" if run.whole else "stopped"
        except TemoinError as error:
            run.error, run.state = str(error), "failed"
        except Exception:
            log.exception("the run %s of question sets failed", run.id)
            run.error, run.state = "it failed on our side: the server's log says why", "failed"
        finally:
            run.seconds = round(monotonic() - started, 1)

    def _asked(self, run: Run) -> EvalRun | None:
        known, wanted = self.sets(), run.wanted
        names = wanted.sets or tuple(known)
        questions = read_questions(
            [known[name] for name in names], read_corpus(self._ledger()), variants=wanted.variants
        )
        questions = quick_subset(questions) if wanted.quick else questions
        if not questions:
            raise EvalError(f"none of {', '.join(names)} has a question to ask: run them whole rather than quickly")
        assistant = Unkept(self._assistant(), wanted.answerer)
        run.of, ask, results, began = len(questions), asker(assistant), [], monotonic()
        for question in questions:
            if run.stop.is_set():
                return None
            started = perf_counter()
            result = ask(question)
            results.append(replace(result, milliseconds=round((perf_counter() - started) * 1000, 2)))
            run.done += 1
        made, seconds = datetime.now(UTC).isoformat(timespec="seconds"), round(monotonic() - began, 1)
        about = About(names, wanted.answerer, wanted.quick, wanted.variants, "", run.id, 1, made, seconds)
        shown = excerpts(questions, results, assistant.record)
        bare = EvalRun(about, {}, tuple(questions), tuple(results), shown)
        return replace(bare, slices=scores(bare.asked))

    def _keep(self, run_id: str, whole: EvalRun) -> None:
        """A disk that cannot be written costs the comparison with later runs, and nothing else."""
        folder = self._folder / "runs"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{run_id}.json").write_text(as_json(of_run(whole)), encoding="utf-8")
            for old in sorted(folder.glob("*.json"))[:-ON_DISK]:
                old.unlink()
        except OSError as error:
            log.warning("the figures of run %s were not kept: %s", run_id, error.strerror or error)
