"""Products side by side: each with its count or its stars, and with words of its own customers."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from chat.answer import Outcome, Standing, Tally
from chat.assistant import Assistant
from chat.brand_facts import by_price, fact_compared
from chat.contract import Reply
from chat.conversation import Conversation
from chat.deciding import Decision
from chat.gate import Gate
from chat.intent import Intent
from chat.standing import lower_bound, standing_line, stars
from chat.understanding.recognition import intent_of
from data.products import Product
from retrieval.search import Searcher
from tests.records_for_tests import Shop, review

YEARS = {"fr": "2 ans, pompe comprise.", "en": "2 years, pump included."}
PRODUCTS = (
    Product("cream", {"fr": "Crème Rosée", "en": "Rosée Cream"}, category="face-cream", price="38", currency="EUR"),
    Product(
        "fluid", {"fr": "Fluide Brume", "en": "Brume Fluid"}, category="face-cream", price="29.5", currency="EUR",
        availability="out_of_stock", warranty=YEARS,
    ),
    Product("mask", {"fr": "Masque Lune", "en": "Lune Mask"}, category="face-mask"),
)  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    shop = Shop(tmp_path_factory.mktemp("home"))
    shop.ledger.put_products(PRODUCTS)
    said = ("The smell is lovely and light.", "Horrible smell, like glue.", "I love the smell of it.", "Smells great.")
    for place, product in enumerate(PRODUCTS[:2]):
        shop.keep(*(review(10 * place + n, text, product_id=product.id) for n, text in enumerate(said[: 4 - place])))
    shop.build()
    gate = Gate(-3.0, {"coverage": 6.0}, 0.5, 0.5, 0.2)
    decision = Decision(0.0, {"best": 1.0}, 0.5, 0.2)
    yield Assistant(shop.ledger, Searcher(shop.index, shop.embedder, 4), gate, decision=decision)
    shop.ledger.close()


def ask(assistant: Assistant, question: str, product: str | None = None) -> Reply:
    return assistant.answer(Conversation.of(question, "en"), product)


def test_named_products_stand_side_by_side_with_their_own_proofs(assistant: Assistant) -> None:
    answer = ask(assistant, "Rosée or Brume, which one smells better?").answer
    assert answer.outcome is Outcome.ANSWERED
    assert [standing.product_id for standing in answer.standings] == ["cream", "fluid"]
    for standing in answer.standings:
        quoted = [citation for citation in answer.citations if citation.number in standing.citations]
        assert all(assistant.record(citation.record_id).product_id == standing.product_id for citation in quoted)
    assert answer.text.startswith("Here is where these products stand")


def test_a_question_on_the_whole_shop_names_the_products_that_answer_it(assistant: Assistant) -> None:
    answer = ask(assistant, "which of your creams has a nice smell?").answer
    assert answer.standings
    assert {standing.product_id for standing in answer.standings} <= {"cream", "fluid"}


def test_a_comparison_without_a_topic_tells_the_stars(assistant: Assistant) -> None:
    answer = ask(assistant, "Rosée or Brume?").answer
    assert "4 rated reviews, 4 with 4 or 5 stars, 0 with 1 or 2" in answer.text


@pytest.mark.parametrize(
    "question", ["Rosée or Brume, which is better rated?", "between Rosée and Brume which one has more complaints"]
)
def test_which_is_better_rated_is_told_by_the_stars_and_by_no_count(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question).answer
    assert "4 rated reviews, 4 with 4 or 5 stars, 0 with 1 or 2" in answer.text
    assert [standing.tally for standing in answer.standings] == [None, None]


def test_stars_count_each_review_once(assistant: Assistant) -> None:
    about = assistant._searcher.shelf("cream").about
    assert stars([*about, *about]) == (4, 4, 0)


def test_few_voices_weigh_less_than_many() -> None:
    def tally(for_: int, against: int) -> Tally:
        return Tally("smell", for_, against, 0, for_ + against)

    assert lower_bound(tally(2, 0)) < lower_bound(tally(19, 1)) < lower_bound(tally(40, 0))
    assert lower_bound(tally(0, 0)) == 0


@pytest.mark.parametrize(
    ("tally", "french", "english"),
    [
        (
            None,
            "Rosée : 52 avis notés, 41 à 4 ou 5 étoiles, 6 à 1 ou 2.",
            "Rosée: 52 rated reviews, 41 with 4 or 5 stars, 6 with 1 or 2.",
        ),
        (
            Tally("smell", 3, 1, 0, 4),
            "Rosée : 3 contentes et 1 mécontente parmi les 4 personnes qui en parlent.",
            "Rosée: 3 happy and 1 unhappy among the 4 people who speak of it.",
        ),
        (Tally("smell", 0, 0, 0, 0), "Rosée : personne n'en parle.", "Rosée: nobody speaks of it."),
    ],
)
def test_a_line_of_a_comparison_reads_well(tally: Tally | None, french: str, english: str) -> None:
    standing = Standing("cream", "Rosée", tally, 52, 41, 6)
    assert standing_line(standing, "fr").replace("\u00a0", " ") == french
    assert standing_line(standing, "en") == english


def test_a_word_of_a_products_name_may_be_what_is_asked(tmp_path_factory: pytest.TempPathFactory) -> None:
    shop = Shop(tmp_path_factory.mktemp("home"))
    shop.ledger.put_products(
        [Product("cream", {"fr": "Crème Dry Skin", "en": "Dry Skin Cream"}, category="face-cream")]
    )
    said = ("My dry skin drinks it up.", "Great on dry skin.", "My dry skin loves it.", "Too light for dry skin.")
    shop.keep(*(review(n, text) for n, text in enumerate(said)))
    shop.build()
    gate = Gate(-3.0, {"coverage": 6.0}, 0.5, 0.5, 0.2)
    shopping = Assistant(shop.ledger, Searcher(shop.index, shop.embedder, 4), gate, decision=Decision(0, {}, 0.5, 0.2))
    (standing,) = ask(shopping, "which cream is best for dry skin?").answer.standings
    shop.ledger.close()
    assert standing.tally is not None
    assert standing.tally.topic == "dry skin"


@pytest.mark.parametrize(
    ("question", "language", "told"),
    [
        ("Which is cheaper, Rosée or Brume?", "en", ["Brume Fluid: €29.50.", "Rosée Cream: €38."]),
        ("Is Brume more expensive than Rosée?", "en", ["Rosée Cream: €38.", "Brume Fluid: €29.50."]),
        ("Rosée ou Brume, laquelle est la moins chère ?", "fr", ["Fluide Brume : 29,50 €.", "Crème Rosée : 38 €."]),
        ("Quelle crème est la plus chère ?", "fr", ["Crème Rosée : 38 €.", "Fluide Brume : 29,50 €."]),
        ("What is your cheapest cream?", "en", ["Brume Fluid: €29.50.", "Rosée Cream: €38."]),
    ],
)
def test_what_products_cost_is_told_by_the_brand_in_the_order_asked_for(
    assistant: Assistant, question: str, language: str, told: list[str]
) -> None:
    answer = assistant.answer(Conversation.of(question, language), None).answer
    assert answer.outcome is Outcome.ANSWERED
    assert [sentence.text.replace("\u00a0", " ") for sentence in answer.sentences[1:]] == told
    assert not answer.standings


def test_on_a_page_its_product_is_compared_with_the_one_named(assistant: Assistant) -> None:
    reply = ask(assistant, "is it cheaper than the Brume?", "cream")
    assert reply.answer.text.endswith("\nBrume Fluid: €29.50.\nRosée Cream: €38.")


@pytest.mark.parametrize(
    ("question", "language", "told"),
    [
        ("How much is the Brume?", "en", "Brume Fluid — Price given by the brand: €29.50."),
        ("combien coûte Brume ?", "fr", "Fluide Brume — Prix indiqué par la marque : 29,50 €."),
        ("Is Brume in stock?", "en", "Brume Fluid — The brand lists it as out of stock."),
        ("Is the Brume guaranteed?", "en", "Brume Fluid — The brand states: 2 years, pump included."),
    ],
)
@pytest.mark.parametrize("page", [None, "cream"])
def test_a_fact_asked_of_another_product_is_that_product_s_own(
    assistant: Assistant, question: str, language: str, told: str, page: str | None
) -> None:
    answer = assistant.answer(Conversation.of(question, language), page).answer
    assert answer.text.replace("\u00a0", " ") == told


def test_a_part_that_is_called_like_a_product_is_not_compared_with_the_page_s(assistant: Assistant) -> None:
    reply = ask(assistant, "how much is the mask of the Rosée cream?", "cream")
    assert "Here is what the brand states" not in reply.answer.text


def test_a_fact_only_one_of_them_states_is_not_compared(assistant: Assistant) -> None:
    answer = ask(assistant, "Which has the longer guarantee, Rosée or Brume?").answer
    assert "2 years" not in answer.text


def test_what_people_think_of_a_price_is_no_matter_of_the_sheet() -> None:
    assert fact_compared("Which is cheaper?") is Intent.PRICE
    assert fact_compared("Laquelle est garantie le plus longtemps ?") is Intent.WARRANTY
    for question in (
        "Which is worth its price?",
        "Quel est le meilleur rapport qualité-prix ?",
        "Which smells better?",
    ):
        assert fact_compared(question) is None


@pytest.mark.parametrize("price", [None, "on request", "NaN"])
def test_prices_that_are_no_numbers_leave_the_order(price: str | None) -> None:
    products = [Product("a", {"en": "A"}, price="9", currency="EUR"), Product("b", {"en": "B"}, price=price)]
    assert by_price(products, "which is cheaper?") == products
    other = replace(products[1], price="3", currency="USD")
    assert by_price([products[0], other], "which is cheaper?") == [products[0], other]


@pytest.mark.parametrize(
    "question", ["C'est combien pour racheter une pompe toute seule ?", "How much does a replacement pump cost?"]
)
def test_what_a_part_costs_is_not_the_price_of_the_whole(question: str) -> None:
    assert intent_of(question) is Intent.BRAND
