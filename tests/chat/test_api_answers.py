"""What the API answers when all is well."""

import json
from typing import Any

from fastapi.testclient import TestClient

from chat.api import create_api
from chat.conversation import Turn
from tests.fakes_assistant import RECORDS, FakeAssistant

DRY = {"product_id": "creme-rosee", "question": "Convient-elle aux peaux sèches ?", "language": "fr"}


def events(text: str) -> list[tuple[str, Any]]:
    """A stream's events with their data."""
    blocks = [block.split("\n", 1) for block in text.strip().split("\n\n") if block.startswith("event: ")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_an_answer_carries_everything_a_page_must_show(client: TestClient) -> None:
    answer = client.post("/v1/chat", json=DRY).json()
    assert answer["outcome"] == "answered"
    assert (answer["language"], answer["generated"]) == ("fr", "assembled")
    assert answer["disclosure"].startswith("Vous parlez à un assistant automatique (IA)")
    assert answer["limit"].startswith("À savoir")
    assert answer["searched"]["review"] == 5
    assert len(answer["suggestions"]) == 2
    assert len(answer["trace_id"]) == 32
    assert answer["trace"] is None


def test_every_quote_is_a_verbatim_span_of_the_record_it_names(client: TestClient) -> None:
    citations = client.post("/v1/chat", json=DRY).json()["citations"]
    assert len(citations) == 4
    for citation in citations:
        record = client.get(f"/v1/records/{citation['record_id']}").json()
        assert record["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_a_tally_says_for_and_against_in_json_and_in_the_stream_alike(client: TestClient) -> None:
    whole = client.post("/v1/chat", json=DRY).json()["tally"]
    streamed = events(client.post("/v1/chat/stream", json=DRY).text)[-1][1]["tally"]
    assert whole == streamed
    assert (whole["for"], whole["against"], whole["mixed"], whole["of"]) == (3, 1, 1, 5)


def test_a_stream_gives_the_proofs_first_then_the_sentences_then_the_whole(client: TestClient) -> None:
    response = client.post("/v1/chat/stream", json=DRY)
    assert response.headers["content-type"].startswith("text/event-stream")
    got = events(response.text)
    assert [name for name, _ in got] == ["understood", "evidence", *["sentence"] * 5, "done"]
    done = got[-1][1]
    assert got[0][1] == {"question": DRY["question"], "intent": "product_question"}
    assert got[1][1]["citations"] == done["citations"]
    assert [data for name, data in got if name == "sentence"] == done["sentences"]


def test_a_line_that_only_repeats_a_proof_says_so_wherever_it_is_sent(client: TestClient) -> None:
    streamed = [
        data["only_quote"] for name, data in events(client.post("/v1/chat/stream", json=DRY).text) if name == "sentence"
    ]
    whole = client.post("/v1/chat", json=DRY).json()["sentences"]
    assert streamed == [one["only_quote"] for one in whole] == [False, True, True, True, True]


def test_a_cue_opens_its_video_at_its_second(client: TestClient) -> None:
    film = next(record for record in RECORDS if record.cues)
    cues = client.get(f"/v1/records/{film.id}").json()["cues"]
    assert [cue["url"] for cue in cues] == [f"{film.url}#t={int(cue.start_s)}" for cue in film.cues]


def test_a_conversation_reaches_the_assistant_turn_by_turn(client: TestClient, assistant: FakeAssistant) -> None:
    messages = [
        {"role": "shopper", "text": "Convient-elle aux peaux sèches ?"},
        {"role": "assistant", "text": "Plutôt oui."},
        {"role": "shopper", "text": " Et pour un homme ? "},
    ]
    client.post("/v1/chat", json={"product_id": "creme-rosee", "messages": messages})
    conversation, product_id = assistant.asked[-1]
    assert product_id == "creme-rosee"
    assert conversation.turns[-1] == Turn("shopper", "Et pour un homme ?")
    assert conversation.earlier == ("Convient-elle aux peaux sèches ?",)
    assert conversation.language is None


def test_an_alias_is_asked_about_under_the_products_own_id(client: TestClient, assistant: FakeAssistant) -> None:
    assert client.post("/v1/chat", json=DRY | {"product_id": "MF-CR-50"}).json()["product_id"] == "creme-rosee"
    assert assistant.asked[-1][1] == "creme-rosee"


def test_without_a_product_all_are_asked(client: TestClient, assistant: FakeAssistant) -> None:
    assert client.post("/v1/chat", json={"question": "une crème pour peau sèche ?"}).status_code == 200
    assert assistant.asked[-1][1] is None


def test_absence_is_an_answer_with_what_comes_nearest(client: TestClient) -> None:
    answer = client.post("/v1/chat", json=DRY | {"question": "Tient-elle au ski ?"}).json()
    assert answer["outcome"] == "no_evidence"
    assert answer["citations"] == []
    assert answer["nearest"][0]["quote"] == "il faut juste attendre deux minutes"


def test_the_trace_is_refused_unless_the_app_exposes_it_to_this_machine(assistant: FakeAssistant) -> None:
    closed = TestClient(create_api(assistant), base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50000))
    app = create_api(assistant, expose_trace=True)
    local = TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50000))
    remote = TestClient(app, base_url="http://127.0.0.1:8000", client=("203.0.113.9", 50000))
    proxied = TestClient(app, base_url="https://shop.example", client=("127.0.0.1", 50000))
    for refused in (closed, remote, proxied):
        assert refused.post("/v1/chat?trace=1", json=DRY).status_code == 403
        assert refused.post("/v1/chat/stream?trace=1", json=DRY).status_code == 403
    trace = local.post("/v1/chat?trace=1", json=DRY).json()["trace"]
    assert [stage["name"] for stage in trace["stages"]] == ["language", "intent", "evidence", "answerable"]
    assert trace["candidates"][-1]["refused"] == "autre sujet"
    assert local.post("/v1/chat", json=DRY).json()["trace"] is None


