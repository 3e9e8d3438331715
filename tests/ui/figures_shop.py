"""A shop with figures: the fake assistant's records in a real ledger, answers, feedback, and a question set of its own."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from data.answer_log import LoggedAnswer
from data.home import Home
from data.identity import fingerprint
from data.journal import AskedQuestion, Feedback
from data.ledger import Ledger
from tests.fakes_assistant import CREAM, RECORDS, SHOE, XSS

NOW: Final = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
VIDEO: Final = RECORDS[5].id
REVIEW: Final = RECORDS[0].id
LINES: Final = (
    {"id": "own-1", "language": "fr", "product": "creme-rosee", "question": "Convient-elle aux peaux sèches ?",
     "intent": "product_question", "answerable": "full", "evidence": [[REVIEW]]},
    {"id": "own-2", "language": "en", "product": "creme-rosee", "question": "Is it good for dry skin?", "intent":
     "product_question", "answerable": "none", "history": [{"role": "shopper", "text": "Hi"},
                                                           {"role": "assistant", "text": "Hello!"}]},
    {"id": "own-3", "language": "fr", "product": "creme-rosee", "question": "Et au ski ?", "intent":
     "product_question", "answerable": "none"},
)  # fmt: skip


def logged(number: int, outcome: str = "answered", topic: str | None = "dry_skin", days: int = 0) -> LoggedAnswer:
    """An answer on the cream; one that is answered cites a review, and every second one the video at its second."""
    cited = ((REVIEW, None), (VIDEO, 42.0))[: 1 + number % 2] if outcome == "answered" else ()
    at = NOW - timedelta(days=days)
    return LoggedAnswer(f"answer-{number}", "creme-rosee", "fr", "product_question", topic, outcome, cited, 40.0, at)


def filled(folder: Path) -> Path:
    """A home below a folder; its path."""
    home = Home(folder / "home").prepare()
    with Ledger.open(home.ledger_url) as ledger:
        ledger.put_products([CREAM, SHOE])
        ledger.put_records([(record, fingerprint(record)) for record in RECORDS])
        answers = [*(logged(n, days=10 * n) for n in range(4)), *(logged(n, "no_evidence", "pets") for n in (8, 9))]
        ledger.answers.add(answers)
        ledger.journal.add_feedback(Feedback("answer-1", "helpful", None, NOW))
        ledger.journal.add_feedback(Feedback("answer-3", "wrong", f"=1+1 {XSS}", NOW))
        ledger.journal.add_feedback(Feedback("answer-of-another-day", "unhelpful", None, NOW))
        early = NOW - timedelta(days=200)
        ledger.journal.add_question(AskedQuestion("Et avec un chien ?", "creme-rosee", "fr", "no_evidence", early))
    own = home.root / "eval" / "sets"
    own.mkdir(parents=True)
    (own / "own.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in LINES), encoding="utf-8")
    return home.root
