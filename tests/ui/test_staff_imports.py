"""Staff import by file: sent, looked at, read, or put away; nobody else may, and no file is given back."""

import json
import time
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from filelock import FileLock

from chat.keys import Role, new_key
from chat.ledger_keyring import keyring_of
from data.settings import Settings
from retrieval.generations import EmbeddedIndex
from retrieval.probe import probe_here
from tests.fakes_assistant import FakeAssistant
from tests.imports_for_tests import FakeModel, row, write_csv
from ui.server import create_server
from ui.staff.office import Office

TEXTS = (
    "The hood keeps the rain of winter out of my collar.",
    "A pocket too few for the dog's leash, else a fine coat.",
    "Washed it with iron buckles in the drum, not one stitch moved.",
    "On the train everybody asks me where the pattern comes from.",
)
ROWS = [row(number, text) for number, text in enumerate(TEXTS)]


class Staffed:
    """A server with an office, and a client with a key of each role."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(_env_file=None, home=home)
        self.office, self.keyring = Office(self.settings, FakeModel()), keyring_of(self.settings)
        self.app = create_server(FakeAssistant(), keyring=self.keyring, office=self.office)
        self.keys = {}
        for role in Role:
            self.keys[role], kept = new_key(role, f"{role} of the test", datetime.now(UTC))
            self.office.ledger.keys.add(kept)

    def client(self, role: Role | None) -> TestClient:
        headers = {"Authorization": f"Bearer {self.keys[role]}"} if role else {}
        return TestClient(self.app, headers=headers, raise_server_exceptions=False)

    def close(self) -> None:
        self.office.close()
        self.keyring.close()


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    """One server for the tests of a module; new generations are read back here, not in a process of their own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ui.staff.office.open_index", lambda _, home: EmbeddedIndex(home.index, probe_here))
        staffed = Staffed(tmp_path_factory.mktemp("staffed") / "home")
        yield staffed
        staffed.close()


@pytest.fixture
def staff(staffed: Staffed) -> TestClient:
    return staffed.client(Role.STAFF)


def kept(staffed: Staffed) -> list[Path]:
    """Files that wait to be read."""
    return [path for path in (staffed.settings.home / "uploads").rglob("*") if path.is_file()]


def export(folder: Path, *rows: dict[str, object]) -> bytes:
    return write_csv(folder / "export.csv", *rows).read_bytes()


