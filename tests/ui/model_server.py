"""The console over an assistant whose answers a chat model words: `python -m tests.ui.model_server PORT HOME URL`."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Final

import uvicorn

from chat.assistant import Assistant
from chat.deciding import Decision
from chat.gate import Gate
from chat.llm.opening import open_writer
from data.products import Product
from data.settings import Settings
from retrieval.search import Searcher
from tests.imports_for_tests import FakeModel
from tests.records_for_tests import Shop, review
from ui.quiet import hush
from ui.server import create_server
from ui.staff.office import Office

PATIENCE_S: Final = 150.0
"""Two busy cores read a prompt slowly; deadlines have tests of their own."""
REVIEWS: Final = (
    review(1, "My dry skin drinks it up, and two pumps last the day.", rating=5.0),
    review(2, "On dry skin it is too light for me in winter.", rating=2.0),
    review(3, "The pump broke after a week.", rating=1.0),
    review(4, "Ma peau très sèche ne tiraille plus du tout.", rating=5.0, language="fr"),
)


def main(port: int, home: Path, url: str) -> None:
    """Serve until it is ended."""
    hush(os.environ)
    shop = Shop(home)
    shop.ledger.put_products([Product("cream", {"fr": "Crème", "en": "Cream"})])
    shop.keep(*REVIEWS)
    shop.build()
    # the key is text here, and a secret once read
    settings = Settings(_env_file=None, home=home, chat_model="openai:small", chat_base_url=url, chat_api_key="none")  # type: ignore[arg-type]
    writer = open_writer(settings)
    assert writer is not None
    writer._first_s = writer._total_s = PATIENCE_S
    writer._bound["max_tokens"] = 60
    assistant = Assistant(
        shop.ledger,
        Searcher(shop.index, shop.embedder, 4),
        Gate(-3.0, {"coverage": 6.0}, 0.5, 0.5, 0.2),
        lambda: date(2026, 6, 1),
        writer=writer,
        decision=Decision(0.0, {"best": 1.0}, 0.5, 0.2),
    )
    app = create_server(assistant, staff=True, office=Office(settings, FakeModel()))
    uvicorn.run(app, port=port, log_level="error", ws="none", timeout_graceful_shutdown=2)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
