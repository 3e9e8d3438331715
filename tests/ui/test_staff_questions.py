"""Unanswered questions by the API: grouped, asked of customers by a draft, answered by the brand and then gone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from fastapi.testclient import TestClient

from chat.keys import Role
from data.journal import AskedQuestion
from data.records import Kind
from ingest.brand_answers import SOURCE
from retrieval.generations import EmbeddedIndex
from retrieval.probe import probe_here
from tests.ui.staffed_shop import StaffedShop, filled
from ui.staff.questions_drafts import request_draft
from ui.staff.questions_gaps import grouped

GAPS = "/v1/staff/questions"
ENTRY = {"language": "fr", "question": "Est-elle parfumée ?", "answer": "Oui, à la mélisse, très légèrement."}
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


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


def asked(text: str, product_id: str | None = "cream", language: str = "fr", days: int = 0) -> AskedQuestion:
    return AskedQuestion(text, product_id, language, "no_evidence", AT - timedelta(days=days))


def test_one_topic_in_two_languages_is_one_gap_of_one_product() -> None:
    gaps = grouped([
        asked("Est-elle parfumée ?"), asked("What does it smell like?", language="en", days=2),
        asked("Quelle odeur a-t-elle ?", "soap"), asked("Elle sent quoi ?"),
    ])  # fmt: skip
    cream = next(gap for gap in gaps if gap.product_id == "cream")
    assert (cream.asked, cream.labels["en"]) == (3, "the smell")
    assert (cream.first, cream.last) == (AT - timedelta(days=2), AT)
    assert [gap.product_id for gap in gaps] == ["cream", "soap"]


def test_words_without_a_topic_group_by_their_stems_whatever_their_order() -> None:
    gaps = grouped([asked("Zorglub frobnique ?"), asked("frobnique zorglub ?"), asked("???")])
    assert sorted(gap.asked for gap in gaps) == [1, 2]
    assert all(gap.labels["fr"].startswith("«") for gap in gaps)


def test_the_draft_wants_both_sides_and_quotes_what_was_asked_in_its_own_language() -> None:
    (gap,) = grouped([asked("Est-elle parfumée ?"), asked("What does it smell like?", language="en")])
    french, english = (request_draft(gap, language, "Rosée", "Fauvette") for language in ("fr", "en"))
    assert french.subject == "Rosée : racontez-nous ce qu'il en est de l'odeur"
    assert "« Est-elle parfumée ? »".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in french.text
    assert "What does" not in french.text
    assert "ce qui va comme ce qui ne va pas" in french.text
    assert "“What does it smell like?”" in english.text
    assert "favourable or not" in english.text
    assert request_draft(gap, "en", None, None).text.endswith("The shop's team\n")


def test_gaps_are_for_staff_and_come_most_asked_first(shop: StaffedShop, staff: TestClient) -> None:
    assert shop.client(None).get(GAPS).status_code == 401
    assert shop.client(Role.PUBLIC).get(GAPS).status_code == 403
    page = staff.get(GAPS).json()
    assert page["counts"] == {"open": 3, "answered": 0}
    first = page["gaps"][0]
    assert (first["topic"]["fr"], first["asked"], first["product"]["en"]) == ("l'odeur", 5, "Rosée Cream")
    assert first["wordings"][0] == {"text": "Est-elle parfumée ?", "language": "fr", "asked": 3}
    assert staff.get(GAPS, params={"product_id": "soap"}).json()["total"] == 0


def test_an_answer_of_the_brand_is_served_and_the_question_leaves_the_list(
    shop: StaffedShop, staff: TestClient
) -> None:
    gap = staff.get(GAPS).json()["gaps"][0]
    english = {"language": "en", "question": "Is it scented?", "answer": "Yes, lightly, with lemon balm."}
    answer = staff.post(f"{GAPS}/{gap['id']}/answers", json={"entries": [ENTRY, english], "by": "Ada"})
    assert answer.status_code == 201
    kept = [shop.office.ledger.record(record_id) for record_id in answer.json()["record_ids"]]
    assert [(one.kind, one.language, one.by_brand) for one in kept] == [(Kind.FAQ, "fr", True), (Kind.FAQ, "en", True)]
    assert kept[0].title == ENTRY["question"]
    assert kept[0].provenance.source == SOURCE
    index = EmbeddedIndex(shop.office.home.index, probe_here)
    assert {row.metadata["record_id"] for row in index.snapshot().store.of_product("cream")} >= {one.id for one in kept}
    assert staff.get(GAPS).json()["counts"] == {"open": 2, "answered": 1}
    (answered,) = staff.get(GAPS, params={"state": "answered"}).json()["gaps"]
    assert [one["by"] for one in answered["answers"]] == ["Ada (key staff of the test)"] * 2
    later = AskedQuestion("Elle sent quoi ?", "cream", "fr", "partial", datetime.now(UTC) + timedelta(hours=1))
    shop.office.ledger.journal.add_question(later)
    again = staff.get(GAPS).json()["gaps"][0]
    assert (again["id"], again["state"], len(again["answers"])) == (gap["id"], "open", 2)


def test_answering_the_same_question_anew_replaces_the_answer(shop: StaffedShop, staff: TestClient) -> None:
    gap = staff.get(GAPS).json()["gaps"][0]
    for text in ("Oui.", "Non, sans parfum."):
        answer = staff.post(f"{GAPS}/{gap['id']}/answers", json={"entries": [ENTRY | {"answer": text}]})
    (record_id,) = answer.json()["record_ids"]
    assert shop.office.ledger.record(record_id).text == "Non, sans parfum."
    assert shop.office.ledger.ids_of_source(SOURCE) == {record_id}


def test_a_question_on_the_whole_shop_needs_a_product_that_is_sold(shop: StaffedShop, staff: TestClient) -> None:
    gap = next(one for one in staff.get(GAPS).json()["gaps"] if one["product_id"] is None)
    french = shop.client(Role.STAFF, "fr")
    refused = french.post(f"{GAPS}/{gap['id']}/answers", json={"entries": [ENTRY]})
    assert (refused.status_code, refused.json()["detail"][:19]) == (422, "Choisissez le produ")
    unknown = french.post(f"{GAPS}/{gap['id']}/answers", json={"entries": [ENTRY], "product_id": "hat"})
    assert unknown.status_code == 404
    known = french.post(f"{GAPS}/{gap['id']}/answers", json={"entries": [ENTRY], "product_id": "cream"})
    assert known.json()["product_id"] == "cream"


@pytest.mark.parametrize(
    "wrong",
    [
        {"entries": []}, {"entries": [ENTRY, ENTRY]}, {"entries": [ENTRY | {"answer": " "}]},
        {"entries": [ENTRY | {"language": "de"}]}, {"entries": [ENTRY], "by": "rules@2"},
        {"entries": [ENTRY | {"question": "a\x00bcd"}]},
    ],
)  # fmt: skip
def test_an_answer_that_is_not_as_expected_is_refused(staff: TestClient, wrong: dict[str, object]) -> None:
    gap = staff.get(GAPS).json()["gaps"][0]
    assert staff.post(f"{GAPS}/{gap['id']}/answers", json=wrong).status_code == 422


def test_a_gap_that_is_not_there_is_said_so(staff: TestClient) -> None:
    assert staff.get(f"{GAPS}/gap-0000000000000000/request").status_code == 404
    assert staff.get(f"{GAPS}/whatever/request").status_code == 422
