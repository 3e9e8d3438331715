"""A small shop that asks while its disk takes nothing any more; prints what came of it as JSON.

`python -m tests.chat.serving.full_disk_shop FOLDER`: in a process of its own, whose files may not grow.
"""

import json
import resource
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from chat.assistant import Assistant
from chat.conversation import Conversation
from chat.deciding import Decision
from chat.gate import Gate
from data.errors import LedgerError
from retrieval.search import Searcher
from tests.records_for_tests import Shop, review

UNANSWERED = "Does the lid survive a fall from the roof of a house?"


def opened(folder: Path) -> tuple[Shop, Assistant]:
    """A shop with some reviews and its assistant."""
    shop = Shop(folder)
    shop.keep(*(review(number, f"My dry skin drinks it up, jar number {number}.") for number in range(6)))
    shop.build()
    gate = Gate(-3.0, {"coverage": 6.0}, 0.5, 0.5, 0.2)
    searcher = Searcher(shop.index, shop.embedder, 4)
    return shop, Assistant(shop.ledger, searcher, gate, decision=Decision(0.0, {"best": 1.0}, 0.5, 0.2))


def main(folder: Path) -> None:
    """Ask once, fill the disk, then ask, give feedback, back up and import."""
    shop, assistant = opened(folder)
    assistant.answer(Conversation.of(UNANSWERED, "en"), "cream")
    kept = len(shop.ledger.journal.questions())
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    told = {"kept_before": kept, "outcomes": [], "refused": []}
    for question in ("dry skin?", UNANSWERED):
        told["outcomes"].append(assistant.answer(Conversation.of(question, "en"), "cream").answer.outcome.value)
    for write in (
        lambda: assistant.note_feedback("answer-1", "helpful", None),
        lambda: shop.keep(review(9, "One more.")),
        lambda: shop.ledger.care.backup(folder / "backups", datetime.now(UTC), lambda done, total: None),
    ):
        try:
            write()
        except LedgerError as error:
            told["refused"].append(str(error))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    told["faults"] = shop.ledger.care.faults()
    told["ready"] = assistant.ready()
    told["backups"] = [path.name for path in folder.glob("backups/*")]
    shop.keep(review(9, "One more."))
    told["records"] = shop.ledger.care.content().counts["records"]
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
