"""Runs: every question once, in order, resumed where they stopped, and read back as they were."""

from dataclasses import replace
from pathlib import Path

import pytest

from chat.contract import Reply
from chat.conversation import Conversation
from data.errors import EvalError
from eval.asking import Journal, ask_all, asker, timed
from eval.baseline import as_json, of_run, read_baseline
from eval.questions import EvalQuestion
from eval.quick import quick_subset
from eval.results import Result
from eval.runs import About, EvalRun, excerpts, read_run
from eval.scorecard import Slice, scores
from eval.sets_reading import read_questions
from tests.eval.small_sets import CORPUS, asked, counted, question, unanswerable, written_set
from tests.fakes_assistant import FakeAssistant

ABOUT = About(("dry",), "assembled", False, False, "gen-1", "key", 1, "2026-01-01T00:00:00+00:00", 1.0)


@pytest.fixture(autouse=True)
def _few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.intervals.RESAMPLES", 20)


def a_run(folder: Path) -> EvalRun:
    questions = read_questions([written_set(folder)], CORPUS)
    fake = FakeAssistant()
    ask = asker(fake)
    results = timed(questions, ask_all(questions, ask, 2), ask)
    bare = EvalRun(ABOUT, {}, tuple(questions), tuple(results), excerpts(questions, results, fake.record))
    return replace(bare, slices=scores(bare.asked, [Slice(), Slice("test")]))


class Failing(FakeAssistant):
    """Breaks on one question."""

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        if "vanille" in conversation.question:
            raise RuntimeError("out of milk")
        return super().answer(conversation, product_id)


def test_results_come_in_the_order_of_the_questions_whatever_the_threads_do(tmp_path: Path) -> None:
    """And the conversation is asked whole, about the product by its id."""
    questions = read_questions([written_set(tmp_path)], CORPUS)
    fake = FakeAssistant()
    results = ask_all(questions, asker(fake), 4)
    assert [result.id for result in results] == [one.id for one in questions]
    assert (questions[1].conversation, "creme-rosee") in fake.asked
    assert results == ask_all(questions, asker(FakeAssistant()), 1)


def test_an_assistant_that_fails_on_one_question_is_asked_the_others(tmp_path: Path) -> None:
    """The failure is a finding of the run."""
    questions = read_questions([written_set(tmp_path)], CORPUS)
    results = ask_all(questions, asker(Failing()), 2)
    assert [result.error for result in results if result.error] == ["RuntimeError: out of milk"]
    assert len(results) == len(questions)


def test_an_interrupted_run_asks_only_what_is_left(tmp_path: Path) -> None:
    """Also when the last line of its journal was cut short."""
    questions = read_questions([written_set(tmp_path)], CORPUS)
    path, fake = tmp_path / "run.partial", FakeAssistant()
    ask_all(questions[:3], asker(fake), 1, Journal(path, "key"))
    with path.open("a") as file:
        file.write('{"id": "dry-en-2", "outc')
    again = FakeAssistant()
    results = ask_all(questions, asker(again), 1, Journal(path, "key"))
    assert len(again.asked) == len(questions) - 3
    assert results == ask_all(questions, asker(FakeAssistant()), 1)


def test_a_journal_of_another_code_or_index_is_not_gone_on_with(tmp_path: Path) -> None:
    """Half of one assistant and half of another is no assistant."""
    questions = read_questions([written_set(tmp_path)], CORPUS)
    path, again = tmp_path / "run.partial", FakeAssistant()
    ask_all(questions, asker(FakeAssistant()), 1, Journal(path, "key"))
    ask_all(questions, asker(again), 1, Journal(path, "other"))
    assert len(again.asked) == len(questions)


def test_stopping_leaves_what_was_asked_in_the_journal(tmp_path: Path) -> None:
    """Control-C loses the question in hand and no other."""
    questions = read_questions([written_set(tmp_path)], CORPUS)
    path = tmp_path / "run.partial"

    def stop_at_third(one: EvalQuestion) -> Result:
        if one.id == questions[2].id:
            raise KeyboardInterrupt
        return asked(one).result

    with pytest.raises(KeyboardInterrupt):
        ask_all(questions, stop_at_third, 1, Journal(path, "key"))
    assert set(Journal(path, "key").done) >= {questions[0].id, questions[1].id}


def test_a_run_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """Questions, gold, answers, figures and excerpts; `measures` stand in front in the shape of every command."""
    run = a_run(tmp_path)
    path = tmp_path / "run.json"
    path.write_text(run.as_json(), encoding="utf-8")
    assert read_run(path) == run
    assert path.read_text().index('"measures"') < path.read_text().index('"questions"')
    assert run.slices["all"]["quote_validity"].value == 1
    assert run.records["review-0000000000000001"].text.startswith("Enfin une crème d'hiver")


def test_a_baseline_keeps_every_row_and_no_word(tmp_path: Path) -> None:
    """What is compared later is there; reviews and questions are not."""
    run = a_run(tmp_path)
    path = tmp_path / "baseline.json"
    path.write_text(as_json(of_run(run)), encoding="utf-8")
    kept = read_baseline(path)
    assert kept.rows == of_run(run).rows
    assert kept.slices == run.slices
    assert "latency_p50" not in kept.rows
    assert "tiraillement" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["", "[1]", "{}", '{"format": "temoin-eval-run-1"}', '{"format": "x"}'])
def test_what_is_no_run_is_refused_with_what_helps(tmp_path: Path, content: str) -> None:
    """Both readers name the file and the command."""
    path = tmp_path / "odd.json"
    path.write_text(content)
    for read in (read_run, read_baseline):
        with pytest.raises(EvalError, match=r"odd\.json.*python -m eval"):
            read(path)


def test_the_quick_tier_is_small_of_the_test_half_and_of_every_kind() -> None:
    """The same questions each time, none of a kind left out."""
    plain = [question(n, language="fr" if n % 2 else "en") for n in range(900)]
    rare = [unanswerable(n, intent="unsafe") for n in range(900, 920)]
    counts = [counted(n, "A", "B") for n in range(1000, 1200)]
    chosen = quick_subset([*plain, *rare, *counts])
    assert 140 <= len(chosen) <= 160
    assert {one.split for one in chosen} == {"test"}
    assert any(one.intent == "unsafe" for one in chosen)
    assert chosen == quick_subset([*plain, *rare, *counts])