def settled(client: TestClient, address: str) -> dict[str, object]:
    """What an address tells once the work there has ended."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        said: dict[str, object] = client.get(address).json()
        work = said.get("work", said)
        assert isinstance(work, dict)
        if work["state"] != "running":
            return said
        time.sleep(0.02)
    raise AssertionError(f"{address} did not end within a minute")


def sent(client: TestClient, content: bytes, name: str = "avis.csv") -> dict[str, object]:
    answer = client.post("/v1/staff/imports", params={"name": name}, content=content)
    assert answer.status_code == 201, answer.text
    return settled(client, f"/v1/staff/imports/{answer.json()['id']}")


def test_a_file_is_looked_at_without_a_trace_and_then_imported(
    staffed: Staffed, staff: TestClient, tmp_path: Path
) -> None:
    bad = row(9, "Call me on 06 12 34 56 78, the strap broke.", rating="eleven")
    told = sent(staff, export(tmp_path, *ROWS, bad))
    report = told["work"]["told"]  # type: ignore[index]  # JSON
    assert (report["read"], report["new"], report["refused"], report["dry_run"]) == (5, 4, 1, True)
    assert "06 12" not in json.dumps(report)
    assert not list(staffed.office.ledger.records(served_only=False))
    assert staff.post(f"/v1/staff/imports/{told['id']}/run", json={}).status_code == 202
    done = settled(staff, f"/v1/staff/imports/{told['id']}")
    assert done["work"]["told"]["new"] == 4  # type: ignore[index]  # JSON
    assert (done["name"], done["bytes"]) == (None, 0)
    assert len(list(staffed.office.ledger.records())) == 4
    assert kept(staffed) == []
    (file,) = staff.get("/v1/staff/quarantine").json()["files"]
    rows = staff.get(f"/v1/staff/quarantine/{file['name']}")
    assert (rows.headers["content-disposition"], rows.text.count("\n")) == (
        f'attachment; filename="{file["name"]}"',
        1,
    )
    assert "06 12" not in rows.text


def test_generations_and_a_verification_are_told(staffed: Staffed, staff: TestClient) -> None:
    assert len(list(staffed.office.ledger.records())) == 4
    said = staff.get("/v1/staff/generations").json()
    assert [(one["name"], one["current"], one["model_id"]) for one in said["generations"]] == [
        ("gen-000001", True, "fake-1")
    ]
    assert said["generations"][0]["revision"] == said["revision"]
    started = staff.post("/v1/staff/verifications")
    assert started.status_code == 202
    found = settled(staff, f"/v1/staff/verifications/{started.json()['id']}")
    assert (found["told"]["sound"], found["told"]["records"]) == (True, 4)  # type: ignore[index]  # JSON


@pytest.mark.parametrize("role", [None, Role.PUBLIC])
def test_without_a_staff_key_nothing_is_taken_and_nothing_shown(role: Role | None, staffed: Staffed) -> None:
    before = kept(staffed)
    client = staffed.client(role)
    addresses = ["imports", "imports/0123456789abcdef", "quarantine", "quarantine/20260101.jsonl", "generations"]
    codes = {client.get(f"/v1/staff/{address}").status_code for address in addresses}
    codes |= {client.post("/v1/staff/imports", params={"name": "a.csv"}, content=b"x" * 100_000).status_code}
    codes |= {client.post(f"/v1/staff/{a}").status_code for a in ("verifications", "imports/0123456789abcdef/run")}
    assert codes == {401 if role is None else 403}
    assert kept(staffed) == before


@pytest.mark.parametrize(
    ("name", "content", "status", "fragment"),
    [
        ("avis.exe", b"MZ", 422, "CSV"),
        ("avis.csv", b"", 422, "empty"),
        ("..", b"x", 422, "CSV"),
        ("avis.csv", b"x" * (64 * 1024 * 1024 + 1), 413, "64 MiB"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_the_readers_language(
    name: str, content: bytes, status: int, fragment: str, staff: TestClient, staffed: Staffed
) -> None:
    before = kept(staffed)
    answer = staff.post("/v1/staff/imports", params={"name": name}, content=content)
    assert answer.status_code == status
    if status == 422:
        assert fragment in answer.json()["detail"]
        french = staff.post(
            "/v1/staff/imports", params={"name": name}, content=content, headers={"Accept-Language": "fr"}
        )
        assert french.headers["content-language"] == "fr"
    assert kept(staffed) == before


@pytest.mark.parametrize("name", ["../../etc/passwd.csv", "a/b\\..\\c.csv", ".hidden.csv", "é à ü.csv"])
def test_a_name_never_leaves_its_folder(name: str, staffed: Staffed, staff: TestClient, tmp_path: Path) -> None:
    told = sent(staff, export(tmp_path, *ROWS), name)
    (path,) = (path for path in kept(staffed) if path.parent.name == told["id"])
    assert path.parent.parent == staffed.settings.home / "uploads"
    assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0
    assert staff.get(f"/v1/staff/imports/{told['id']}/file").status_code == 404
    assert staff.delete(f"/v1/staff/imports/{told['id']}").status_code == 204
    assert not path.exists()
    assert staff.post(f"/v1/staff/imports/{told['id']}/run", json={}).status_code == 404


@pytest.mark.parametrize("name", ["..%2Fledger.db", "%2e%2e/ledger.db", "x.jsonl", "20260101.jsonl%00"])
def test_the_quarantine_gives_nothing_but_quarantine(name: str, staff: TestClient) -> None:
    assert staff.get(f"/v1/staff/quarantine/{name}").status_code == 404


def test_while_another_import_runs_it_is_said_and_the_file_waits(
    staffed: Staffed, staff: TestClient, tmp_path: Path
) -> None:
    staffed.office.home.prepare()
    with FileLock(staffed.office.home.builder_lock):
        answer = staff.post(
            "/v1/staff/imports", params={"name": "a.csv"}, content=export(tmp_path, *ROWS),
            headers={"Accept-Language": "fr"},
        )  # fmt: skip
        again = staff.post("/v1/staff/imports", params={"name": "a.csv"}, content=b"x")
        assert again.status_code == 409
        address = f"/v1/staff/imports/{answer.json()['id']}"
        told = settled(staff, address)
    assert "Another import" in str(told["work"]["error"])  # type: ignore[index]  # JSON
    assert told["previewed"] is False
    assert staff.post(f"{address}/run", json={}).status_code == 409


def test_an_unknown_layout_says_what_was_expected(staff: TestClient) -> None:
    told = sent(staff, b"colour,shape\nred,round\n")
    work = told["work"]
    assert isinstance(work, dict)
    assert (work["state"], told["previewed"]) == ("failed", False) or work["told"]["refused"]


@pytest.mark.parametrize("role", [None, *Role])
def test_a_file_comes_in_through_the_console_with_the_key_a_browser_sends_and_from_no_other_site(
    role: Role | None, staffed: Staffed, tmp_path: Path
) -> None:
    client, content = staffed.client(None), export(tmp_path, *ROWS)
    if role:
        client.headers["Authorization"] = f"Basic {b64encode(f':{staffed.keys[role]}'.encode()).decode()}"
    own = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
    taken = role in (Role.STAFF, Role.ADMIN)
    sent_ = client.post("/console/uploads", params={"name": "a.csv"}, content=content, headers=own)
    assert sent_.status_code == (201 if taken else 403 if role else 401)
    foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
    refused = client.post("/console/uploads", params={"name": "a.csv"}, content=content, headers=foreign)
    assert refused.status_code in (401, 403)
    assert client.post("/console/gradio_api/upload", content=content, headers=own).status_code in (
        401, 403, 404
    )  # fmt: skip
    if taken:
        address = f"/v1/staff/imports/{sent_.json()['id']}"
        staff = staffed.client(role)
        assert settled(staff, address)["previewed"]
        assert staff.delete(address).status_code == 204
