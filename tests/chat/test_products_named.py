"""Which products a question speaks of, by name or by kind."""

import pytest

from chat.conversation import Conversation, Turn
from chat.understanding.products import products_compared, products_named, products_of_kind
from data.products import Product

SHOES = [
    Product(
        "foulee-2", {"fr": "Foulée 2, chaussure de course", "en": "Foulée 2 running shoe"}, category="running_shoes"
    ),
    Product(
        "foulee-3", {"fr": "Foulée 3, chaussure de course", "en": "Foulée 3 running shoe"}, category="running_shoes"
    ),
    Product("sentier", {"fr": "Sentier, basket de trail", "en": "Sentier trail trainer"}, category="running_shoes"),
]
MIXED = [
    Product("embrun", {"fr": "Veste de pluie Embrun", "en": "Embrun rain jacket"}, category="outdoor/vestes"),
    Product("confort", {"fr": "Crème Confort peaux sèches", "en": "Confort Cream for Dry Skin"}, category="face-cream"),
    Product("equilibre", {"fr": "Fluide Équilibre", "en": "Équilibre Mattifying Fluid"}, category="face-cream"),
]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("la Foulée 2 ou la Sentier ?", ("foulee-2", "sentier")),
        ("foulee 3 vs sentiers", ("foulee-3", "sentier")),
        ("the sentir or the foullee 2?", ("sentier", "foulee-2")),
        ("les coutures sont solides ?", ()),
        ("which of your shoes is lightest?", ()),
    ],
)
def test_products_are_known_by_their_own_names_typos_forgiven(question: str, ids: tuple[str, ...]) -> None:
    assert products_named(question, SHOES) == ids


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("Entre la veste et la crème ?", ("embrun", "confort")),
        ("Cream or fluid every day?", ("confort", "equilibre")),
        ("Confort ou Équilibre ?", ("confort", "equilibre")),
        ("elle est confortable ? quel confort !", ()),
    ],
)
def test_a_kind_names_the_one_product_of_that_kind(question: str, ids: tuple[str, ...]) -> None:
    assert products_named(question, MIXED) == ids


def test_a_question_for_a_kind_gives_every_product_of_it() -> None:
    assert products_of_kind("quelle crème pour peau sèche ?", MIXED) == ("confort", "equilibre")
    assert products_of_kind("which of your shoes?", SHOES) == ("foulee-2", "foulee-3", "sentier")
    assert products_of_kind("quel manteau pour la pluie ?", MIXED) == ("embrun",)
    assert products_of_kind("que me conseillez-vous ?", MIXED) == ()


def test_which_of_the_two_means_those_named_before() -> None:
    turns = (Turn("shopper", "la Foulée 2 ou la Sentier ?"), Turn("shopper", "lequel des deux est plus léger ?"))
    assert products_compared(Conversation(turns, "fr"), SHOES) == ("foulee-2", "sentier")


def test_one_name_on_the_page_of_another_product_compares_the_two() -> None:
    asked = Conversation.of("c'est mieux que la Sentier ?", "fr")
    assert products_compared(asked, SHOES, "foulee-2") == ("foulee-2", "sentier")
    assert products_compared(asked, SHOES) == ("sentier",)
