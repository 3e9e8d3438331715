"""The command line, in front of the same assistant as the API."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from chat.__main__ import main
from data.settings import Settings
from tests.fakes_assistant import FakeAssistant

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "chromadb", "gradio", "fastapi", "pydantic", "sentence_transformers")


def run(*arguments: str, assistant: FakeAssistant | None = None) -> int:
    return main(arguments, lambda settings: assistant or FakeAssistant())


def test_the_json_of_an_answer_is_the_apis(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    question = {"product_id": "creme-rosee", "question": "Convient-elle aux peaux sèches ?", "language": "fr"}
    assert run("ask", "--product", "creme-rosee", question["question"], "--language", "fr", "--json") == 0
    ours, theirs = json.loads(capsys.readouterr().out), client.post("/v1/chat", json=question).json()
    assert len(ours.pop("trace_id")) == len(theirs.pop("trace_id"))
    assert ours == theirs


def test_the_json_of_products_and_records_is_the_apis(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    run("products", "--json")
    assert json.loads(capsys.readouterr().out)["products"] == client.get("/v1/products").json()["products"]
    run("record", "review-0000000000000001", "--json")
    assert json.loads(capsys.readouterr().out) == client.get("/v1/records/review-0000000000000001").json()


def test_an_answer_reads_well_proofs_under_it_with_both_dates(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "--product", "MF-CR-50", "Convient-elle aux peaux sèches ?") == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Selon les clients, plutôt oui")
    assert "[1] « J'ai la peau très sèche" in printed
    assert "Avis vérifié · Publié le 18 janvier 2026" in printed
    assert "Expérience : date non communiquée" in printed
    assert printed.count("Un peu légère pour moi") == 1
    assert max(map(len, printed.splitlines())) <= 96


def test_an_english_answer_is_framed_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    run("ask", "Is it good for dry skin?", "--language", "en")
    printed = capsys.readouterr().out
    assert printed.startswith("According to customers")
    assert "Verified review · Published 18 January 2026" in printed


def test_the_trace_is_shown_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    run("ask", "peau sèche ?", "--trace")
    printed = capsys.readouterr().out
    assert "11.8 ms  evidence: 4 spans kept (hybrid search)" in printed
    assert "- review-0000000000000002 dense=0.790 lexical=0.000 autre sujet" in printed
    run("ask", "peau sèche ?", "--trace", "--json")
    assert json.loads(capsys.readouterr().out)["trace"]["figures"] == {"answerable": 0.91}


def test_products_are_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    run("products", "--language", "fr")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("creme-rosee  Crème Rosée · ")
    assert "5 avis (4,2/5)" in lines[0]
    assert lines[1] == "foulque-3    Foulque 3 · 2 avis (4/5)"


def test_a_record_cannot_move_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    class Hostile(FakeAssistant):
        def record(self, record_id: str):  # type: ignore[no-untyped-def]  # as the fake has it
            from dataclasses import replace

            return replace(super().record(record_id), text="bien\x1b]0;pwned\x07\x1b[2J", author="\x1b[31mBob")

    run("record", "review-0000000000000001", assistant=Hostile())
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["record", "nope"], "temoin: no record has the id 'nope'"),
        (["ask", "--product", "nope", "peau sèche ?"], "temoin: no product has the id or alias 'nope'"),
        (["ask", ""], "temoin: this cannot be asked: question: String should have at least 1 character"),
    ],
)
def test_a_mistake_is_one_line_on_stderr(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said)
    assert err.count("\n") == 1


def test_the_home_folder_reaches_the_assistant(tmp_path: Path) -> None:
    opened: list[Settings] = []

    def open_with(settings: Settings) -> FakeAssistant:
        opened.append(settings)
        return FakeAssistant()

    main(["products", "--home", str(tmp_path)], open_with)
    assert opened[0].home == tmp_path


IMPORTED = f"""
import runpy, sys
sys.argv = ["chat", "--help"]
try:
    runpy.run_module("chat", run_name="__main__")
except SystemExit:
    sys.exit(" ".join(module for module in {HEAVY} if module in sys.modules))
"""


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == "\n"
    assert "ask a question in French or English" in done.stdout
    began = os.times()
    subprocess.run([sys.executable, "-m", "chat", "--help"], cwd=ROOT, capture_output=True, check=True)
    spent = os.times()
    seconds = spent.children_user + spent.children_system - began.children_user - began.children_system
    assert seconds <= 0.4
