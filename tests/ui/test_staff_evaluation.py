"""Question sets by the API: run on the served assistant without a trace, read, compared, stopped."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from fastapi.testclient import TestClient

from chat.contract import Reply
from chat.conversation import Conversation
from chat.keys import Role
from chat.sources import POOL
from tests.fakes_assistant import FakeAssistant
from tests.ui.figures_shop import REVIEW, filled
from tests.ui.staffed_shop import StaffedShop
from ui.staff.evaluation_bench import Bench

BASE = "/v1/staff/evaluation"
OWN = {"sets": ["own"], "quick": False}


@pytest.fixture(autouse=True)
def _few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.intervals.RESAMPLES", 20)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home to copy."""
    return filled(tmp_path_factory.mktemp("filled"))


@pytest.fixture
def shop(home: Path, tmp_path: Path) -> Iterator[StaffedShop]:
    shop = StaffedShop(Path(copytree(home, tmp_path / "home")))
    yield shop
    shop.close()


@pytest.fixture
def staff(shop: StaffedShop) -> TestClient:
    return shop.client(Role.STAFF)


def ended(staff: TestClient, run_id: str) -> dict[str, Any]:
    """A run's figures once it has ended."""
    for _ in range(200):
        told: dict[str, Any] = staff.get(f"{BASE}/runs/{run_id}", params={"lang": "en"}).json()
        if told["run"]["state"] != "running":
            return told
        time.sleep(0.05)
    raise AssertionError("the run never ends")


def run(staff: TestClient, **wanted: Any) -> dict[str, Any]:
    started = staff.post(f"{BASE}/runs", json=OWN | wanted)
    assert started.status_code == 202, started.text
    return ended(staff, started.json()["id"])


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/sets"), ("GET", "/runs"), ("POST", "/runs"), ("GET", "/runs/20260101-000000-000"),
     ("POST", "/runs/20260101-000000-000/stop"), ("GET", "/runs/20260101-000000-000/report")],
)  # fmt: skip
def test_question_sets_are_for_staff(shop: StaffedShop, method: str, path: str) -> None:
    assert shop.client(None).request(method, BASE + path).status_code == 401
    assert shop.client(Role.PUBLIC).request(method, BASE + path).status_code == 403


def test_the_shop_s_own_sets_stand_beside_those_shipped(staff: TestClient) -> None:
    sets = {one["name"]: one for one in staff.get(f"{BASE}/sets").json()}
    assert (sets["own"]["lines"], sets["own"]["own"]) == (3, True)
    assert sets["pas-de-cote"]["own"] is False


def test_a_run_tells_figures_with_their_intervals_and_what_failed_by_cause(
    shop: StaffedShop, staff: TestClient
) -> None:
    told = run(staff)
    assert (told["run"]["state"], told["run"]["done"], told["run"]["of"]) == ("done", 3, 3)
    right = next(one for one in told["measures"] if (one["measure"], one["slice"]) == ("answer_right", "all"))
    assert (right["n"], round(right["value"], 2)) == (3, 0.67)
    assert right["low"] <= right["value"] <= right["high"]
    assert told["causes"] == {"invented": 1}
    (failed,) = staff.get(f"{BASE}/runs/{told['run']['id']}/failures", params={"lang": "en"}).json()
    assert (failed["question_id"], failed["cause"]) == ("own-2", "invented")
    assert failed["told"] == "Answers although nobody speaks of it."
    assert [message["text"] for message in failed["messages"]] == ["Hi", "Hello!", "Is it good for dry skin?"]
    assert failed["lines"]
    assert not any(proof["right"] for proof in failed["proofs"])
    assert staff.get(f"{BASE}/runs/{told['run']['id']}/failures", params={"cause": "silent"}).json() == []


def test_questions_of_a_run_leave_no_mark(shop: StaffedShop, staff: TestClient) -> None:
    before = len(shop.office.ledger.journal.questions())
    run(staff)
    asked = shop.app.state.assistant.asked
    assert [conversation.manner.kept for conversation, _ in asked] == [False] * 3
    assert {conversation.manner.answerer for conversation, _ in asked} == {"assembled"}
    assert len(shop.office.ledger.journal.questions()) == before


def test_one_run_at_a_time_and_it_can_be_stopped(shop: StaffedShop, staff: TestClient) -> None:
    class Patient(FakeAssistant):
        """Takes its time."""

        def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
            time.sleep(0.3)
            return super().answer(conversation, product_id)

    shop.app.state.assistant = Patient()
    started = staff.post(f"{BASE}/runs", json=OWN).json()
    refused = shop.client(Role.STAFF, "fr").post(f"{BASE}/runs", json=OWN)
    assert refused.status_code == 409
    assert refused.json()["detail"].startswith("Une évaluation tourne déjà")
    assert staff.post(f"{BASE}/runs/{started['id']}/stop").status_code == 200
    told = ended(staff, started["id"])
    assert (told["run"]["state"], told["measures"]) == ("stopped", [])
    assert told["run"]["done"] < 3
    assert run(staff)["run"]["state"] == "done"


