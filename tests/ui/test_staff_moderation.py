"""Moderation by the API: who may, what is shown, what a decision does at once, and what cannot be asked."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from fastapi.testclient import TestClient
from filelock import FileLock

from chat.keys import Role
from ingest.moderation.passages import Passage
from ingest.moderation.rules import rule_book
from retrieval.generations import EmbeddedIndex
from retrieval.probe import probe_here
from tests.ui.staffed_shop import StaffedShop, filled

QUEUE, DECISIONS = "/v1/staff/moderation/queue", "/v1/staff/moderation/decisions"
ADDRESSES = [
    ("GET", QUEUE), ("GET", "/v1/staff/moderation/records/review-1"), ("POST", DECISIONS),
    ("GET", "/v1/staff/moderation/statements"), ("GET", "/v1/staff/moderation/statements.csv"),
    ("GET", "/v1/staff/moderation/rules"), ("POST", "/v1/staff/moderation/trials"),
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home to copy."""
    return filled(tmp_path_factory.mktemp("filled"))


@pytest.fixture
def shop(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StaffedShop]:
    """A server over a copy of the home; new generations are read back here, not in a process of their own."""
    monkeypatch.setattr("ui.staff.office.open_index", lambda _, own: EmbeddedIndex(own.index, probe_here))
    shop = StaffedShop(Path(copytree(home, tmp_path / "home")))
    yield shop
    shop.close()


@pytest.fixture
def staff(shop: StaffedShop) -> TestClient:
    return shop.client(Role.STAFF)


def test_the_queue_the_decisions_and_the_rules_are_for_staff(shop: StaffedShop) -> None:
    for method, address in ADDRESSES:
        assert shop.client(None).request(method, address).status_code == 401
        assert shop.client(Role.PUBLIC).request(method, address).status_code == 403
        assert shop.client(Role.ADMIN).request(method, address).status_code not in (401, 403)


def test_the_queue_tells_rule_reason_and_the_words_it_is_about(staff: TestClient) -> None:
    page = staff.get(QUEUE).json()
    assert page["counts"] == {"reported": 1, "pending": 2, "rejected": 1, "masked": 0, "approved": 0}
    case = next(one for one in page["cases"] if "thieving gits" in one["text"])
    assert (case["rule"], case["served"], case["automatic"]) == ("insult", False, True)
    assert case["rule_title"].keys() == case["rule_reason"].keys() == {"fr", "en"}
    marked = [case["text"][one["start"] : one["end"]] for one in case["passages"] if one["field"] == "text"]
    assert any("thieving gits" in words for words in marked)
    found = staff.get(QUEUE, params={"q": "THIEVING"}).json()
    assert (found["total"], found["rules"]) == (1, {"insult": 1})
    assert staff.get(QUEUE, params={"rule": "spam"}).json()["total"] == 0
    assert staff.get(QUEUE, params={"state": "rejected"}).json()["cases"][0]["rule"] == "spam"


