"""Conversations as shoppers have them: each last message made whole, in French and English."""

import pytest

from chat.conversation import Conversation, Turn
from chat.followup import standalone
from chat.reading import product_meant
from chat.understanding.choices import chosen_of, options_of
from chat.understanding.parts import parts_of
from data.languages import question_language
from data.products import Product


def whole(*messages: str) -> str:
    turns = [turn for text in messages[:-1] for turn in (Turn("shopper", text), Turn("assistant", "SECRET"))]
    language = question_language(messages[-1], messages[:-1])
    return standalone(Conversation((*turns, Turn("shopper", messages[-1])), language))[0]


LEANING = [
    ("Convient aux peaux sèches ?", "et en hiver ?"),
    ("Le sommier est solide ?", "Et le matelas ?"),
    ("Elle va au lave-vaisselle ?", "et le couvercle ?"),
    ("Est-ce que l'enceinte est étanche ?", "elle flotte ?"),
    ("La poussette se plie d'une main ?", "et elle tient debout pliée ?"),
    ("Il est bon ce café ?", "et en expresso ?"),
    ("Je prends la Confort ou la Lueur ?", "et pour une peau grasse ?"),
    ("Le pull Nord ou le pull Brume ?", "lequel des deux ?"),
    ("Ça taille petit ?", "je fais du 38"),
    ("Ça taille petit ?", "et pour les pieds larges ?"),
    ("J'ai la peau sensible", "ça pique ?"),
    ("j'ai un fils de 4 ans", "c'est trop dur pour lui ?"),
    ("combien ça coûte ?", "et la livraison ?"),
    ("Vous livrez en Belgique ?", "combien de temps ?"),
    ("Elle est garantie ?", "combien de temps ?"),
    ("C'est lourd ?", "combien ?"),
    ("Montrez-moi le montage", "et le démontage ?"),
    ("Elle résiste à la pluie ?", "pk"),
    ("Quels sont les défauts ?", "rien d'autre ?"),
    ("ca passe au four ?", "et o micro onde"),
    ("Is the lid leakproof?", "what about the bottom?"),
    ("Is the drill loud?", "and the battery?"),
    ("The wool one or the cotton one?", "which of the two?"),
    ("Do you ship to Ireland?", "how much?"),
    ("Do you ship to Ireland?", "how long does that take?"),
    ("Can I return it?", "even if opened?"),
    ("Can I return it?", "who pays?"),
    ("My son is 6", "would he like it?"),
    ("I have wide feet", "do they pinch?"),
    ("Does it fade in the sun?", "what about in the wash?"),
    ("Show me how it folds", "again but slower"),
    ("Is it noisy?", "at night i mean"),
    ("Is it noisy?", "compared to the old one?"),
    ("is it sturdy?", "but for a heavy person?"),
    ("is it sturdy?", "any photos?"),
    ("does it smell?", "for how long?"),
    ("What are the downsides?", "anything else?"),
    ("does it run small?", "i wear a 38"),
]
"""The question before is put in front of the last message."""


@pytest.mark.parametrize(("before", "last"), LEANING)
def test_a_message_that_says_too_little_keeps_the_question_before_it(before: str, last: str) -> None:
    assert whole(before, last) == f"{before} {last}"


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (("Montrez-moi sur cheveux bouclés", "sur cheveux raides ?"), "Montrez-moi sur cheveux raides"),
        (("Elle résiste à la pluie ?", "non je voulais dire la neige"), "Elle résiste à la neige ?"),
        (("Elle résiste à la pluie ?", "et le vent ?"), "Elle résiste au vent ?"),
        (("Is it good for dry skin?", "and for oily skin?"), "Is it good for oily skin?"),
        (("Does the tent stand up to wind?", "and rain?"), "Does the tent stand up to rain?"),
        (("Is it ok for a 5 year old?", "and a 3 year old?"), "Is it ok for a 3 year old?"),
        (("Does it fit a 15 inch laptop?", "a 17?"), "Does it fit a 17 inch laptop?"),
        (("Is it suitable for gas hobs?", "induction?"), "Is it suitable for induction hobs?"),
        (("Show me it on curly hair", "on straight hair?"), "Show me it on straight hair"),
        (("Does the tent stand up to wind?", "thanks", "and rain?"), "Does the tent stand up to rain?"),
    ],
)
def test_a_value_takes_the_place_of_another_of_its_kind(messages: tuple[str, ...], expected: str) -> None:
    assert whole(*messages) == expected


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (
            ("Lequel est le plus chaud, le pull Nord ou le pull Brume ?", "le deuxième se lave en machine ?"),
            "le pull Brume se lave en machine ?",
        ),
        (("Je prends la Confort ou la Lueur ?", "la première sent fort ?"), "la Confort sent fort ?"),
        (("The wool one or the cotton one?", "is the second one itchy?"), "is the cotton one itchy?"),
        (("The wool one or the cotton one?", "the first one then, does it shrink?"), "The wool one then, does it"),
        (("Entre la bleue et la rouge pour courir ?", "la dernière est solide ?"), "la rouge est solide ?"),
        (("The red, the blue or the green?", "is the third washable?"), "is the green washable?"),
    ],
)
def test_the_second_one_stands_for_what_was_named(messages: tuple[str, ...], expected: str) -> None:
    assert whole(*messages).startswith(expected)