def test_products_are_listed_page_by_page(client: TestClient) -> None:
    page = client.get("/v1/products", params={"offset": 1, "limit": 1}).json()
    assert (page["total"], page["offset"], page["limit"]) == (2, 1, 1)
    assert [product["id"] for product in page["products"]] == ["foulque-3"]
    assert page["products"][0]["records"] == {"review": 2}


def test_a_product_sheet_is_the_brands_word(client: TestClient) -> None:
    sheet = client.get("/v1/products/MF-CR-50").json()
    assert (sheet["id"], sheet["price"], sheet["currency"]) == ("creme-rosee", "34.00", "EUR")
    assert sheet["facts"][0]["value"] == {"fr": "50 ml, flacon pompe", "en": "50 ml, pump bottle"}


def test_records_come_newest_first_undated_last_and_by_kind(client: TestClient) -> None:
    page = client.get("/v1/products/creme-rosee/records", params={"kind": "review"}).json()
    dates = [record["published"] for record in page["records"]]
    assert dates == [*sorted((date for date in dates if date), reverse=True), None]
    rest = client.get("/v1/products/creme-rosee/records?kind=review&offset=3&limit=2").json()
    assert rest["records"] == page["records"][3:5]
    assert rest["total"] == page["total"] == 5


def test_a_record_keeps_what_is_for_staff_and_drops_links_that_are_not_web_addresses(client: TestClient) -> None:
    record = client.get("/v1/records/review-0000000000000005").json()
    assert record["url"] is None
    assert record["media"] == ["https://fauvette.example/photo.jpg"]
    assert not {"proof_score", "status", "status_reason", "source", "external_id"} & record.keys()


def test_evidence_is_quotes_without_raw_scores(client: TestClient) -> None:
    found = client.get("/v1/products/creme-rosee/evidence", params={"q": "peau sèche", "limit": 2}).json()
    assert [citation["number"] for citation in found["citations"]] == [1, 2]
    assert "score" not in json.dumps(found)


def test_suggestions_come_in_the_language_asked_for(client: TestClient) -> None:
    found = client.get("/v1/products/creme-rosee/suggestions?language=en").json()
    assert found["suggestions"][0] == "Is it good for dry skin?"


def test_health_answers_always_and_readiness_says_what_is_missing(client: TestClient, assistant: FakeAssistant) -> None:
    assert client.get("/readyz").json() == {"status": "ready"}
    assistant.missing = "no generation of the index: run python -m ingest"
    assert client.get("/healthz").json() == {"status": "ok"}
    problem = client.get("/readyz")
    assert problem.status_code == 503
    assert "ingest" not in problem.text, "what is missing names folders and commands: for staff"
    assert problem.headers["retry-after"] == "2"
    local = create_api(assistant, expose_trace=True)
    told = TestClient(local, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 1)).get("/readyz")
    assert (told.status_code, told.json()["detail"]) == (503, "no generation of the index: run python -m ingest")


def test_the_fake_quotes_its_own_records() -> None:
    assert len(RECORDS) == 11
    assert FakeAssistant().record("review-0000000000000001").author == "Claire"
