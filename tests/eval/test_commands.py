"""The commands as a QA person uses them: run, look, accept, compare, gate, show."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from data.errors import EvalError
from data.settings import Settings
from eval.__main__ import COMMANDS, main
from eval.commands import accept, compare, gate, run, show
from tests.eval.small_sets import LINES, filled_home, written_set
from tests.fakes_assistant import FakeAssistant

Start = Callable[..., int]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the small corpus, and its question set."""
    monkeypatch.setattr("eval.intervals.RESAMPLES", 20)
    monkeypatch.setattr("eval.baseline.ACCEPTED", tmp_path / "accepted.json")
    filled_home(tmp_path / "home")
    written_set(tmp_path)
    return tmp_path


def opened(_settings: Settings) -> FakeAssistant:
    return FakeAssistant()


def given(module: object, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)  # type: ignore[attr-defined]  # every command has it; a module's type does not say so
    return parser.parse_args(words)


def asked(place: Path, name: str, *more: str) -> Path:
    out = place / name
    words = [str(place / "dry.jsonl"), "--home", str(place / "home"), "--json", str(out), *more]
    assert run.run(given(run, *words), opened) == 0
    return out


def test_a_run_writes_figures_report_and_summary(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And says where, and what a gate would say."""
    out = asked(place, "a.json", "--markdown", str(place / "a.md"), "--html", str(place / "deep" / "a.html"))
    content = json.loads(out.read_text(encoding="utf-8"))
    assert content["measures"]["quote_validity"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 7}
    assert set(content["slices"]) >= {"all", "dev", "test", "fr", "en"}
    assert (place / "deep" / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "| answer_right |" in (place / "a.md").read_text(encoding="utf-8")
    assert not list(place.glob("*.partial"))
    told = capsys.readouterr().out
    assert "7 questions in" in told
    assert "gates that would fail:" in told


def test_a_mistake_in_a_set_stops_everything_before_the_assistant_is_opened(place: Path) -> None:
    """Nothing was run and nothing is written."""
    written_set(place, [{**LINES[0], "product": "gone"}, LINES[2]])

    def never(_settings: Settings) -> FakeAssistant:
        raise AssertionError("opened in spite of the mistakes")

    words = [str(place / "dry.jsonl"), "--home", str(place / "home"), "--json", str(place / "x.json")]
    with pytest.raises(EvalError, match=r"dry\.jsonl, line 1: the ledger has no product 'gone'"):
        run.run(given(run, *words), never)
    assert not (place / "x.json").exists()


def test_an_empty_home_and_an_unknown_answerer_are_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what helps."""
    (place / "empty").mkdir()
    with pytest.raises(EvalError, match="python -m ingest data/sample"):
        run.run(given(run, "--home", str(place / "empty")), opened)
    monkeypatch.delenv("TEMOIN_CHAT_MODEL", raising=False)
    with pytest.raises(EvalError, match="TEMOIN_CHAT_MODEL=provider:model"):
        run.run(given(run, "--home", str(place / "home"), "--answerer", "llm"), opened)


def test_the_answerer_asked_for_is_the_one_that_answers(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Assembled answers stay assembled where a chat model is set up; the run names who answered."""
    monkeypatch.setenv("TEMOIN_CHAT_MODEL", "openai:small")
    seen = []

    def noting(settings: Settings) -> FakeAssistant:
        seen.append(settings.chat_model)
        return FakeAssistant()

    words = [str(place / "dry.jsonl"), "--home", str(place / "home"), "--json", str(place / "a.json")]
    for answerer in ("assembled", "llm"):
        assert run.run(given(run, *words, "--answerer", answerer), noting) == 0
        seen.append(json.loads((place / "a.json").read_text(encoding="utf-8"))["about"]["answerer"])
    assert seen == [None, "assembled", "openai:small", "openai:small"]


def test_accept_then_gate_then_compare(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run held against itself has lost nothing; thresholds it does not keep fail it by exit code and line."""
    out = asked(place, "a.json")
    assert accept.run(given(accept, str(out))) == 0
    assert (place / "accepted.json").is_file()
    assert compare.run(given(compare, str(place / "accepted.json"), str(out), "--json", str(place / "c.json"))) == 0
    assert json.loads((place / "c.json").read_text())["newly_wrong"] == []
    soft, hard = place / "soft.toml", place / "hard.toml"
    soft.write_text('[[gate]]\nmeasure = "quote_validity"\nslice = "all"\nat_least = 1\n')
    hard.write_text(soft.read_text() + '[[gate]]\nmeasure = "coverage"\nslice = "all"\nat_least = 1.01\n')
    capsys.readouterr()
    assert gate.run(given(gate, str(out), "--thresholds", str(soft))) == 0
    assert "all 1 gates kept" in capsys.readouterr().out
    assert gate.run(given(gate, str(out), "--thresholds", str(hard))) == 1
    told = capsys.readouterr()
    assert told.err.startswith("failed        coverage (all)")
    assert "1 of 2 gates failed" in told.out


def test_a_quick_run_is_no_baseline(place: Path) -> None:
    """It holds a part of the questions only."""
    out = asked(place, "q.json", "--quick")
    with pytest.raises(EvalError, match="quick tier"):
        accept.run(given(accept, str(out)))


def test_show_prints_the_whole_way_of_one_question(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was asked, said, expected, considered and refused, and why."""
    words = ["dry-fr-1", str(place / "dry.jsonl"), "--home", str(place / "home")]
    assert show.run(given(show, *words), opened) == 0
    told = capsys.readouterr().out
    assert "expected  product_question, full, answered" in told
    assert "verdict   right" in told
    assert "stage     intent: product question" in told
    assert "autre sujet" in told
    with pytest.raises(EvalError, match="the nearest are dry-fr"):
        show.run(given(show, "dry-fr-9", *words[1:]), opened)


def test_every_command_is_listed_and_the_list_is_quick(capsys: pytest.CaptureFixture[str]) -> None:
    """Help reads no model and no statistics."""
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    told = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in told] == []
    assert {"run", "compare", "gate", "accept", "show", "variants", "self-test"} <= set(COMMANDS)
