"""Staff have one question answered otherwise than usual, and only they; what is a test leaves no mark."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from chat.answer import Generated, Outcome, Sentence
from chat.api import create_api
from chat.assistant import Assistant
from chat.contract import Reply
from chat.conversation import Conversation
from chat.deciding import Decision
from chat.gate import Gate
from chat.keys import Holder, Role
from chat.llm.writer import Writing
from chat.manner import Manner, MannerRefusedError
from data.errors import LedgerError
from retrieval.hits import Hit
from retrieval.search import Searcher
from tests.fakes_assistant import FakeAssistant
from tests.records_for_tests import Shop, review

REVIEWS = (
    review(1, "My dry skin drinks it up."),
    review(2, "On dry skin it is too light for me.", rating=2.0),
    review(3, "The pump broke after a week.", rating=1.0),
)


class FakeReranker:
    """Turns the order round and remembers how much it read."""

    depth = 30

    def __init__(self) -> None:
        self.read: list[int] = []

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        self.read.append(len(hits))
        return list(reversed(hits))


class FakeWriter:
    """Says one sentence of its own."""

    def write(self, writing: Writing) -> Iterator[Sentence]:
        writing.prompt = [("system", "Be brief.")]
        writing.kept = 1
        yield Sentence("A model says so.", (1,))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    shop = Shop(tmp_path_factory.mktemp("home"))
    shop.keep(*REVIEWS)
    shop.build()
    yield shop
    shop.ledger.close()


def assistant_of(shop: Shop, **parts: Any) -> Assistant:
    searcher = Searcher(shop.index, shop.embedder, 4, parts.pop("reranker", None))
    gate, decision = Gate(-3.0, {"coverage": 6.0}, 0.5, 0.5, 0.2), Decision(0.0, {"best": 1.0}, 0.5, 0.2)
    return Assistant(shop.ledger, searcher, gate, lambda: date(2026, 6, 1), decision=decision, **parts)


def ask(assistant: Assistant, question: str = "Is it good on dry skin?", **manner: Any) -> Reply:
    return assistant.answer(replace(Conversation.of(question, "en"), manner=Manner(**manner)), "cream")


def test_a_stricter_threshold_turns_an_answer_into_what_comes_close(shop: Shop) -> None:
    assistant = assistant_of(shop)
    assert ask(assistant).answer.outcome is Outcome.ANSWERED
    assert ask(assistant, answered=1.0).answer.outcome is not Outcome.ANSWERED
    assert ask(assistant, answered=1.0, near=1.0).answer.outcome is Outcome.NO_EVIDENCE
    assert ask(assistant).answer.outcome is Outcome.ANSWERED


def test_fewer_spans_can_be_looked_at(shop: Shop) -> None:
    assistant = assistant_of(shop)
    assert len(ask(assistant).trace.candidates) > 1
    assert len(ask(assistant, pool=1).trace.candidates) == 1


def test_the_reranker_can_be_left_out_for_one_question(shop: Shop) -> None:
    reranker = FakeReranker()
    assistant = assistant_of(shop, reranker=reranker)
    ask(assistant, reranked=False)
    assert reranker.read == []
    ask(assistant)
    assert len(reranker.read) == 1


def test_the_rules_can_word_what_a_model_usually_does_and_the_trace_shows_the_prompt(shop: Shop) -> None:
    assistant = assistant_of(shop, writer=FakeWriter())
    worded, assembled = ask(assistant, answerer="llm"), ask(assistant, answerer="assembled")
    assert (worded.answer.generated, worded.trace.prompt) == (Generated.LLM, (("system", "Be brief."),))
    assert (assembled.answer.generated, assembled.trace.prompt) == (Generated.ASSEMBLED, ())


@pytest.mark.parametrize(
    ("manner", "variable"), [({"answerer": "llm"}, "CHAT_MODEL"), ({"reranked": True}, "RERANKER")]
)
def test_what_is_not_set_up_is_refused_by_name(shop: Shop, manner: dict[str, Any], variable: str) -> None:
    with pytest.raises(MannerRefusedError, match=f"TEMOIN_{variable}"):
        ask(assistant_of(shop), **manner)


def test_how_a_question_ended_is_logged_without_its_words_unless_it_is_a_test(shop: Shop) -> None:
    assistant = assistant_of(shop)
    cited = ask(assistant).answer
    ask(assistant, "is it vegan, my good witness?")
    ask(assistant, kept=False)
    ask(assistant, "is it a witness to tests?", kept=False)
    assistant.close()
    none, answered, *_ = shop.ledger.answers.read()
    assert (answered.answer_id, answered.product_id, answered.outcome) == (cited.id, "cream", "answered")
    assert (answered.intent, answered.topic, answered.language) == ("product_question", "dry_skin", "en")
    assert [record_id for record_id, _ in answered.cited] == [c.record_id for c in cited.citations]
    assert 0 < answered.milliseconds < 60_000
    assert (none.outcome, none.cited) == ("no_evidence", ())
    assert "witness" not in str(none)
    kept = [asked.text for asked in shop.ledger.journal.questions() if "witness" in asked.text]
    assert kept == ["is it vegan, my good witness?"]


def test_an_assistant_that_keeps_no_questions_logs_no_answers(shop: Shop) -> None:
    assistant = assistant_of(shop, keeps_questions=False)
    unlike_any = ask(assistant, "Does the dry skin cream of the test pump?").answer.id
    assistant.close()
    assert unlike_any not in {entry.answer_id for entry in shop.ledger.answers.read()}


def test_a_disk_that_cannot_be_written_hurts_no_answer(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise LedgerError("disk is full")

    monkeypatch.setattr(type(shop.ledger.answers), "add", full)
    monkeypatch.setattr(type(shop.ledger.journal), "add_question", full)
    assistant = assistant_of(shop)
    assert ask(assistant).answer.outcome is Outcome.ANSWERED
    assert ask(assistant, "is it vegan?").answer.outcome is Outcome.NO_EVIDENCE
    assistant.close()


class Keys:
    """Accepts the name of a role as its key."""

    def holder(self, presented: str) -> Holder | None:
        return Holder(presented, Role(presented)) if presented in set(Role) else None


ASKED = {"product_id": "creme-rosee", "question": "Peau sèche ?"}


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("public", 403), ("staff", 200)])
@pytest.mark.parametrize("path", ["/v1/chat", "/v1/chat/stream"])
def test_only_staff_may_ask_in_a_manner_of_their_own(role: str | None, status: int, path: str) -> None:
    assistant = FakeAssistant()
    client = TestClient(create_api(assistant, keyring=Keys()))
    settings = {"answerer": "assembled", "pool": 20, "kept": False}
    headers = {"Authorization": f"Bearer {role}"} if role else {}
    assert client.post(path, json=ASKED | {"settings": settings}, headers=headers).status_code == status
    manners = [conversation.manner for conversation, _ in assistant.asked]
    assert manners == ([Manner("assembled", pool=20, kept=False)] if status == 200 else [])


@pytest.mark.parametrize(
    "settings", [{"pool": 4}, {"pool": 201}, {"answered": 1.1}, {"near": -1}, {"temperature": 1}, {"answerer": "gpt"}]
)
def test_settings_out_of_bounds_are_refused_by_field(settings: dict[str, Any]) -> None:
    client = TestClient(
        create_api(FakeAssistant(), expose_trace=True), client=("127.0.0.1", 1), base_url="http://127.0.0.1"
    )
    refused = client.post("/v1/chat", json=ASKED | {"settings": settings})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"].startswith("body.settings")


def test_a_manner_that_is_not_set_up_is_422_with_what_helps() -> None:
    class Without(FakeAssistant):
        def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
            raise MannerRefusedError("answerer", "no chat model is set up here: TEMOIN_CHAT_MODEL names one")

    client = TestClient(create_api(Without(), expose_trace=True), client=("127.0.0.1", 1), base_url="http://127.0.0.1")
    refused = client.post("/v1/chat", json=ASKED | {"settings": {"answerer": "llm"}})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {"field": "body.settings.answerer", "message": "no chat model is set up here: TEMOIN_CHAT_MODEL names one"}
    ]
