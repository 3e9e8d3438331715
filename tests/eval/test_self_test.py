"""The self-test: each break is caught by its own gate, and a whole assistant by none."""

from dataclasses import replace

import pytest

from chat.answer import Generated, Outcome, Sentence, Stance
from chat.contract import Reply
from chat.conversation import Conversation
from chat.tracing import Candidate, Trace
from data.errors import NotFoundError
from data.records import Record
from eval.breaks import Broken, always_answer, tally_off
from eval.gates import Gate
from eval.judging import judge
from eval.measures.tally_error import points_off
from eval.questions import EvalQuestion, GoldTally
from eval.self_test import BREAKS, self_test
from tests.eval.small_sets import question
from tests.fakes_assistant import RECORDS, FakeAssistant, cite

PROOFS = ("review-0000000000000001", "review-0000000000000002")
OPENING = {"fr": "Voici ce qu'en disent des clients :", "en": "Here is what customers say:"}


class Good(FakeAssistant):
    """Answers about dry skin with one voice of each side, and says nothing of the rest."""

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        reply = super().answer(conversation, product_id)
        language = conversation.language or ("en" if conversation.question.startswith("Is") else "fr")
        if reply.answer.outcome is not Outcome.ANSWERED:
            said = (Sentence("Personne n'en parle encore." if language == "fr" else "Nobody speaks of this yet."),)
            return replace(reply, answer=replace(reply.answer, language=language, sentences=said, limit=None))
        records = [self.record(record_id) for record_id in PROOFS]
        proofs = tuple(cite(n, r, r.text[: r.text.index(".")], Stance.NONE) for n, r in enumerate(records, start=1))
        quotes = [Sentence(f"“{c.quote}”", (c.number,)) for c in proofs]
        answer = replace(
            reply.answer, language=language, sentences=(Sentence(OPENING[language]), *quotes), citations=proofs, limit=None, tally=None,
            generated=Generated.ASSEMBLED,
        )  # fmt: skip
        candidates = tuple(Candidate(r.id, 0, 9, r.text[:9], {"probability": 0.9}) for r in RECORDS[:9])
        return Reply(answer, Trace(conversation.question, (), candidates))


def questions() -> list[EvalQuestion]:
    dry = GoldTally("dry-skin", (PROOFS[0],), (PROOFS[1],), ())
    found = []
    for n in range(12):
        text, language = (f"Is it good for dry skin {n}?", "en") if n % 2 else (f"Bien sur peau sèche {n} ?", "fr")
        asked = question(n, conversation=Conversation.of(text), product_id="creme-rosee", language=language)
        found.append(replace(asked, evidence=tuple((record_id,) for record_id in PROOFS)))
        found.append(replace(asked, id=f"t{n}", conversation=Conversation.of(f"{text} "), evidence=(), tally=dry))
        absent = Conversation.of(f"Is {n} in it?" if n % 2 else f"Et la vanille {n} ?")
        found.append(replace(asked, id=f"n{n}", conversation=absent, answerable="none", evidence=()))
    return found


GATES = [
    Gate(measure=measure, slice="all", at_least=1.0) if measure != "tally_error" else Gate(measure=measure, at_most=5)
    for _, measure in BREAKS.values()
]


def test_every_break_is_caught_by_its_own_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole assistant keeps each gate that the broken one fails."""
    monkeypatch.setattr("eval.intervals.RESAMPLES", 50)
    caught = {one.name: one for one in self_test(Good(), questions(), GATES, 1)}
    assert set(caught) == set(BREAKS)
    assert [one.line for one in caught.values() if not one.shown] == []
    assert "absence" not in caught["wrong language"].failed
    assert caught["never answer"].line.endswith("caught")


def test_a_break_without_a_gate_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The self-test fails where a gate was taken out."""
    monkeypatch.setattr("eval.intervals.RESAMPLES", 50)
    fewer = [gate for gate in GATES if gate.measure != "absence"]
    lost = [one.name for one in self_test(Good(), questions()[:6], fewer, 1) if not one.shown]
    assert lost == ["always answer"]


def test_a_broken_count_is_off_by_twenty_points_exactly() -> None:
    """Whatever the hand count was."""
    for sides in ((("a",), ("b", "c", "d"), ()), (("a", "b", "c"), (), ("d",)), (("a",), ("b",), ("c",))):
        gold = GoldTally("topic", *sides)
        one = question(1, tally=gold, product_id="creme-rosee", conversation=Conversation.of("Bien sur peau sèche ?"))
        broken = Broken(Good(), tally_off, {("Bien sur peau sèche ?", "creme-rosee"): one})
        said = judge(one, broken.answer(one.conversation, "creme-rosee"), broken.record).tally
        assert said
        assert points_off(gold, said) == pytest.approx(20, abs=1)


def test_breaking_is_done_to_the_reply_and_not_to_the_evidence() -> None:
    """Quotes are still checked against the records as they are."""
    broken = Broken(Good(), always_answer, {})
    reply = broken.answer(Conversation.of("Et la vanille ?"), "creme-rosee")
    record: Record = broken.record("question-0000000000000008")
    assert reply.answer.outcome is Outcome.ANSWERED
    assert reply.answer.citations[0].quote in record.text
    with pytest.raises(NotFoundError):
        broken.record("gone")
