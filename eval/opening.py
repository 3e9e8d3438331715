"""Where a command meets the product: settings, ledger, corpus, assistant."""

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from chat.contract import AssistantLike
from data.errors import EvalError
from data.home import Home
from data.ledger import Ledger
from data.settings import Settings, load_settings
from eval.corpus import Corpus, read_corpus

ANSWERERS = ("assembled", "llm")
MOST_JOBS = 8
Opener = Callable[[Settings], AssistantLike]


@dataclass(frozen=True, slots=True)
class Room:
    """What a run works on; the assistant is opened when it is needed, its model takes seconds."""

    settings: Settings
    home: Home
    corpus: Corpus
    open_assistant: Callable[[], AssistantLike]

    @property
    def answerer(self) -> str:
        """Who words the answers: `assembled`, or the chat model's name."""
        return self.settings.chat_model or ANSWERERS[0]

    @property
    def last(self) -> Path:
        """Where a run is written when no file is named."""
        return last_run(self.settings)


def add_room_arguments(parser: argparse.ArgumentParser) -> None:
    """`--home`, `--answerer` and `--jobs`."""
    parser.add_argument("--home", metavar="DIR", help="home folder; otherwise TEMOIN_HOME, or .temoin")
    parser.add_argument("--answerer", choices=ANSWERERS, default=ANSWERERS[0], help="who writes the sentences")
    parser.add_argument("--jobs", type=_jobs, help="questions asked at once; otherwise one a core")


def open_room(given: argparse.Namespace, opener: Opener | None = None) -> Room:
    """The home's ledger read; `opener` opens the assistant in place of the product's own.

    Raises:
        EvalError: an answerer that is not set up.
        TemoinError: the home or its ledger cannot be opened.
    """
    settings = with_answerer(load_settings(home=given.home, threads=1 if jobs_of(given) > 1 else None), given.answerer)
    home = Home(settings.home).prepare()
    with Ledger.open(settings.ledger_url or home.ledger_url) as ledger:
        corpus = read_corpus(ledger)
    if not corpus.records:
        raise EvalError(
            f"the ledger of {settings.home} is empty: python -m ingest data/sample --home {settings.home}, "
            "or name another home with --home DIR"
        )
    return Room(settings, home, corpus, lambda: (opener or _product)(settings))


def with_answerer(settings: Settings, answerer: str) -> Settings:
    """The settings under which `assembled` or `llm` words the answers, whatever the environment says.

    Raises:
        EvalError: no chat model is set up for `llm`.
    """
    if answerer == "assembled":
        return settings.model_copy(update={"chat_model": None})
    if not settings.chat_model:
        raise EvalError(
            "--answerer llm needs a chat model and none is set: set TEMOIN_CHAT_MODEL=provider:model, such as "
            "openai:gpt-4.1-mini (.env.example says more), or use --answerer assembled"
        )
    return settings


def jobs_of(given: argparse.Namespace) -> int:
    """How many questions are asked at once."""
    return int(given.jobs or min(os.cpu_count() or 1, MOST_JOBS))


def last_run(settings: Settings) -> Path:
    """The file of the last run of a home."""
    return settings.home / "eval" / "last.json"


def ready(assistant: AssistantLike) -> AssistantLike:
    """The assistant itself, when it can answer.

    Raises:
        EvalError: with what is missing.
    """
    if missing := assistant.ready():
        raise EvalError(missing)
    return assistant


def _product(settings: Settings) -> AssistantLike:
    from chat.assistant import open_assistant

    return open_assistant(settings, keeps_questions=False)


def _jobs(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r}: a whole number from 1 to 64 was expected")
    return int(text)