def test_a_case_tells_what_a_learned_rule_read_and_where(staff: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = rule_book().rule("like_insult")
    assert rule is not None
    read = [(rule, Passage("text", 0, 4)), (rule, Passage("text", 5, 9))]
    monkeypatch.setattr("ui.staff.moderation_cases.readings_of", lambda _, record: read)
    (case,) = staff.get(QUEUE, params={"q": "thieving gits"}).json()["cases"]
    assert case["codes"].count("like_insult") == 1
    assert case["others"]["like_insult"] == rule.title
    assert {(one["start"], one["end"]) for one in case["passages"]} >= {(0, 4), (5, 9)}


def test_what_readers_report_waits_until_a_person_decides(shop: StaffedShop, staff: TestClient) -> None:
    (case,) = staff.get(QUEUE, params={"state": "reported"}).json()["cases"]
    assert case["served"]
    assert case["reports"][0]["reason"].startswith("It gives a name.")
    decided = staff.post(
        DECISIONS, json={"action": "approve", "record_ids": [case["record_id"]], "reason": "It is her own name."}
    )
    assert decided.json()["kept"][0]["reports"] == []
    assert staff.get(QUEUE, params={"state": "reported"}).json()["total"] == 0


def test_what_a_person_published_is_found_again_and_given_back_to_the_rules(staff: TestClient) -> None:
    (case,) = staff.get(QUEUE, params={"q": "thieving gits"}).json()["cases"]
    chosen = {"record_ids": [case["record_id"]], "reason": "By mistake."}
    staff.post(DECISIONS, json={"action": "approve", **chosen})
    page = staff.get(QUEUE, params={"state": "approved"}).json()
    assert [one["record_id"] for one in page["cases"]] == [case["record_id"]]
    assert page["counts"]["approved"] == 1
    staff.post(DECISIONS, json={"action": "restore", **chosen})
    assert staff.get(QUEUE, params={"state": "approved"}).json()["total"] == 0
    assert staff.get(QUEUE, params={"q": "thieving gits"}).json()["cases"][0]["status"] == "pending"


def test_any_published_content_is_found_by_its_words_and_can_be_refused(shop: StaffedShop, staff: TestClient) -> None:
    found = staff.get(QUEUE, params={"state": "approved", "q": "RAIN of winter"}).json()
    (case,) = found["cases"]
    assert (found["total"], case["served"], case["rule"]) == (1, True, None)
    refused = {"action": "reject", "record_ids": [case["record_id"]], "reason": "It names a person."}
    assert staff.post(DECISIONS, json=refused).json()["kept"][0]["status"] == "rejected"
    assert staff.get(QUEUE, params={"state": "approved", "q": "rain of winter"}).json()["total"] == 0


def test_many_are_decided_in_one_build_and_served_at_once(shop: StaffedShop, staff: TestClient) -> None:
    ids = [case["record_id"] for case in staff.get(QUEUE).json()["cases"]]
    answer = staff.post(DECISIONS, json={"action": "approve", "record_ids": ids, "reason": "Harmless.", "by": "Ada"})
    assert answer.status_code == 200
    said = answer.json()
    assert [case["status"] for case in said["kept"]] == ["approved", "approved"]
    index = EmbeddedIndex(shop.office.home.index, probe_here)
    manifest = index.manifest()
    assert manifest is not None
    assert manifest.revision == shop.office.ledger.revision()
    assert said["generation"] == index.snapshot().version
    assert shop.model.opened == 1
    told = staff.get(f"/v1/staff/moderation/records/{ids[0]}").json()
    assert told["history"][0]["decided_by"] == "Ada (key staff of the test)"
    assert told["history"][1]["automatic"]


def test_a_passage_is_hidden_and_words_that_are_not_there_are_refused_in_the_readers_language(
    shop: StaffedShop, staff: TestClient
) -> None:
    record = shop.record("hood")
    asked = {"action": "mask", "record_ids": [record.id], "reason": "A surname.", "passages": ["Julie Marchand"]}
    (case,) = staff.post(DECISIONS, json=asked).json()["kept"]
    assert "[passage removed]" in case["text"]
    assert (case["status"], case["rule"]) == ("masked", "passage")
    for language, words in (("fr", "Aucun des mots"), ("en", "None of the words")):
        refused = shop.client(Role.STAFF, language).post(DECISIONS, json=asked | {"passages": ["nowhere"]})
        assert refused.status_code == 422
        assert refused.headers["content-language"] == language
        assert refused.json()["detail"].startswith(words)


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": "burn"}, {"record_ids": []}, {"record_ids": ["x"] * 101}, {"reason": "  "}, {"reason": "a\x00bc"},
        {"by": "rules@1"}, {"by": "source:x"}, {"passages": ["word"]}, {"action": "mask"}, {"more": 1},
    ],
)  # fmt: skip
def test_a_decision_that_is_not_as_expected_is_refused(staff: TestClient, wrong: dict[str, object]) -> None:
    asked = {"action": "approve", "record_ids": ["review-1"], "reason": "Harmless."} | wrong
    answer = staff.post(DECISIONS, json=asked)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_nothing_is_decided_on_what_is_not_there_or_while_somebody_else_writes(
    shop: StaffedShop, staff: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"action": "reject", "record_ids": ["review-unknown"], "reason": "Spam."}
    assert "reload the list" in staff.post(DECISIONS, json=asked).json()["detail"]
    with FileLock(shop.office.home.builder_lock):
        refused = shop.client(Role.STAFF, "fr").post(DECISIONS, json=asked)
    assert refused.status_code == 409
    assert "en cours" in refused.json()["detail"]
    assert refused.headers["retry-after"] == "5"


