"""The language of short texts as people type them: without accents, in capitals, with emoji."""

import pytest

from data.languages import detect, language_of, question_language
from tests.data.sample_records import review

FRENCH = [
    "Super crème !",
    "Très bon produit",
    "Je recommande",
    "nul a chier",
    "ca colle un peu",
    "jadore trop 😍",
    "tro bi1 g pri la taille 38",
    "Taille petit, prenez une taille au dessus",
    "peau seche, rien senti",
    "Livraison rapide merci",
    "Fermeture cassée au bout de 2 jours",
    "PARFAIT POUR MES PIEDS LARGES",
    "un peu cher mais ça vaut le coup",
    "Ma fille l'adore ❤️❤️",
    "odeur forte",
    "Ne tient pas la journée",
    "bof, sans plus",
    "c est pas terrible pour le prix",
    "Elle gratte un peu au début",
    "Déçue",
]
ENGLISH = [
    "Love it!",
    "Great product",
    "Would buy again",
    "waste of money",
    "runs small, size up",
    "omg so soft 😍😍",
    "zip broke after 2 days",
    "PERFECT FOR WIDE FEET",
    "bit pricey but worth it",
    "My daughter loves them ❤️",
    "strong smell",
    "Doesn't last the day",
    "meh...",
    "not for sensitive skin",
    "arrived quickly thanks",
    "true to size",
    "Disappointed",
    "gr8 for the price tbh",
    "Keeps me dry on the bike",
    "itchy at first then fine",
]
OTHERS = {
    "de": "Die Tasche ist sehr schön, aber der Reißverschluss ging nach einer Woche kaputt.",
    "es": "La crema es muy buena y mi piel está mucho más suave desde que la uso.",
    "it": "Le scarpe sono bellissime ma ho dovuto cambiare la taglia perché erano strette.",
    "nl": "De jas is erg mooi maar de mouwen zijn voor mij een beetje te kort.",
}


@pytest.mark.parametrize("text", FRENCH)
def test_short_french_is_told(text: str) -> None:
    assert detect(text) == "fr"


@pytest.mark.parametrize("text", ENGLISH)
def test_short_english_is_told(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize(("language", "text"), OTHERS.items())
def test_other_languages_are_marked_as_such(language: str, text: str) -> None:
    assert detect(text) == language
    assert language_of(review(1, text=text, language="fr")) == language


@pytest.mark.parametrize("text", ["", "5/5", "👍👍👍", "12,99 €", "..."])
def test_without_letters_there_is_no_language(text: str) -> None:
    assert detect(text) == "und"


@pytest.mark.parametrize("declared", ["fr", "en", "de"])
@pytest.mark.parametrize("text", ["Super cool !", "Perfect", "Excellent produit super", "👍"])
def test_what_the_source_declares_is_believed_for_a_few_words(text: str, declared: str) -> None:
    assert language_of(review(1, text=text, language=declared)) == declared


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("en", "La fermeture s'est cassée au bout de deux jours, je suis déçue.", "fr"),
        ("fr", "The zip broke after two days and nobody answers my messages.", "en"),
        ("und", "Trop petit", "fr"),
        ("fr", "5/5 4,9 10/10 100 % 12 13", "fr"),
    ],
)
def test_words_win_over_what_the_source_declares_where_there_are_enough(
    declared: str, text: str, language: str
) -> None:
    assert language_of(review(1, text=text, language=declared)) == language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Ça gratte ?", "fr"),
        ("ca taille grand ?", "fr"),
        ("QUELLE TAILLE PRENDRE ?", "fr"),
        ("does it run small?", "en"),
        ("WIDE FEET?", "en"),
        ("est ce que ca colle", "fr"),
        ("how heavy is it", "en"),
    ],
)
def test_a_question_is_answered_in_its_language(question: str, language: str) -> None:
    assert question_language(question) == language


@pytest.mark.parametrize("question", ["Rafale blender bruyant ?", "vegan ?", "top\u202f?", "Foulée trail waterproof ?"])
def test_names_and_words_of_both_languages_are_french_with_the_space_french_puts_before_the_mark(question: str) -> None:
    assert question_language(question) == "fr"
    assert question_language(f"is it {question}") == "en"


def test_a_short_follow_up_is_answered_in_the_language_of_what_was_said_before() -> None:
    assert question_language("40 ?", ("Est-ce que cette chaussure taille petit ?",)) == "fr"
    assert question_language("40?", ("Does this shoe run small?",)) == "en"
    assert question_language("Does it shrink in the wash?", ("Est-ce que ça taille petit ?",)) == "en"
