"""What a question wants and what it leans on, in French and English alike."""

import pytest

from chat.conversation import Conversation, Turn
from chat.followup import standalone
from chat.intent import Intent, intent_of, without_framing
from data.languages import question_language


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Est-ce qu'elle convient aux peaux sèches ?", Intent.PRODUCT),
        ("does it suit dry skin?", Intent.PRODUCT),
        ("quelle taille prendre", Intent.SIZE),
        ("do they run small?", Intent.SIZE),
        ("montre moi le montage", Intent.SHOW_ME),
        ("Show me someone assembling it", Intent.SHOW_ME),
        ("ça coûte combien ? le prix", Intent.PRICE),
        ("how much does it cost", Intent.PRICE),
        ("Est-ce encore en stock ?", Intent.STOCK),
        ("is it in stock?", Intent.STOCK),
        ("Quels sont les delais de livraison", Intent.DELIVERY),
        ("how long does delivery take?", Intent.DELIVERY),
        ("puis-je le retourner ?", Intent.RETURNS),
        ("What is the return policy?", Intent.RETURNS),
        ("il y a une garantie ?", Intent.WARRANTY),
        ("what's the warranty", Intent.WARRANTY),
        ("où est ma commande ?", Intent.ORDER_SUPPORT),
        ("Where is my parcel", Intent.ORDER_SUPPORT),
        ("je suis enceinte, c'est sans danger ?", Intent.UNSAFE),
        ("is it safe while pregnant?", Intent.UNSAFE),
        ("quels sont les défauts ?", Intent.OBJECTION),
        ("what are the downsides?", Intent.OBJECTION),
        ("Bonjour !", Intent.GREETING),
        ("hello", Intent.GREETING),
    ],
)
def test_the_words_of_a_question_tell_what_it_wants(question: str, intent: Intent) -> None:
    assert intent_of(question) is intent


def conversation(*questions: str) -> Conversation:
    turns = [turn for q in questions[:-1] for turn in (Turn("shopper", q), Turn("assistant", "…"))]
    return Conversation((*turns, Turn("shopper", questions[-1])), "fr")


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        (("Convient aux peaux sèches ?",), "Convient aux peaux sèches ?"),
        (("Convient aux peaux sèches ?", "Et en hiver ?"), "Convient aux peaux sèches ? Et en hiver ?"),
        (("Does it suit dry skin?", "and for oily skin?"), "Does it suit dry skin? and for oily skin?"),
        (
            ("Tient-elle la pluie ?", "Et le vent ?", "et la neige ?"),
            "Tient-elle la pluie ? Et le vent ? et la neige ?",
        ),
        (
            ("Est-elle chaude ?", "La fermeture éclair tient-elle dans le temps ?"),
            "La fermeture éclair tient-elle dans le temps ?",
        ),
        (("Is it warm?", "which one of the two?"), "Is it warm? which one of the two?"),
    ],
)
def test_a_question_that_leans_on_the_one_before_is_completed(questions: tuple[str, ...], expected: str) -> None:
    assert standalone(conversation(*questions))[0] == expected


def test_words_of_the_assistant_never_enter_the_question() -> None:
    turns = (Turn("shopper", "Tient-elle la pluie ?"), Turn("assistant", "SECRET"), Turn("shopper", "et le vent ?"))
    assert "SECRET" not in standalone(Conversation(turns, "fr"))[0]


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("Show me someone assembling it alone", "someone assembling it alone"),
        ("Montrez-moi comment on la plie", "comment on la plie"),
        ("could you show me how it folds?", "how it folds?"),
        ("show me", "show me"),
    ],
)
def test_the_words_that_ask_to_see_are_not_searched_for(question: str, searched: str) -> None:
    assert without_framing(question) == searched


@pytest.mark.parametrize(
    ("question", "earlier", "language"),
    [
        ("Est-ce solide ?", (), "fr"),
        ("ca taille petit ou pas", (), "fr"),
        ("is it sturdy", (), "en"),
        ("size?", ("I have wide feet, does it fit",), "en"),
        ("taille ?", ("j'ai les pieds larges, ça va aller",), "fr"),
    ],
)
def test_the_answer_is_in_the_language_of_the_question(question: str, earlier: tuple[str, ...], language: str) -> None:
    assert question_language(question, earlier) == language
