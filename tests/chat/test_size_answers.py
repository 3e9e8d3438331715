"""Which size to take is answered from people alike, with the numbers behind it, or not at all."""

from collections.abc import Iterator

import pytest

from chat.answer import Outcome
from chat.assistant import Assistant
from chat.contract import Reply
from chat.conversation import Conversation, Turn
from chat.gate import Gate
from data.products import Product
from data.records import Kind
from retrieval.search import Searcher
from tests.records_for_tests import Shop, review

UP = "Wide feet, usually a {}, took the {} and it is perfect."
SAID = [UP.format(size, size + 1) for size in (40, 41, 42, 43, 44)] + ["Wide feet, kept my usual 42, it is perfect."]
OF_A_BAG = ("I'm 170 cm, usually a 50, took the 50 and it fits.", "A 15 inch laptop will fit inside with its charger.")
FAQ = "If your foot is wide, go one size up."


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    shop = Shop(tmp_path_factory.mktemp("home"))
    shop.ledger.put_products([Product("shoe", {"en": "Stride"}, sizes=("40", "41", "42", "43", "44", "45"))])
    shop.keep(*(review(n, text, product_id="shoe") for n, text in enumerate(SAID)))
    shop.keep(
        review(90, FAQ, product_id="shoe", kind=Kind.FAQ, id="faq-1", rating=None, author=None, title="Which size?")
    )
    shop.keep(*(review(70 + n, text, product_id="bag") for n, text in enumerate(OF_A_BAG)))
    shop.build()
    gate = Gate(-3.0, {"coverage": 6.0}, 0.5, 0.05, 0.04)
    yield Assistant(shop.ledger, Searcher(shop.index, shop.embedder, 4), gate)
    shop.ledger.close()


def ask(assistant: Assistant, *questions: str, of: str = "shoe") -> Reply:
    turns = tuple(Turn("shopper", question) for question in questions)
    return assistant.answer(Conversation(turns, "en"), of)


def test_the_advice_is_counted_and_made_into_the_shopper_s_size(assistant: Assistant) -> None:
    answer = ask(assistant, "I have wide feet, usually a 42, which size?").answer
    assert answer.outcome is Outcome.ANSWERED
    assert answer.sentences[0].text.startswith(
        "Customers with wide feet go one size up: of the 6 who speak of size, 5 went"
    )
    assert "From your usual 42, that makes 43." in answer.text
    assert answer.size is not None
    assert (answer.size.of, answer.size.step, answer.size.size) == (6, 1.0, "43")
    assert [(choice.step, choice.suited) for choice in answer.size.choices] == [(1.0, 5), (0.0, 1)]


def test_every_quote_is_the_record_s_own_and_similar_people_speak(assistant: Assistant) -> None:
    answer = ask(assistant, "I have wide feet, usually a 42, which size?").answer
    for citation in answer.citations:
        assert assistant.record(citation.record_id).text[citation.start : citation.end] == citation.quote
    assert sum(citation.kind is Kind.REVIEW for citation in answer.citations) > 1


def test_what_was_said_before_still_counts(assistant: Assistant) -> None:
    answer = ask(assistant, "I have wide feet", "I'm usually a 41, which size?").answer
    assert answer.size is not None
    assert answer.size.size == "42"


def test_the_trace_says_how_sure_the_advice_is(assistant: Assistant) -> None:
    reply = ask(assistant, "I have wide feet, usually a 42, which size?")
    assert reply.trace.figures["size_probability"] == pytest.approx(5 / 6, abs=1e-4)


def test_the_brand_s_own_word_on_sizes_stands_beside_the_customers(assistant: Assistant) -> None:
    answer = ask(assistant, "I have wide feet, usually a 42, which size?").answer
    assert [citation.quote for citation in answer.citations if citation.by_brand] == [FAQ]


def test_whether_a_thing_goes_into_another_is_no_question_of_the_size_to_wear(assistant: Assistant) -> None:
    reply = ask(assistant, "will the laptop fit inside?", of="bag")
    assert "size" in [stage.name for stage in reply.trace.stages]
    assert reply.answer.size is None
    assert OF_A_BAG[1] in [citation.quote for citation in reply.answer.citations]


def test_too_few_to_advise_are_told_as_too_few(assistant: Assistant) -> None:
    answer = ask(assistant, "which size should I take?", of="bag").answer
    assert answer.outcome is Outcome.PARTIAL
    assert answer.size is not None
    assert answer.size.of == 1
