"""From a reply to a result: what is quoted is checked, what is said is told from what is quoted."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from chat.answer import Answer, Outcome, Sentence
from chat.contract import Reply
from chat.conversation import Conversation
from chat.tracing import Trace
from eval.judging import failed, judge
from eval.results import Result
from tests.eval.small_sets import question
from tests.fakes_assistant import FakeAssistant

FAKE = FakeAssistant()
DRY = question(1, product_id="creme-rosee", conversation=Conversation.of("Convient-elle aux peaux sèches ?"))


def judged(change: Callable[[Answer], Answer] = lambda answer: answer, facts: tuple[str, ...] = ()) -> Result:
    reply = FAKE.answer(DRY.conversation, "creme-rosee")
    return judge(replace(DRY, facts=facts), replace(reply, answer=change(reply.answer)), FAKE.record)


def test_a_good_reply_has_no_false_quote() -> None:
    """Four citations, each a passage of its record, and each quoted once more in a sentence."""
    result = judged()
    assert result.false_quotes == ()
    assert result.quotes == 8
    assert [cited.true for cited in result.citations] == [True] * 4
    assert result.citations[0].product_id == "creme-rosee"


def test_an_altered_quote_is_found_in_citation_and_sentence() -> None:
    """One word that nobody wrote is enough."""

    def alter(answer: Answer) -> Answer:
        first = replace(answer.citations[0], quote="J'ai la peau grasse")
        sentence = Sentence("« J'ai la peau grasse » — Claire", (1,))
        return replace(answer, citations=(first, *answer.citations[1:]), sentences=(sentence,))

    result = judged(alter)
    assert result.false_quotes == ("J'ai la peau grasse", "J'ai la peau grasse")
    assert not result.citations[0].true


@pytest.mark.parametrize(
    ("cut", "false"),
    [
        ("[…] {1} {2} […]", False),
        ("{0} […] {2}", False),
        ("{2} […] {0}", True),
        ("{0} […] jamais", True),
        ("[…]", True),
    ],
)
def test_a_quote_may_be_cut_where_it_says_so(cut: str, false: bool) -> None:
    """Each part stands in the record, in this order."""

    def shorten(answer: Answer) -> Answer:
        words = answer.citations[0].quote.split()
        return replace(answer, sentences=(Sentence(f"« {cut.format(*words)} »", (1,)),))

    assert bool(judged(shorten).false_quotes) is false


def test_right_words_at_the_wrong_place_are_false() -> None:
    """Offsets are part of the proof."""

    def shift(answer: Answer) -> Answer:
        moved = replace(answer.citations[0], start=answer.citations[0].start + 1)
        return replace(answer, citations=(moved, *answer.citations[1:]))

    assert len(judged(shift).false_quotes) == 1


def test_a_record_that_is_not_served_proves_nothing() -> None:
    """However right its words once were."""

    def vanish(answer: Answer) -> Answer:
        return replace(answer, citations=(replace(answer.citations[0], record_id="review-gone"),), sentences=())

    assert judged(vanish).citations[0].product_id == ""
    assert len(judged(vanish).false_quotes) == 1


def test_a_number_that_cites_nothing_and_a_quote_without_number_are_false() -> None:
    """A claim has its proof beside it."""

    def dangle(answer: Answer) -> Answer:
        return replace(answer, sentences=(Sentence("Voici :", (9,)), Sentence("« plus aucun tiraillement »")))

    assert judged(dangle).false_quotes == ("[9]", "plus aucun tiraillement")


@pytest.mark.parametrize(
    ("own", "spoken"),
    [
        (("Voici ce qu'en disent des clients :", "« My skin is dry all year round »"), "fr"),
        (("Here is what customers say:", "“J'ai la peau très sèche” — Claire, 5/5, verified purchase"), "en"),
        (("« My skin is dry »",), None),
    ],
)
def test_the_language_spoken_is_that_of_the_answers_own_words(own: tuple[str, ...], spoken: str | None) -> None:
    """Quotes keep their language and say nothing about the answer's."""
    result = judged(lambda answer: replace(answer, sentences=tuple(map(Sentence, own)), limit=None))
    assert result.spoken == spoken


@pytest.mark.parametrize(
    ("text", "fact", "said"),
    [
        ("Prix : 42,00 €.", "42", True),
        ("Prix : 142 €.", "42", False),
        ("Prix : 42,50 €.", "42", False),
        ("It is €12.90 to Ireland.", "12,90", True),
        ("Prenez le 43,5.", "43,5", True),
        ("Taille E en largeur.", "E", True),
        ("Elle est grande.", "E", False),
        ("Garantie de 2 ans.", "2 ans", True),
    ],
)
def test_a_fact_is_said_as_a_whole_word_or_figure(text: str, fact: str, said: bool) -> None:
    """Decimal commas and points are one, and zeros after them add nothing."""
    result = judged(lambda a: replace(a, sentences=(Sentence(text),), citations=(), limit=None), (fact,))
    assert result.facts_said == (said,)


def test_confidence_is_the_assistants_own_figure_where_it_gives_one() -> None:
    """Else what it stated is certain, what it would not take on is not, and its best candidate decides the rest."""

    def confidence(outcome: Outcome, citations: int) -> float:
        reply = FAKE.answer(DRY.conversation, "creme-rosee")
        candidates = tuple(replace(c, scores={"probability": 0.3, "span": 0.2}) for c in reply.trace.candidates)
        answer = replace(reply.answer, outcome=outcome, citations=reply.answer.citations[:citations], sentences=())
        return judge(DRY, Reply(answer, Trace("q", (), candidates)), FAKE.record).confidence

    assert judged().confidence == 0.91
    assert confidence(Outcome.ANSWERED, 2) == 0.3
    assert confidence(Outcome.ANSWERED, 0) == 1
    assert confidence(Outcome.REFUSED, 0) == 0
    assert confidence(Outcome.NO_EVIDENCE, 0) == 0.3


def test_the_tally_and_the_records_considered_are_kept() -> None:
    """Each record once, in the order it was considered."""
    result = judged()
    assert result.tally
    assert (result.tally.for_, result.tally.of) == (3, 5)
    assert len(result.ranked) == len(set(result.ranked)) == 4


def test_a_question_that_breaks_the_assistant_has_a_result() -> None:
    """The run goes on, and the error is told."""
    assert failed(DRY, ValueError("no")).error == "ValueError: no"
