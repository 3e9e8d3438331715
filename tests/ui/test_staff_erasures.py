"""Administrators erase a contributor through the API: preview, confirmation, receipt; the served answers follow."""

import json

import pytest
from fastapi.testclient import TestClient

from chat.assistant import Assistant
from chat.conversation import Conversation, Turn
from chat.gate import fitted_gate
from chat.keys import Role
from data.home import Home
from data.ledger import Ledger
from retrieval.generations import EmbeddedIndex
from retrieval.search import Searcher
from tests.fakes_embedder import FakeEmbedder
from tests.imports_for_tests import row
from tests.ui.test_staff_imports import Staffed, export, sent, settled, staffed

__all__ = ["staffed"]
WORDS = [
    "My very dry skin drinks this cream up and there is no tightness left after two days.",
    "For dry skin this cream is rich enough, my cheeks stopped flaking after a week.",
    "The pump of this cream broke within a week and nobody answered my letters.",
]


@pytest.fixture(scope="module")
def admin(staffed: Staffed, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    client = staffed.client(Role.ADMIN)
    told = sent(client, export(tmp_path_factory.mktemp("export"), *(row(n, words) for n, words in enumerate(WORDS))))
    client.post(f"/v1/staff/imports/{told['id']}/run", json={})
    settled(client, f"/v1/staff/imports/{told['id']}")
    return client


def served(home: Home) -> tuple[Assistant, Ledger]:
    """An assistant with a ledger and an index of its own, as a server has them."""
    ledger = Ledger.open(home.ledger_url)
    searcher = Searcher(EmbeddedIndex(home.index), FakeEmbedder(), shelves=4)
    return Assistant(ledger, searcher, fitted_gate(), keeps_questions=False), ledger


def test_a_contributor_is_looked_at_exported_erased_and_gone_from_every_answer(
    staffed: Staffed,
    admin: TestClient,
) -> None:
    assistant, ledger = served(staffed.office.home)
    asked = Conversation((Turn("shopper", "Is it good for dry skin?"),), "en")
    with ledger:
        before = assistant.evidence("cream", "dry skin")
        assert {citation.author for citation in before} >= {"author 0", "author 1"}
        assistant.answer(asked, "cream")
        looked = admin.get("/v1/admin/erasures/preview", params={"author": "Author 0"}).json()
        assert (looked["total"], looked["traces"]["records"]) == (1, 1)
        assert looked == admin.post("/v1/admin/erasures/preview", json={"authors": ["Author 0"]}).json()
        held = admin.post("/v1/admin/contributor-exports", json={"authors": ["Author 0"]})
        assert (held.headers["cache-control"], held.json()["records"][0]["text"]) == ("no-store", WORDS[0])
        body = {"authors": ["Author 0"], "confirm": "Author 0", "by": "Sofia"}
        started = admin.post("/v1/admin/erasures", json=body)
        assert started.status_code == 202
        done = settled(admin, f"/v1/admin/erasures/{started.json()['work']['id']}")
        receipt = done["receipt"]["receipt"]  # type: ignore[index]  # JSON
        assert (receipt["clean"], receipt["erased"]["records"]) == (True, 1)
        assert receipt["actor"] == "Sofia (key admin of the test)"
        after = assistant.evidence("cream", "dry skin")
        assert "author 0" not in {citation.author for citation in after}
        assert "author 1" in {citation.author for citation in after}
        assert WORDS[0][:30] not in json.dumps([citation.quote for citation in after])
        assert WORDS[0][:30] not in assistant.answer(asked, "cream").answer.text
        assert len(assistant.records("cream")) == 2
    listed = admin.get("/v1/admin/erasures", headers={"Accept-Language": "fr"}).json()
    assert ([one["receipt"]["id"] for one in listed["erasures"]], listed["cut_short"]) == ([receipt["id"]], False)
    assert "Author 0" not in json.dumps(listed)


@pytest.mark.parametrize(
    "body",
    [
        {"authors": ["author 1"], "confirm": "author 2"},
        {"authors": ["author 1"]},
        {"confirm": "x"},
        {"authors": [], "record_ids": ["review-1"], "confirm": ""},
        {"authors": ["author 1"], "confirm": "author 1", "by": "rules@1"},
    ],
)
def test_nothing_is_erased_unless_the_name_is_typed_again(body: dict[str, object], admin: TestClient) -> None:
    answer = admin.post("/v1/admin/erasures", json=body)
    assert answer.status_code == 422
    assert len(admin.get("/v1/admin/erasures").json()["erasures"]) == 1


def test_whom_nothing_is_held_of_is_not_found(admin: TestClient) -> None:
    assert admin.get("/v1/admin/erasures/preview", params={"author": "nobody"}).status_code == 404
    assert admin.get("/v1/admin/erasures/preview").status_code == 404
    assert admin.post("/v1/admin/contributor-exports", json={"authors": ["nobody"]}).status_code == 404
    started = admin.post("/v1/admin/erasures", json={"authors": ["nobody"], "confirm": "nobody"}).json()
    done = settled(admin, f"/v1/admin/erasures/{started['work']['id']}")
    assert done["work"]["state"] == "failed"  # type: ignore[index]  # JSON
    assert admin.get("/v1/admin/erasures/0123456789abcdef").status_code == 404


@pytest.mark.parametrize("role", [None, Role.PUBLIC, Role.STAFF])
def test_only_administrators_may(role: Role | None, staffed: Staffed, admin: TestClient) -> None:
    client = staffed.client(role)
    body = {"authors": ["author 1"], "confirm": "author 1"}
    codes = {
        client.get("/v1/admin/erasures").status_code,
        client.get("/v1/admin/erasures/preview", params={"author": "author 1"}).status_code,
        client.post("/v1/admin/erasures", json=body).status_code,
        client.post("/v1/admin/contributor-exports", json={"authors": ["author 1"]}).status_code,
    }
    assert codes == {403 if role else 401}
    assert len(list(staffed.office.ledger.records())) == 2
