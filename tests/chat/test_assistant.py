"""The assistant over a real ledger and a real index, with a model that needs no weights."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chat.answer import Generated, Outcome
from chat.assistant import Assistant
from chat.contract import Evidence, Reply, Understood
from chat.conversation import Conversation, Turn
from chat.deciding import Decision
from chat.gate import Gate
from chat.manner import Manner
from data.errors import NotFoundError
from data.identity import record_id
from data.products import Product
from data.records import Cue, Kind, Provenance, Record
from retrieval.search import Searcher
from tests.fakes_cross_encoder import FakeCrossEncoder
from tests.records_for_tests import Shop, review

SHEET = Product("cream", {"fr": "Crème", "en": "Cream"}, price="38.00", currency="EUR", aliases=("SKU-1",))
WORDS = "Open the lid. Now on dry skin I use two pumps. That is all."
VIDEO = Record(
    record_id(Kind.TRANSCRIPT, "test", "v1"),
    Kind.TRANSCRIPT,
    "cream",
    WORDS,
    Provenance("test", "v1", incentive="gifted"),
    language="en",
    author="lina",
    url="https://videos.example/v1",
    cues=(Cue(0, 13, 0.0, 11.0), Cue(14, 46, 42.0, 53.0), Cue(47, 59, 60.0, 71.0)),
)
REVIEWS = (
    review(1, "My dry skin drinks it up.", rating=5.0),
    review(2, "On dry skin it is too light for me.", rating=2.0),
    review(3, "The pump broke after a week.", rating=1.0),
    review(4, "Great on dry skin all winter.", rating=5.0),
    review(5, "Soothes my dry skin at last.", rating=5.0, language="fr"),
    review(6, "Dry skin and this cream, a love story.", rating=4.0),
)


GATE, DECISION = Gate(-3.0, {"coverage": 6.0}, 0.5, 0.5, 0.2), Decision(0.0, {"best": 1.0}, 0.5, 0.2)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    shop = Shop(tmp_path_factory.mktemp("home"))
    shop.ledger.put_products([SHEET])
    brand = review(7, "Made for dry to very dry skin.", kind=Kind.PRODUCT, id="product-1", rating=None, title="Cream")
    shop.keep(*REVIEWS, VIDEO, brand)
    shop.build()
    searcher = Searcher(shop.index, shop.embedder, 4)
    yield Assistant(shop.ledger, searcher, GATE, lambda: date(2026, 6, 1), decision=DECISION)
    shop.ledger.close()


def ask(assistant: Assistant, question: str, product: str | None = "cream") -> Reply:
    return assistant.answer(Conversation.of(question, "en"), product)


def test_every_quote_is_the_record_s_own_words(assistant: Assistant) -> None:
    answer = ask(assistant, "dry skin?").answer
    assert answer.outcome is Outcome.ANSWERED
    assert answer.generated is Generated.ASSEMBLED
    for citation in answer.citations:
        assert assistant.record(citation.record_id).text[citation.start : citation.end] == citation.quote


def test_the_other_side_is_shown_where_there_is_one(assistant: Assistant) -> None:
    ratings = [c.rating for c in ask(assistant, "dry skin?").answer.citations]
    assert 2.0 in ratings
    assert 5.0 in ratings


def test_customers_video_and_brand_each_have_their_place(assistant: Assistant) -> None:
    kinds = [c.kind for c in ask(assistant, "dry skin?").answer.citations]
    assert kinds == [Kind.REVIEW] * 3 + [Kind.TRANSCRIPT, Kind.PRODUCT]


def test_a_moment_links_to_its_second(assistant: Assistant) -> None:
    answer = ask(assistant, "show me dry skin pumps").answer
    assert answer.citations[0].url == "https://videos.example/v1#t=42"
    assert answer.sentences[0].text == "Here is the moment to watch:"


def test_absence_is_said_with_what_was_searched_and_the_nearest_thing(assistant: Assistant) -> None:
    answer = ask(assistant, "is it vegan?").answer
    assert answer.outcome is Outcome.NO_EVIDENCE
    assert answer.citations == ()
    assert answer.nearest
    assert "6 reviews" in answer.text
    assert answer.searched == {"review": 6, "product": 1, "transcript": 1}


def test_what_comes_close_is_shown_as_that_and_not_as_an_answer(assistant: Assistant) -> None:
    answer = ask(assistant, "does the pump leak in aeroplanes?").answer
    assert answer.outcome is Outcome.PARTIAL
    assert answer.sentences[0].text == "I found no clear answer to this question; here is what comes closest:"
    assert answer.citations[0].quote == "The pump broke after a week."


def test_what_nobody_answers_is_kept_without_personal_data_for_those_who_ask_for_content(assistant: Assistant) -> None:
    ask(assistant, "is it vegan? write to me@mail.example")
    ask(assistant, "dry skin?")
    kept = [asked for asked in assistant._ledger.journal.questions("cream") if "vegan" in asked.text]
    assert [asked.outcome for asked in kept[:1]] == ["no_evidence"]
    assert "me@mail.example" not in kept[0].text
    assert not any("dry skin?" in asked.text for asked in assistant._ledger.journal.questions("cream"))


def test_a_price_comes_from_the_sheet_never_from_a_review(assistant: Assistant) -> None:
    assert ask(assistant, "what is the price?").answer.sentences[0].text == "Price given by the brand: €38.00."


def test_what_the_brand_does_not_say_is_handed_over(assistant: Assistant) -> None:
    answer = ask(assistant, "is it in stock?").answer
    assert answer.outcome is Outcome.HANDED_OVER
    assert answer.citations == ()


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("is it safe when pregnant?", Outcome.REFUSED),
        ("where is my order?", Outcome.HANDED_OVER),
        ("hello", Outcome.ANSWERED),
    ],
)
def test_questions_that_reviews_must_not_answer_get_fixed_words(
    assistant: Assistant, question: str, outcome: Outcome
) -> None:
    reply = ask(assistant, question)
    assert reply.answer.outcome is outcome
    assert reply.answer.citations == ()
    assert all(citation.by_brand for citation in reply.answer.nearest)


def test_what_people_hold_against_it_is_told_by_those_who_rate_it_low(assistant: Assistant) -> None:
    answer = ask(assistant, "what are the downsides?").answer
    assert answer.sentences[0].text.startswith("2 of the 6 rated reviews give 1 or 2 stars.")
    assert answer.citations
    assert {c.rating for c in answer.citations} <= {1.0, 2.0}


def test_a_follow_up_keeps_the_topic(assistant: Assistant) -> None:
    turns = (Turn("shopper", "does it suit dry skin?"), Turn("assistant", "…"), Turn("shopper", "and in winter?"))
    reply = assistant.answer(Conversation(turns, "en"), "cream")
    assert reply.trace.standalone_question == "does it suit dry skin? and in winter?"
    assert "winter" in reply.answer.citations[0].quote


def test_the_stream_tells_what_was_understood_then_the_proofs_sentences_and_the_whole(assistant: Assistant) -> None:
    turns = (Turn("shopper", "does it suit dry skin?"), Turn("shopper", "and in winter?"))
    understood, evidence, *said, reply = assistant.stream(Conversation(turns, "en"), "cream")
    assert understood == Understood("does it suit dry skin? and in winter?", "product_question")
    assert isinstance(evidence, Evidence)
    assert isinstance(reply, Reply)
    assert evidence.citations == reply.answer.citations
    assert tuple(said) == reply.answer.sentences


def test_a_product_is_known_by_its_aliases_and_an_unknown_one_is_told(assistant: Assistant) -> None:
    assert ask(assistant, "dry skin?", "SKU-1").answer.product_id == "cream"
    with pytest.raises(NotFoundError, match="creme-x"):
        ask(assistant, "dry skin?", "creme-x")


def test_the_same_question_gets_the_same_answer(assistant: Assistant) -> None:
    assert ask(assistant, "dry skin?").answer == ask(assistant, "dry skin?").answer


def test_the_trace_tells_why_each_candidate_was_left_out(assistant: Assistant) -> None:
    trace = ask(assistant, "dry skin?").trace
    assert [stage.name for stage in trace.stages] == [
        "question",
        "intent",
        "profile",
        "tally",
        "evidence",
        "gate",
        "answerable",
        "people like the shopper",
        "selection",
    ]
    shown = [c for c in trace.candidates if c.refused is None]
    assert len(shown) == 5
    assert all(c.refused for c in trace.candidates if c not in shown)


def test_what_the_count_read_and_found_to_answer_is_a_candidate_wherever_the_search_ranks_it(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.keep(
        *(review(n, f"It leaves a sticky film, number {n}.", author=f"Ann {n}") for n in range(4)),
        *(review(n, f"Est-ce que ça colle ? Je ne sais pas, essai {n}.", language="fr") for n in range(10, 16)),
    )
    shop.build()
    question = Conversation((Turn("shopper", "Est-ce que ça colle ?"),), "fr", Manner(pool=6))
    found = {}
    for encoder in (None, FakeCrossEncoder(answering=("sticky",), bad=("sticky",))):
        searcher = Searcher(shop.index, shop.embedder, 4, cross_encoder=encoder)
        trace = Assistant(shop.ledger, searcher, GATE, decision=DECISION).answer(question, "cream").trace
        found[encoder is not None] = [one.text for one in trace.candidates]
    assert not any("sticky" in text for text in found[False])
    assert sum("sticky" in text for text in found[True]) == 4
    assert len(found[True]) == 6, "they take the places of those the search ranks last"
    shop.ledger.close()


@pytest.mark.parametrize(
    "question", ["dry skin?", "which one is better for dry skin?", "what do people dislike?", "Is it made in Peru?"]
)
def test_no_candidate_is_called_kept_that_no_proof_quotes(assistant: Assistant, question: str) -> None:
    for reply in (ask(assistant, question), assistant.answer(Conversation.of(question, "en"), None)):
        quoted = {citation.record_id for citation in reply.answer.citations}
        assert {one.record_id for one in reply.trace.candidates if one.refused is None} <= quoted
        assert reply.trace.candidates


def test_a_record_that_changed_since_the_index_was_built_is_not_quoted(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.keep(*REVIEWS[:2])
    shop.build()
    shop.keep(replace(REVIEWS[0], text="I was asked to change my words."))
    answers = Assistant(
        shop.ledger, Searcher(shop.index, shop.embedder, 4), Gate(-3.0, {"coverage": 6.0}, 0.5, 0.5, 0.2)
    )
    assert [c.record_id for c in ask(answers, "dry skin?").answer.citations] == [REVIEWS[1].id]
