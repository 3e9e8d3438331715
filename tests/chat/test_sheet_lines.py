"""What the brand's sheet states in a line of its own is told where it is asked for, however the question is put."""

from collections.abc import Iterator

import pytest

from chat.answer import Outcome
from chat.assistant import Assistant
from chat.conversation import Conversation
from chat.deciding import Decision
from chat.gate import Gate
from chat.sheet_lines import _kinds, lines_asked_for
from chat.understanding.intent_words import plain
from data.records import Kind
from retrieval.centres import Centres
from retrieval.search import Searcher
from retrieval.shelf import Shelf, shelf_of
from tests.fakes_embedder import FakeEmbedder
from tests.records_for_tests import Shop, review
from tests.retrieval.hits_for_tests import rows_for

ENGLISH = (
    "Weight: 485 g per boot in size 38.\nRecommended sleeper weight: up to 120 kg.\nShaft height: 13 cm.\n"
    "Heel: 5.5 cm, broad block.\nUpper: Waxed calf leather.\nColours: Black, cognac.\nCare: Clear leather cream.\n"
    "Heat sources: Gas, induction.\nPower: 1200 W."
)
FRENCH = (
    "Poids : 485 g la bottine en 38.\nHauteur de tige : 13 cm.\nTalon : 5,5 cm, bloc large.\nCouleurs : Noir, cognac.\n"
    "Dessus : Cuir de veau.\nEntretien : Crème incolore."
)
SHEET = (
    review(1, ENGLISH, kind=Kind.PRODUCT, id="product-en", rating=None, author=None),
    review(2, FRENCH, kind=Kind.PRODUCT, id="product-fr", rating=None, author=None, language="fr"),
)
OPINION = review(3, "Weight: far too much for me, and the heel is high.")


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return shelf_of(rows_for([*SHEET, OPINION], FakeEmbedder()), Centres())


@pytest.mark.parametrize(
    ("question", "language", "lines"),
    [
        ("How heavy is it?", "en", ["Weight: 485 g per boot in size 38."]),
        ("c'est lourd ?", "fr", ["Poids : 485 g la bottine en 38."]),
        ("combien elle pese", "fr", ["Poids : 485 g la bottine en 38."]),
        ("quelle est la hauteur du talon ?", "fr", ["Talon : 5,5 cm, bloc large."]),
        ("What is it made of?", "en", ["Upper: Waxed calf leather."]),
        ("c'est en quelle matière ?", "fr", ["Dessus : Cuir de veau."]),
        ("Which colours are there?", "en", ["Colours: Black, cognac."]),
        ("How do I clean them?", "en", ["Care: Clear leather cream."]),
        ("comment les entretenir ?", "fr", ["Entretien : Crème incolore."]),
        ("ça marche sur l'induction ?", "fr", ["Heat sources: Gas, induction."]),
        ("how many watts is the motor?", "en", ["Power: 1200 W."]),
        ("Is the heel comfortable?", "en", []),
        ("Does the upper crack?", "en", []),
        ("je pèse 95 kilos, ça tient ?", "fr", []),
        ("Can I carry something heavy in them?", "en", []),
        ("Est-ce que ça taille grand ?", "fr", []),
    ],
)
def test_a_line_is_found_by_what_it_states_in_the_language_of_the_question(
    shelf: Shelf, question: str, language: str, lines: list[str]
) -> None:
    assert [span.text for span in lines_asked_for(question, language, shelf)] == lines


def test_a_label_that_says_more_than_is_asked_gives_way(shelf: Shelf) -> None:
    told = [span.text for span in lines_asked_for("what is the height of the shaft?", "en", shelf)]
    assert told == ["Shaft height: 13 cm."]
    assert not lines_asked_for("what is the height?", "en", shelf)
    assert not any("sleeper" in span.text for span in lines_asked_for("What is its weight?", "en", shelf))


def test_what_a_customer_writes_is_no_line_of_the_sheet(shelf: Shelf) -> None:
    assert all("far too much" not in span.text for span in lines_asked_for("how heavy is it?", "en", shelf))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    shop = Shop(tmp_path_factory.mktemp("home"))
    shop.keep(*SHEET, OPINION)
    shop.build()
    gate, decision = Gate(-9.0, {"coverage": 1.0}, 0.5, 0.3, 0.2), Decision(0.0, {"best": 1.0}, 0.5, 0.2)
    yield Assistant(shop.ledger, Searcher(shop.index, shop.embedder, 4), gate, decision=decision)
    shop.ledger.close()


def test_where_nobody_answers_the_sheet_does_and_is_quoted(assistant: Assistant) -> None:
    reply = assistant.answer(Conversation.of("How heavy is it?", "en"), "cream")
    assert reply.answer.outcome is Outcome.ANSWERED
    assert [citation.quote for citation in reply.answer.citations] == ["Weight: 485 g per boot in size 38."]
    assert "According to the brand" in reply.answer.text
    assert reply.trace.figures["best"] < 0, "what a sheet states says nothing of what customers do"


def test_what_neither_states_is_nowhere(assistant: Assistant) -> None:
    answer = assistant.answer(Conversation.of("Is it waterproof?", "en"), "cream").answer
    assert answer.outcome is Outcome.NO_EVIDENCE


def test_every_wording_and_label_is_a_pattern_in_folded_text() -> None:
    for kind in _kinds():
        for wording in (kind.asked, *kind.labels):
            assert wording.pattern == plain(wording.pattern)