@pytest.mark.parametrize(
    ("wanted", "status"),
    [({"sets": ["../own"]}, 422), ({"sets": ["nowhere"]}, 422), ({"answerer": "llm"}, 422), ({"answerer": "gpt"}, 422),
     ({"jobs": 64}, 422), ({"sets": "own"}, 422)],
)  # fmt: skip
def test_what_cannot_be_run_is_refused(staff: TestClient, wanted: dict[str, Any], status: int) -> None:
    assert staff.post(f"{BASE}/runs", json=wanted).status_code == status
    assert staff.get(f"{BASE}/runs").json() == []


@pytest.mark.parametrize("run_id", ["20260101-000000-000", "..%2f..%2fledger", "x"])
def test_a_run_that_is_not_there_is_not_found(staff: TestClient, run_id: str) -> None:
    assert staff.get(f"{BASE}/runs/{run_id}").status_code in (404, 422)
    assert staff.get(f"{BASE}/runs/{run_id}/failures").status_code in (404, 422)


def test_a_set_with_mistakes_fails_with_its_lines_named(shop: StaffedShop, staff: TestClient) -> None:
    path = shop.office.home.root / "eval" / "sets" / "bad.jsonl"
    path.write_text('{"id": "bad-1", "language": "fr"}\n', encoding="utf-8")
    told = run(staff, sets=["bad"])
    assert told["run"]["state"] == "failed"
    assert "bad.jsonl" in told["run"]["error"]


def test_runs_are_compared_with_the_baseline_and_with_each_other(shop: StaffedShop, staff: TestClient) -> None:
    first = run(staff)["run"]["id"]
    shop.app.state.assistant = Silent()
    second = run(staff)["run"]["id"]
    baseline = staff.get(f"{BASE}/runs/{second}/comparison").json()
    assert (baseline["against"], baseline["shared"], baseline["changes"]) == ("baseline", 0, [])
    found = staff.get(f"{BASE}/runs/{second}/comparison", params={"against": first}).json()
    assert found["shared"] == 3
    assert (found["newly_right"], found["newly_wrong"]) == (["own-2"], ["own-1"])
    assert {change["measure"] for change in found["changes"]} >= {"answer_right"}


class Silent(FakeAssistant):
    """Knows nothing."""

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        return super().answer(
            replace(conversation, turns=(replace(conversation.turns[-1], text="Et au ski ?"),)), product_id
        )


def test_figures_outlive_the_server_and_words_do_not(shop: StaffedShop, staff: TestClient) -> None:
    run_id = run(staff)["run"]["id"]
    kept = shop.office.home.root / "eval" / "runs" / f"{run_id}.json"
    assert "answer_right" in kept.read_text(encoding="utf-8")
    assert "peau" not in kept.read_text(encoding="utf-8")
    shop.app.state.bench = Bench(kept.parents[1], lambda: shop.office.ledger, lambda: shop.app.state.assistant)
    (listed,) = staff.get(f"{BASE}/runs").json()
    assert (listed["id"], listed["questions_kept"], listed["of"]) == (run_id, False, 3)
    assert staff.get(f"{BASE}/runs/{run_id}").json()["measures"]
    gone = staff.get(f"{BASE}/runs/{run_id}/failures")
    assert gone.status_code == 404
    assert "no longer in memory" in gone.json()["detail"]


def test_what_quotes_an_erased_record_is_no_longer_told(shop: StaffedShop, staff: TestClient) -> None:
    run_id = run(staff)["run"]["id"]
    words = "plus aucun tiraillement"
    assert words in staff.get(f"{BASE}/runs/{run_id}/report").text
    shop.office.ledger.erase([REVIEW])
    (failed,) = staff.get(f"{BASE}/runs/{run_id}/failures").json()
    assert failed["lines"] == []
    assert REVIEW not in {proof["record_id"] for proof in failed["proofs"]}
    page = staff.get(f"{BASE}/runs/{run_id}/report")
    assert words not in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_staff_read_how_questions_are_answered(staff: TestClient) -> None:
    told = staff.get("/v1/staff/answering").json()
    assert (told["chat_model"], told["reranker"], told["pool"]) == (None, None, POOL)
    assert 0 < told["near"] <= told["answered"] < 1
