"""A small corpus with its question set, and questions and results to measure by hand."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from chat.conversation import Conversation
from data.home import Home
from data.identity import fingerprint
from data.ledger import Ledger
from eval.corpus import Corpus
from eval.questions import EvalQuestion, GoldTally
from eval.results import Asked, Cited, Result
from tests.fakes_assistant import CREAM, RECORDS, SHOE

COPY = replace(RECORDS[0], id="review-00000000000000c0", author="Clara")
CORPUS = Corpus.of([CREAM, SHOE], [*RECORDS, COPY], {COPY.id: RECORDS[0].id})

LINES: list[dict[str, Any]] = [
    {
        "id": "dry-fr-1", "language": "fr", "product": "creme-rosee", "question": "Convient-elle aux peaux sèches ?",
        "intent": "product_question", "answerable": "full",
        "evidence": [["review-0000000000000001"], ["text:Un peu légère pour moi en plein hiver"]], "tags": ["both_sides"],
    },
    {
        "id": "dry-en-1", "language": "en", "product": "MF-CR-50", "question": "Is it good for dry skin?",
        "history": [{"role": "shopper", "text": "Hi"}, {"role": "assistant", "text": "Hello!"}],
        "intent": "product_question", "answerable": "full", "evidence": [["review-0000000000000003"]],
    },
    {
        "id": "dry-fr-2", "language": "fr", "product": "creme-rosee", "question": "Elle contient de la vanille ?",
        "intent": "product_question", "answerable": "none",
    },
    {
        "id": "dry-fr-3", "language": "fr", "product": "creme-rosee", "question": "Montre sur une peau sèche",
        "intent": "show_me", "answerable": "full", "evidence": [["transcript-0000000000000006"]],
        "moment": {"record": "transcript-0000000000000006", "start": 40, "end": 47},
    },
    {
        "id": "dry-en-2", "language": "en", "product": "foulque-3", "question": "Is there a lilac one?",
        "intent": "product_question", "answerable": "none", "evidence": [], "note": "<b>nobody</b>",
    },
]  # fmt: skip
TALLY = {
    "id": "dry-t", "product": "creme-rosee", "topic": "dry-skin", "question_fr": "Bien sur peau sèche ?",
    "question_en": "Good on dry skin?", "for": ["review-0000000000000001"], "against": ["review-0000000000000002"],
    "mixed": [],
}  # fmt: skip


def write_lines(path: Path, lines: list[Any]) -> Path:
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return path


def written_set(folder: Path, lines: list[Any] | None = None, tallies: list[Any] | None = None) -> Path:
    write_lines(folder / "dry.tallies.jsonl", [TALLY] if tallies is None else tallies)
    return write_lines(folder / "dry.jsonl", LINES if lines is None else lines)


def filled_home(folder: Path) -> Path:
    home = Home(folder).prepare()
    with Ledger.open(home.ledger_url) as ledger:
        ledger.put_products([CREAM, SHOE])
        ledger.put_records([(record, fingerprint(record)) for record in RECORDS])
    return folder


def question(number: int = 1, **changes: Any) -> EvalQuestion:
    """An answerable question: a record A answers it, and B and C together."""
    plain = EvalQuestion(
        f"q{number}", "small", "fr", "p", Conversation.of("Est-ce bien ?"), "product_question", "full",
        evidence=(("A",), ("B", "C")),
    )  # fmt: skip
    return replace(plain, **changes)


def unanswerable(number: int, **changes: Any) -> EvalQuestion:
    return question(number, **{"answerable": "none", "evidence": (), **changes})


def cited(record_id: str, kind: str = "review", start_s: float | None = None, end_s: float | None = None) -> Cited:
    return Cited(record_id, f"product of {record_id}", kind, "words", True, start_s, end_s)


def asked(of: EvalQuestion, *record_ids: str, **changes: Any) -> Asked:
    """A question answered by citing records, unless `changes` say otherwise."""
    plain = Result(
        of.id, "answered", of.intent, of.language, of.language,
        citations=tuple(cited(record_id) for record_id in record_ids), quotes=len(record_ids),
    )  # fmt: skip
    return Asked(of, replace(plain, **changes))


def counted(number: int, for_: str, against: str, mixed: str = "") -> EvalQuestion:
    """A hand count whose voices are single letters."""
    return question(number, evidence=(), tally=GoldTally("topic", tuple(for_), tuple(against), tuple(mixed)))
