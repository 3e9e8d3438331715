"""People like the shopper go first and are named as such; two questions in one message are both answered."""

from collections.abc import Iterator
from datetime import date

import pytest

from chat.answer import Citation, Outcome, Sentence
from chat.answers.several import of_named_product, several
from chat.assistant import Assistant
from chat.contract import Reply
from chat.conversation import Conversation, Turn
from chat.deciding import Decision
from chat.draft import Draft
from chat.gate import Gate
from chat.selection import Proof, like_the_shopper_first, own_language_first
from chat.understanding.alike import alike, said_alike, shared_traits
from chat.understanding.shopper import profile_of
from chat.way import Way
from data.products import Product
from data.records import Kind, Record
from data.spans import Span
from retrieval.filters import RecordFacts
from retrieval.hits import Hit, Scores
from retrieval.search import Searcher
from tests.records_for_tests import Shop, review

SHEET = Product("cream", {"fr": "Crème", "en": "Cream"}, price="38.00", currency="EUR")
LIGHT = (
    review(1, "The texture is light and pleasant.", author="Ann"),
    review(2, "I have oily skin and the texture is light.", author="Bob"),
    review(3, "My skin is dry and the texture is light.", author="Claire"),
    review(4, "The texture is light enough.", author="Dan"),
    review(5, "Such a light texture.", author="Eve"),
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    shop = Shop(tmp_path_factory.mktemp("home"))
    shop.ledger.put_products([SHEET])
    shop.keep(*LIGHT)
    shop.build()
    gate, decision = Gate(-3.0, {"coverage": 6.0}, 0.5, 0.3, 0.2), Decision(0.0, {"best": 1.0}, 0.5, 0.2)
    yield Assistant(shop.ledger, Searcher(shop.index, shop.embedder, 4), gate, lambda: date(2026, 6, 1), None, decision)
    shop.ledger.close()


def ask(assistant: Assistant, *questions: str) -> Reply:
    return assistant.answer(Conversation(tuple(Turn("shopper", text) for text in questions), "en"), "cream")


def test_a_reviewer_like_the_shopper_is_quoted_and_named(assistant: Assistant) -> None:
    reply = ask(assistant, "My skin is dry.", "Which texture is light?")
    quoted = {citation.author: citation.number for citation in reply.answer.citations}
    assert "Claire" in quoted
    assert Sentence("Dry skin, like you: Claire.", (quoted["Claire"],)) in reply.answer.sentences
    stages = {stage.name: stage for stage in reply.trace.stages}
    assert stages["profile"].decision == "skin_type dry"
    assert stages["people like the shopper"].decision == "1 alike, 1 not"


def test_who_tells_nothing_of_themselves_is_compared_with_nobody(assistant: Assistant) -> None:
    reply = ask(assistant, "Which texture is light?")
    assert not any("like you" in sentence.text for sentence in reply.answer.sentences)
    assert "people like the shopper" not in {stage.name for stage in reply.trace.stages}


def told(*questions: str, language: str = "fr") -> Conversation:
    return Conversation(tuple(Turn("shopper", text) for text in questions), language)


def cited(number: int, record: Record) -> Citation:
    return Citation(number, record.id, 0, 4, record.text[:4], record.kind, False, "fr", author=record.author)


def test_the_phrase_says_like_you_only_of_what_the_shopper_said_of_themselves() -> None:
    record = review(1, "J'ai la peau sèche et j'adore.", author="Inès, Lyon")
    mine, asked = told("j'ai la peau sèche, ça va ?"), told("ça va aux peaux sèches ?")
    for conversation, expected in ((mine, Sentence("Peau sèche, comme vous : Inès.", (2,))), (asked, None)):
        assert said_alike(profile_of(conversation), conversation, [(cited(2, record), record)], "fr") == expected


def test_nameless_and_several_people_are_counted() -> None:
    records = [review(n, "I have wide feet and love it.", author=None) for n in (1, 2)]
    conversation = told("I have wide feet", language="en")
    quoted = [(cited(n, record), record) for n, record in enumerate(records, start=1)]
    said = said_alike(profile_of(conversation), conversation, quoted, "en")
    assert said == Sentence("Wide feet, like you: 2 customers quoted.", (1, 2))
    assert said_alike(profile_of(told("bonjour")), told("bonjour"), quoted, "fr") is None


def test_skin_may_be_sensitive_and_dry_but_not_dry_and_oily() -> None:
    sensitive, oily = profile_of(told("j'ai la peau sensible")), profile_of(told("j'ai la peau grasse"))
    dry = review(1, "J'ai la peau sèche.")
    assert alike(sensitive, {"a": dry}) == {}
    assert alike(oily, {"a": dry}) == {"a": -1.0}
    assert shared_traits(oily, dry) == ()


def test_the_brand_is_like_nobody() -> None:
    sheet = review(9, "Ma peau est sèche.", kind=Kind.PRODUCT, id="product-1", rating=None, title="Crème")
    assert alike(profile_of(told("peau sèche")), {sheet.id: sheet}) == {}


def proof(number: int, probability: float, language: str = "en") -> Proof:
    about = RecordFacts(f"r{number}", "cream", Kind.REVIEW, language)
    return Proof(Hit(Span(f"r{number}", 0, 4, "text"), about, Scores(0.0, 0.0, 0.0, 0.0), number), probability)


def test_likeness_moves_a_proof_up_but_does_not_outweigh_a_much_better_one() -> None:
    proofs = [proof(1, 0.9), proof(2, 0.7), proof(3, 0.4)]
    order = [p.hit.about.record_id for p in like_the_shopper_first(proofs, {"r2": 1.0, "r3": 1.0})]
    assert order == ["r2", "r1", "r3"]
    assert like_the_shopper_first(proofs, {}) == proofs
    assert [p.hit.about.record_id for p in own_language_first(proofs, "en", {"r1": -1.0})] == ["r2", "r1", "r3"]


def test_both_questions_are_answered_and_the_trace_shows_them(assistant: Assistant) -> None:
    reply = ask(assistant, "is the texture light and how much does it cost?")
    first, second = (s.text for s in reply.answer.sentences if s.text.startswith("On "))
    assert first.startswith("On your first question: ")
    assert "38" in second
    assert "parts" in {stage.name for stage in reply.trace.stages}
    numbers = {citation.number for citation in reply.answer.citations}
    assert len(numbers) == len(reply.answer.citations)
    assert {number for sentence in reply.answer.sentences for number in sentence.citations} <= numbers


def test_where_one_part_has_no_answer_the_whole_is_answered_in_part() -> None:
    way = Way(told("a et b"), "cream", "fr")
    known = Draft(Outcome.ANSWERED, (Sentence("Oui.", (1,)),), (cited(1, LIGHT[0]),))
    unknown = Draft(Outcome.NO_EVIDENCE, (Sentence("Rien trouvé."),))
    both = several(way, [], [unknown, known])
    assert both.outcome is Outcome.PARTIAL
    assert [s.text for s in both.sentences][:2] == ["À votre première question : Rien trouvé.", "À la seconde : Oui."]
    assert several(way, [], [unknown, unknown]).outcome is Outcome.NO_EVIDENCE
    assert [c.number for c in several(way, [], [known, known]).citations] == [1, 2]
    assert of_named_product(known, "Crème", "fr").sentences[0].text == "Crème — Oui."
