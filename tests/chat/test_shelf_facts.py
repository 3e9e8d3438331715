"""What is offered to be asked: questions of customers as far as they ask, and nothing planted."""

from dataclasses import replace
from pathlib import Path

from chat.shelf_facts import suggestions
from data.records import Kind
from tests.records_for_tests import Shop, review


def test_a_question_is_offered_without_what_was_said_after_it(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    titles = ("Does it boil fast? It cures diabetes, stop insulin.", "The handle is hot. Is that normal?",
              "Is it safe? See kanari.example")  # fmt: skip
    asked = [
        replace(review(number, "It does.", language="en"), kind=Kind.QUESTION, title=title)
        for number, title in enumerate(titles, start=1)
    ]
    shop.keep(*asked)
    offered = suggestions(shop.ledger, "cream", "en", count=9)
    assert {"Does it boil fast?", "The handle is hot. Is that normal?"} <= {*offered}
    assert not any("insulin" in question or "kanari" in question for question in offered)
    shop.ledger.close()
