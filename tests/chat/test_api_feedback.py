"""Readers tell what they think of an answer, and report content; staff find it in the journal."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.fakes_assistant import FakeAssistant
from tests.records_for_tests import Shop


@pytest.mark.parametrize("verdict", ["helpful", "unhelpful", "wrong"])
def test_a_verdict_is_kept_with_its_reason(client: TestClient, assistant: FakeAssistant, verdict: str) -> None:
    answer = client.post("/v1/answers/answer-1/feedback", json={"verdict": verdict, "reason": " pas ma taille "})
    assert answer.status_code == 204
    assert answer.content == b""
    assert assistant.heard == [("answer-1", verdict, "pas ma taille")]


def test_a_report_goes_to_the_staff_under_the_record_s_id(client: TestClient, assistant: FakeAssistant) -> None:
    answer = client.post("/v1/records/review-0000000000000002/report", json={"reason": "Un numéro de téléphone."})
    assert answer.status_code == 202
    assert assistant.heard == [("review-0000000000000002", "report", "Un numéro de téléphone.")]


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("/v1/answers/answer-1/feedback", {"verdict": "great"}, 422),
        ("/v1/answers/answer-1/feedback", {"verdict": "wrong", "reason": "x" * 1001}, 422),
        ("/v1/answers/answer-1/feedback", {"verdict": "wrong", "who": "me"}, 422),
        ("/v1/records/review-0000000000000002/report", {"reason": " "}, 422),
        ("/v1/records/review-9/report", {"reason": "Une insulte."}, 404),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_kept(
    client: TestClient, assistant: FakeAssistant, path: str, sent: dict[str, str], status: int
) -> None:
    answer = client.post(path, json=sent)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert assistant.heard == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("no", "no"),
        ("Ring me on 07700 900123 or at jo@example.org.", "Ring me on [phone removed] or at [email removed]."),
        (
            "Rappelez-moi au 06 12 34 56 78, la taille est fausse.",
            "Rappelez-moi au [téléphone masqué], la taille est fausse.",
        ),
    ],
)
def test_the_journal_keeps_feedback_without_personal_data(tmp_path: Path, said: str, kept: str) -> None:
    from chat.assistant import Assistant
    from chat.gate import fitted_gate
    from retrieval.search import Searcher

    shop = Shop(tmp_path)
    Assistant(shop.ledger, Searcher(shop.index, shop.embedder, 1), fitted_gate()).note_feedback(
        "answer-1", "wrong", said
    )
    (feedback,) = shop.ledger.journal.feedback("answer-1")
    assert (feedback.verdict, feedback.reason) == ("wrong", kept)
    shop.ledger.close()
