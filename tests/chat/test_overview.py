"""A question on the product as a whole is answered by its stars, what people like and what they hold against it."""

from collections.abc import Iterator

import pytest

from chat.answer import Outcome, Stance
from chat.answers.overview import _read_again
from chat.assistant import Assistant
from chat.complaints import Opinion, opinions_on
from chat.contract import Reply
from chat.conversation import Conversation
from chat.deciding import Decision
from chat.gate import Gate
from chat.intent import Intent
from chat.stance.model import fitted_stance
from chat.understanding.overall import Overall, overall
from chat.understanding.recognition import intent_of
from retrieval.search import Searcher
from tests.fakes_cross_encoder import FakeCrossEncoder
from tests.records_for_tests import Shop, review
from tests.retrieval.hits_for_tests import hit

LIKED, BOTH = Overall.LIKED, Overall.BOTH
REVIEWS = (
    review(1, "The handle is comfortable and the blade cuts tomatoes very well.", rating=5.0),
    review(2, "Super light and easy to clean under the tap, I love it.", rating=4.0),
    review(3, "Great product, I recommend it to all, very happy.", rating=5.0),
    review(4, "Terrible, the handle broke after two weeks of normal use.", rating=1.0),
    review(5, "Le manche est agréable et la lame coupe parfaitement les tomates mûres.", rating=5.0, language="fr"),
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    shop = Shop(tmp_path_factory.mktemp("home"))
    shop.keep(*REVIEWS)
    shop.build()
    gate, decision = Gate(-3.0, {"coverage": 6.0}, 0.5, 0.5, 0.2), Decision(0.0, {"best": 1.0}, 0.5, 0.2)
    yield Assistant(shop.ledger, Searcher(shop.index, shop.embedder, 4), gate, decision=decision)
    shop.ledger.close()


def ask(assistant: Assistant, question: str, language: str) -> Reply:
    return assistant.answer(Conversation.of(question, language), "cream")


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("les points forts ?", LIKED),
        ("qu'est-ce que les clients apprécient le plus ?", LIKED),
        ("what do people like about it", LIKED),
        ("What's good about it?", LIKED),
        ("Bonjour, qu'en pensent les gens ?", BOTH),
        ("les gens en pensent quoi ?", BOTH),
        ("c'est bien ?", BOTH),
        ("résume-moi les avis", BOTH),
        ("avantages et inconvénients", BOTH),
        ("vous le recommandez ?", BOTH),
        ("is it any good?", BOTH),
        ("pros and cons", BOTH),
        ("what do customers say about this product?", BOTH),
        ("what's the average rating?", BOTH),
        ("c'est bien", None),
        ("c'est bien pour un enfant ?", None),
        ("qu'en pensent les gens de la batterie ?", None),
        ("les points faibles ?", None),
        ("is it good for dry skin?", None),
        ("what do people like about the handle", None),
        ("do people recommend it for wide feet", None),
    ],
)
def test_the_whole_is_asked_about_where_no_point_is_named(question: str, wanted: Overall | None) -> None:
    assert overall(question) is wanted


def test_a_question_on_the_whole_is_one_on_the_product() -> None:
    for question in ("pros and cons", "résume les avis", "c'est bien ?", "what's the rating"):
        assert intent_of(question) is Intent.PRODUCT


@pytest.mark.parametrize(
    ("question", "language", "lines"),
    [
        (
            "qu'en pensent les gens ?",
            "fr",
            (
                "4,0 sur 5 en moyenne : 5 avis notés, 4 à 4 ou 5 étoiles, 1 à 1 ou 2.",
                "Voici ce que des clients en aiment :",
                "Voici ce que des clients lui reprochent :",
            ),
        ),
        (
            "what do people think of it?",
            "en",
            (
                "4.0 out of 5 on average: 5 rated reviews, 4 with 4 or 5 stars, 1 with 1 or 2.",
                "Here is what some customers like about it:",
                "Here is what some customers hold against it:",
            ),
        ),
    ],
)
def test_both_sides_stand_under_their_own_line(
    assistant: Assistant, question: str, language: str, lines: tuple[str, ...]
) -> None:
    answer = ask(assistant, question, language).answer
    assert answer.outcome is Outcome.ANSWERED
    said = [sentence.text for sentence in answer.sentences]
    assert [text for text in said if text in lines] == list(lines)
    against = said[said.index(lines[2]) + 1 :]
    assert len(against) == 1
    assert "broke after two weeks" in against[0]
    assert all("broke" not in text for text in said[: said.index(lines[2])])


def test_what_is_liked_is_no_complaint(assistant: Assistant) -> None:
    said = ask(assistant, "what do people like about it", "en").answer.text
    assert "cuts tomatoes" in said
    assert "broke" not in said


def test_praise_that_says_nothing_of_the_product_is_not_shown(assistant: Assistant) -> None:
    shelf = assistant._searcher.shelf("cream")
    opinions = opinions_on(shelf, fitted_stance())
    praised = {one.about.record_id for one in opinions[Stance.FOR]}
    assert REVIEWS[2].id not in praised
    assert REVIEWS[0].id in praised
    assert not praised & {one.about.record_id for one in opinions[Stance.AGAINST]}


def test_what_a_cross_encoder_reads_otherwise_is_on_no_side() -> None:
    found = (told(1, "Straps fluff up after a term."), told(2, "Light and comfortable all day."))
    encoder = FakeCrossEncoder(answering=("fluff", "light"), bad=("fluff",))
    assert [one.span.text for one in _read_again(found, Stance.FOR, encoder)] == [found[1].span.text]
    assert [one.span.text for one in _read_again(found, Stance.AGAINST, encoder)] == [found[0].span.text]
    assert _read_again(found, Stance.FOR, None) == found


def told(number: int, text: str) -> Opinion:
    one = hit(number, text)
    return Opinion(one.span, one.about, 0.9)
