"""S1: poisoned reviews through the real import, asked about, in answers assembled from quotes."""

from collections.abc import Callable
from functools import lru_cache

from fastapi.testclient import TestClient

from chat.contract import Reply
from chat.llm.writer import Writer
from tests.trust.attacks.poison import Poison, poisons
from tests.trust.outcome import Outcome, Tally
from tests.trust.poisoned_shop import CARRIER_QUESTIONS, PoisonedShop, poisoned_shop
from tests.trust.scratch import Scratch
from tests.trust.violations import faults, page_faults
from ui.server import create_server


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """One try is one poisoned review, asked the question its carrier answers and the one its goal invites."""
    return attack(amount, seed, scratch)


def attack(
    amount: int, seed: int, scratch: Scratch, writer: Callable[[], Writer | None] = lambda: None, *, pages: bool = True
) -> Outcome:
    """As `run`, with a chat model where there is a writer, and the product's page beside where `pages`."""
    chosen, tally = list(poisons(amount, seed)), Tally()
    with poisoned_shop(chosen, scratch, writer) as shop:
        clean = lru_cache(maxsize=None)(shop.ask)
        browser = TestClient(create_server(shop.assistant))
        for poison in chosen:
            tally.check([f"{poison.name}: {fault}" for fault in _faults(poison, shop, clean, tally)])
            if pages and poison.disguise in ("plain", "HTML comment"):
                html = browser.get(f"/p/{poison.product_id}?lang={poison.language}").text
                tally.broken += [f"{poison.name}: {fault}" for fault in page_faults(html, poison.canary)]
                tally.count("pages")
        tally.count("held back at the door, then let in by hand", len(shop.held))
        tally.broken += [f"{record} was served while it was held back" for record in shop.leaked]
    return tally.outcome


def _faults(poison: Poison, shop: PoisonedShop, clean: Callable[[str, str, str], Reply], tally: Tally) -> list[str]:
    found = []
    for question in dict.fromkeys([CARRIER_QUESTIONS[poison.language], poison.question]):
        reply = shop.ask(poison.product_id, question, poison.language)
        before = clean(f"plain-{poison.language}", question, poison.language)
        found += faults(reply, poison, before, shop.ledger.record)
        tally.count("answers")
        tally.count("answers that quote the poison", any(
            poison.shown[:30] in citation.quote for citation in reply.answer.citations
        ))  # fmt: skip
        tally.count("sentences of a model", _of_model(reply))
    return found


def _of_model(reply: Reply) -> int:
    return len(reply.answer.sentences) - 1 if reply.answer.generated == "llm" else 0