@pytest.mark.parametrize(
    "question",
    [
        "et sa batterie, elle tient longtemps ?",
        "on peut baisser le son ?",
        "does it run small?",
        "what do people say about the smell?",
        "Does it shrink in the first wash?",
        "La première fois il fuit ?",
    ],
)
def test_a_question_whole_in_itself_stands_alone(question: str) -> None:
    assert whole("Is it the wool one or the cotton one?", question) == question


def test_things_named_in_a_row_are_told_apart() -> None:
    assert options_of("Armelle ou Foulée 2 avec un oignon au pied ?") == ("Armelle", "Foulée 2")
    assert options_of("Is it warm?") == ()
    assert chosen_of("is the third one warm?", ["the red or the blue?"]) is None


SHEETS = [
    Product("desk", {"fr": "Bureau Tilio", "en": "Tilio desk"}, category="desk"),
    Product("bed", {"fr": "Matelas Nuage Ferme", "en": "Nuage Firm mattress"}, category="mattress"),
    Product("fluid", {"fr": "Fluide Équilibre", "en": "Équilibre Mattifying Fluid"}, category="face-cream"),
    Product("cream", {"fr": "Crème Confort", "en": "Confort Cream"}, category="face-cream"),
]


@pytest.mark.parametrize(
    ("messages", "page", "meant"),
    [
        (("il bouge beaucoup ?", "et le matelas ?"), "desk", "bed"),
        (("is it stable?", "what about the mattress?"), "desk", "bed"),
        (("il bouge ?", "et le bureau ?"), "desk", None),
        (("il bouge ?", "et le matelas va avec ce bureau ?"), "desk", None),
        (("et le matelas ?",), "desk", None),
        (("le Tilio est stable ?",), None, "desk"),
        (("le Tilio est stable ?", "et en longueur ?"), None, "desk"),
        (("Tilio ou Nuage ?",), None, None),
        (("Confort ou Équilibre ?", "la deuxième laisse un film ?"), None, "fluid"),
        (("vous livrez quand ?",), None, None),
    ],
)
def test_the_product_meant_is_carried_and_changed_by_what_is_said(
    messages: tuple[str, ...], page: str | None, meant: str | None
) -> None:
    conversation = Conversation(tuple(Turn("shopper", text) for text in messages), "fr")
    assert product_meant(conversation, standalone(conversation)[0], SHEETS, page) == meant


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("il existe en rouge et combien coûte-t-il ?", ("il existe en rouge ?", "combien coûte-t-il ?")),
        ("is it warm and does it run small?", ("is it warm ?", "does it run small?")),
        ("Est-ce que ça taille petit ? Et ça gratte ?", ("Est-ce que ça taille petit ?", "ça gratte ?")),
        ("Does it shrink? And how much is it?", ("Does it shrink ?", "how much is it?")),
        ("C'est combien et vous livrez quand ?", ("C'est combien ?", "vous livrez quand ?")),
    ],
)
def test_two_questions_in_one_are_taken_apart(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "is it warm and light?",
        "j'ai la peau sèche, ça pique ?",
        "Does it sting? I have sensitive skin",
        "How much to send it to Ireland, and how long?",
        "C'est sombre à l'intérieur ? Je m'habille en noir.",
        "what is the difference between the small and what you call the large",
    ],
)
def test_one_question_stays_whole(question: str) -> None:
    assert parts_of(question) == (question,)
