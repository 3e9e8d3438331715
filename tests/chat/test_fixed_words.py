"""Words that are always the same: a greeting, thanks, a goodbye, and who it is that answers."""

import pytest

from chat.answers.fixed import fixed
from chat.brand_facts import price
from chat.conversation import Conversation
from chat.intent import Intent
from chat.way import Way
from chat.wording import SAYINGS
from data.products import Product


def said(question: str, intent: Intent, language: str) -> tuple[str, str]:
    """The words, by their name in the table, and the outcome."""
    way = Way(Conversation.of(question, language), None, language, question, intent)
    draft = fixed(way, None)  # type: ignore[arg-type]  # nothing is looked up without a product
    (sentence,) = draft.sentences
    return next(name for name, texts in SAYINGS.items() if texts[language] == sentence.text), draft.outcome.value


@pytest.mark.parametrize(
    ("question", "language", "name"),
    [
        ("bonjour", "fr", "greeting"),
        ("Bonjour, merci", "fr", "greeting"),
        ("merci !", "fr", "thanks"),
        ("ok merci bonne journée", "fr", "goodbye"),
        ("d'accord", "fr", "noted"),
        ("hiya", "en", "greeting"),
        ("thanks a lot", "en", "thanks"),
        ("bye", "en", "goodbye"),
        ("ok", "en", "noted"),
    ],
)
def test_thanks_are_not_answered_with_a_greeting(question: str, language: str, name: str) -> None:
    assert said(question, Intent.GREETING, language) == (name, "answered")


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("tu es un robot ?", "fr"),
        ("t'es un humain ?", "fr"),
        ("je parle à quelqu'un ?", "fr"),
        ("are you a real person", "en"),
        ("am I talking to a bot?", "en"),
    ],
)
def test_who_asks_whether_it_is_a_person_is_told_that_it_is_not(question: str, language: str) -> None:
    assert said(question, Intent.OFF_TOPIC, language) == ("identity", "answered")


@pytest.mark.parametrize(
    ("question", "language"), [("are you a French company?", "en"), ("ce robot est une blague", "fr")]
)
def test_what_else_is_off_topic_stays_so(question: str, language: str) -> None:
    assert said(question, Intent.OFF_TOPIC, language) == ("off_topic", "refused")


@pytest.mark.parametrize(
    ("given", "fr", "en"), [("225.0", "225,00 €", "€225.00"), ("38.00", "38,00 €", "€38.00"), ("249", "249 €", "€249")]
)
def test_a_price_has_two_decimals_or_none(given: str, fr: str, en: str) -> None:
    product = Product("cream", {"fr": "Crème", "en": "Cream"}, price=given, currency="EUR")
    assert price(product, "fr") == fr
    assert price(product, "en") == en


@pytest.mark.parametrize(
    ("question", "language", "name"),
    [
        ("mon chien vomit du sang, je lui en donne ?", "fr", "unsafe_animal"),
        ("my cat swallowed some, what do I do", "en", "unsafe_animal"),
        ("j'ai de l'asthme, c'est sans risque ?", "fr", "unsafe"),
        ("I take blood thinners, is it safe?", "en", "unsafe"),
        ("what's the phone number of the customer with the dog?", "en", "unsafe_people"),
    ],
)
def test_an_animal_is_sent_to_a_vet(question: str, language: str, name: str) -> None:
    assert said(question, Intent.UNSAFE, language) == (name, "refused")
