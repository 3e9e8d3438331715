"""Admins open an original with a reason, which is written down; nobody else may, and another key opens nothing."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from chat.keys import Role
from ingest.pipeline import Options, ingest
from tests.imports_for_tests import TODAY, row, write_csv
from tests.records_for_tests import Watcher
from tests.ui.test_staff_imports import Staffed

ADDRESS = "claire.dubois@example.org"
HIDDEN = f"It leaked at once. Write to me at {ADDRESS} and I will tell you more."
PLAIN = "My very dry skin drinks it up and there is no tightness left."
WHY = {"reason": "the author asks for a copy"}


def with_key(staffed: Staffed, key: str) -> None:
    staffed.office.settings = staffed.settings.model_copy(update={"pii_key": SecretStr(key)})


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    folder = tmp_path_factory.mktemp("sealed")
    staffed = Staffed(folder / "home")
    with_key(staffed, "a passphrase of some length")
    (folder / "exports").mkdir()
    write_csv(folder / "exports" / "a.csv", row(1, HIDDEN), row(2, PLAIN))
    with staffed.office.stores() as stores:
        ingest([folder / "exports"], stores, Options(today=TODAY), Watcher())
    yield staffed
    staffed.close()


@pytest.fixture
def admin(staffed: Staffed) -> TestClient:
    return staffed.client(Role.ADMIN)


def address_of(staffed: Staffed, words: str) -> str:
    (found,) = (r.id for r in staffed.office.ledger.records(served_only=False) if words in r.text)
    return f"/v1/admin/records/{found}/original"


def test_an_admin_opens_it_and_that_is_written_down(staffed: Staffed, admin: TestClient) -> None:
    answer = admin.get(address_of(staffed, "leaked"), params=WHY)
    assert (answer.status_code, answer.json()["text"]) == (200, HIDDEN)
    assert answer.headers["cache-control"] == "no-store"
    newest = staffed.office.ledger.audit.read()[0]
    assert (newest.action, newest.actor, newest.reason) == ("original opened", "key admin of the test", WHY["reason"])


def test_nobody_else_may_and_a_reason_is_needed(staffed: Staffed, admin: TestClient) -> None:
    address = address_of(staffed, "leaked")
    assert staffed.client(None).get(address, params=WHY).status_code == 401
    assert staffed.client(Role.STAFF).get(address, params=WHY).status_code == 403
    assert admin.get(address).status_code == 422


def test_where_nothing_was_hidden_there_is_no_original(staffed: Staffed, admin: TestClient) -> None:
    answer = admin.get(address_of(staffed, "dry skin"), params=WHY, headers={"Accept-Language": "fr"})
    assert answer.status_code == 404
    assert answer.json()["detail"].startswith("Aucun original")


def test_another_key_opens_nothing_and_it_is_said_what_helps(staffed: Staffed, admin: TestClient) -> None:
    with_key(staffed, "another passphrase of some length")
    try:
        answer = admin.get(address_of(staffed, "leaked"), params=WHY)
        assert answer.status_code == 409
        assert "TEMOIN_PII_KEY" in answer.json()["detail"]
        assert ADDRESS not in answer.text
    finally:
        with_key(staffed, "a passphrase of some length")
