"""`answers`: write the book of answers, as a shopper would read them, to be read aloud before a release."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import EvalError
from eval.opening import Opener, add_room_arguments, open_room, ready

if TYPE_CHECKING:
    from chat.answer import Answer, Citation
    from chat.contract import AssistantLike

QUESTIONS = Path(__file__).parents[1] / "answers.jsonl"
ABOUT = (
    "Sixty questions over the sample, half of them French, with the answers and the proofs a shopper reads. Written by "
    "`make answers`; nothing here is edited by hand."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a shopper types on one product's page, message by message."""

    language: str
    product: str | None
    turns: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to write."""
    parser.add_argument("out", metavar="FILE", type=Path, help="Markdown file to write, such as docs/answers.md")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="JSON lines: language, product, turns")
    add_room_arguments(parser)


def run(given: argparse.Namespace, opener: Opener | None = None) -> int:
    """Ask every question and write the book."""
    asked = read(given.questions)
    assistant = ready(open_room(given, opener).open_assistant())
    given.out.write_text("\n".join(book(asked, assistant)).rstrip() + "\n", encoding="utf-8")
    print(f"{sum(len(one.turns) for one in asked)} answers in {given.out}")
    return 0


def read(path: Path) -> list[Asked]:
    """The questions of a file.

    Raises:
        EvalError: the file or one of its lines is not what it should be.
    """
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [Asked(str(row["language"]), row["product"], tuple(row["turns"])) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvalError(
            f'{path}: {error!r}; lines of {{"language": "fr", "product": id or null, "turns": […]}} were expected'
        ) from error


def book(asked: list[Asked], assistant: "AssistantLike") -> Iterator[str]:
    """The lines of the book, French questions first."""
    yield from ("# Answers", "", ABOUT)
    for language, title in (("fr", "## En français"), ("en", "## In English")):
        yield from ("", title)
        for one in asked:
            if one.language == language:
                yield from _conversation(one, assistant)


def _conversation(one: Asked, assistant: "AssistantLike") -> Iterator[str]:
    from chat.conversation import Conversation, Turn

    page = assistant.product(one.product).product.title(one.language) if one.product else "—"
    yield from ("", f"### {page}")
    said: list[Turn] = []
    for question in one.turns:
        said.append(Turn("shopper", question))
        answer = assistant.answer(Conversation(tuple(said), one.language), one.product).answer
        said.append(Turn("assistant", answer.text))
        yield from ("", f"**« {question} »**" if one.language == "fr" else f"**“{question}”**", "")
        yield from _answer(answer)


def _answer(answer: "Answer") -> Iterator[str]:
    from chat.labels import label
    from chat.quoting import only_quotes

    colon = {"fr": "\u00a0:", "en": ":"}
    quotes = {citation.number: citation.quote for citation in answer.citations}
    for line in answer.sentences:
        if not only_quotes(line, quotes):
            yield f"{_plain(line.text)}{''.join(f' [{n}]' for n in line.citations)}  "
    yield ""
    yield from (f"{citation.number}. {_proof(citation, answer.language)}" for citation in answer.citations)
    if answer.limit:
        yield from ("", f"_{_plain(answer.limit)}_")
    if answer.nearest:
        yield from ("", f"{label('nearest', answer.language)}{colon[answer.language]}", "")
        yield from (f"- {_proof(citation, answer.language)}" for citation in answer.nearest)
    yield from ("", f"<sub>{answer.outcome.value}</sub>")


def _proof(citation: "Citation", language: str) -> str:
    from chat.labels import date_labels, kind_label, label, provenance_labels
    from chat.quoting import shown
    from chat.wording import clock, quoted, rating

    facts = [kind_label(citation, language)]
    if citation.author or not citation.by_brand:
        facts.append(citation.author or label("anonymous", language))
    if citation.start_s is not None:
        facts.append(clock(citation.start_s))
    if citation.rating is not None:
        facts.append(rating(citation.rating, language))
    facts += [*provenance_labels(citation, language), *date_labels(citation, language)]
    return f"{_plain(quoted(shown(citation), language))} — {_plain(' · '.join(facts))}"


def _plain(text: str) -> str:
    """Text as Markdown shows it: what reviews hold is neither markup nor HTML."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in " ".join(text.split()))
