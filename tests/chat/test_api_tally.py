"""The count of a topic opens as a list, every voice in its own words."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from chat.answer import Stance
from chat.contract import AssistantLike
from chat.tally.asking import topic_wanted
from chat.tally.tallier import CountedVoice, TopicTally
from data.errors import NotFoundError
from data.records import Record
from data.spans import Span
from retrieval.filters import RecordFacts
from tests.fakes_assistant import FakeAssistant


class CountingAssistant(FakeAssistant):
    """Counts every review of a product as a voice for, and remembers what it was asked to count."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: list[tuple[str, str, str]] = []

    def tally(self, product_id: str, topic: str, language: str) -> TopicTally:
        self.counted.append((product_id, topic, language))
        wanted = topic_wanted(topic, language)
        return TopicTally(wanted, tuple(voice(record) for record in self.records(product_id, "review")))


def voice(record: Record) -> CountedVoice:
    facts = RecordFacts(record.id, record.product_id, record.kind, record.language, incentive="gifted")
    return CountedVoice(Span(record.id, 0, len(record.text), record.text), facts, Stance.FOR, 0.9, (0, 5))


@pytest.fixture
def counting(client: TestClient) -> CountingAssistant:
    assistant = CountingAssistant()
    client.app.state.assistant = assistant  # type: ignore[attr-defined]  # the client's app is typed as any ASGI app
    return assistant


def first_product(assistant: AssistantLike) -> str:
    return next(s.product.id for s in assistant.products() if assistant.records(s.product.id, "review"))


def test_a_count_comes_with_the_words_of_each_voice(client: TestClient, counting: CountingAssistant) -> None:
    product = first_product(counting)
    page = client.get(f"/v1/products/{product}/tally", params={"topic": "peau sèche", "lang": "fr"}).json()
    assert page["for"] == page["of"] == len(page["voices"]) == page["incentivised"] > 0
    assert page["topic"] == "dry_skin"
    assert page["label"] == "l'effet sur peau sèche"
    for found in page["voices"]:
        record = counting.record(found["record_id"])
        assert found["quote"] == record.text[found["start"] : found["end"]]
        assert found["stance"] == "for"
    assert counting.counted == [(product, "peau sèche", "fr")]


def test_a_page_of_voices_begins_where_it_is_asked_to(client: TestClient, counting: CountingAssistant) -> None:
    product = first_product(counting)
    page = client.get(f"/v1/products/{product}/tally", params={"topic": "noise", "lang": "en", "offset": 1, "limit": 1})
    assert [found["number"] for found in page.json()["voices"]] in ([2], [])


def test_words_that_are_no_longer_the_records_are_not_shown(
    client: TestClient, counting: CountingAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = first_product(counting)
    whole = counting.record
    monkeypatch.setattr(counting, "record", lambda record_id: replace(whole(record_id), text="Something else."))
    assert client.get(f"/v1/products/{product}/tally", params={"topic": "noise"}).json()["voices"] == []


def test_a_record_that_left_the_ledger_is_not_shown(
    client: TestClient, counting: CountingAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = first_product(counting)

    def gone(record_id: str) -> Record:
        raise NotFoundError(f"no record {record_id}")

    monkeypatch.setattr(counting, "record", gone)
    page = client.get(f"/v1/products/{product}/tally", params={"topic": "noise"}).json()
    assert page["voices"] == []
    assert page["of"] > 0


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/products/no-such-product/tally?topic=noise", 404),
        ("/v1/products/{product}/tally?topic=the", 404),
        ("/v1/products/{product}/tally", 422),
        ("/v1/products/{product}/tally?topic=noise&lang=de", 422),
        ("/v1/products/{product}/tally?topic=", 422),
    ],
)
def test_what_cannot_be_counted_is_a_problem(
    client: TestClient, counting: CountingAssistant, path: str, status: int
) -> None:
    answer = client.get(path.format(product=first_product(counting)))
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_mistake_names_its_field(client: TestClient, counting: CountingAssistant) -> None:
    answer = client.get(f"/v1/products/{first_product(counting)}/tally?topic=noise&lang=de").json()
    assert [mistake["field"] for mistake in answer["errors"]] == ["query.lang"]


def test_every_field_of_a_count_is_described(client: TestClient) -> None:
    openapi = client.get("/openapi.json").json()
    fields = openapi["components"]["schemas"]["TallyPage"]["properties"]
    assert all(field.get("description") for field in fields.values())
    assert "/v1/products/{product_id}/tally" in openapi["paths"]