def test_statements_leave_as_json_and_as_a_table_no_spreadsheet_computes(shop: StaffedShop, staff: TestClient) -> None:
    record = shop.record("hood")
    staff.post(DECISIONS, json={"action": "reject", "record_ids": [record.id], "reason": '=HYPERLINK("x")'})
    told = staff.get("/v1/staff/moderation/statements", params={"record_id": record.id}).json()["statements"]
    assert told[0]["redress"]["fr"].startswith("Vous pouvez demander")
    answer = staff.get("/v1/staff/moderation/statements.csv", params={"record_id": record.id})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    (line,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert line["detail"] == '\'=HYPERLINK("x")'
    assert line["reason_fr"] == "Une personne de la boutique a décidé."


def test_the_rules_are_told_and_one_is_tried_without_being_switched_on(staff: TestClient) -> None:
    told = staff.get("/v1/staff/moderation/rules").json()
    assert told["titles"]["campaign"] == {"fr": "Campagne", "en": "Campaign"}
    rules = {rule["code"]: rule for rule in told["rules"]}
    spam = rules["spam"]
    revision = staff.get(QUEUE).json()
    trial = {"code": "spam", "status": "rejected", "patterns": spam["patterns"], "also": spam["also"]}
    found = staff.post("/v1/staff/moderation/trials", json=trial).json()
    assert (found["read"], found["matched"], found["changes"]) == (4, 1, {})
    new = {"code": "hood", "status": "pending", "patterns": [r"\bhood\b"]}
    found = staff.post("/v1/staff/moderation/trials", json=new).json()
    assert found["changes"] == {"held": 1}
    assert found["examples"][0]["passages"] == [{"field": "text", "start": 4, "end": 8}]
    assert "'''\\bhood\\b'''" in found["toml"]
    assert staff.get(QUEUE).json() == revision


def test_a_pattern_that_cannot_be_read_is_named(shop: StaffedShop) -> None:
    asked = {"code": "x1", "status": "pending", "patterns": ["fine", "(broken"]}
    answer = shop.client(Role.STAFF, "fr").post("/v1/staff/moderation/trials", json=asked)
    assert answer.status_code == 422
    assert "Le motif n° 2" in answer.json()["detail"]


def test_a_busy_machine_is_said_to_be_busy_and_no_pattern_is_blamed(
    shop: StaffedShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.staff.moderation.MOST_WAIT_S", 0.01)
    asked = {"code": "hood", "status": "pending", "patterns": [r"\bhood\b"]}
    answer = shop.client(Role.STAFF, "fr").post("/v1/staff/moderation/trials", json=asked)
    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("Le serveur est trop occupé pour essayer une règle")
    assert answer.headers["retry-after"]


def test_the_documentation_describes_every_address(staff: TestClient) -> None:
    paths = staff.get("/openapi.json").json()["paths"]
    for method, address in ADDRESSES:
        about = paths[address.replace("review-1", "{record_id}")][method.lower()]
        assert about["summary"]
        assert {"401", "403"} <= about["responses"].keys()
