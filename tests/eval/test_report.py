"""The report: self-contained, everything foreign shown as text, whole in both languages."""

import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.asking import ask_all, asker
from eval.baseline import of_run
from eval.compare import compare
from eval.gates import check, read_gates
from eval.reasons import WORST_FIRST, failures, reason_of
from eval.report import page as page_module
from eval.report.markdown import summary
from eval.report.page import page
from eval.report.words import Words
from eval.runs import About, EvalRun, excerpts
from eval.scorecard import MEASURES, scores
from eval.sets_reading import read_questions
from tests.eval.small_sets import CORPUS, LINES, asked, question, unanswerable, written_set
from tests.fakes_assistant import FakeAssistant

ABOUT = About(("dry",), "assembled", True, False, "gen-1", "key", 1, "2026-01-01T00:00:00+00:00", 1.0)
HOSTILE = {**LINES[2], "id": "hostile", "question": "Bob </style><script>alert(1)</script> ?", "note": "<img src=x>"}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EvalRun:
    monkeypatch.setattr("eval.intervals.RESAMPLES", 20)
    questions = read_questions([written_set(tmp_path, [*LINES, HOSTILE])], CORPUS)
    fake = FakeAssistant()
    results = [replace(result, milliseconds=12.0) for result in ask_all(questions, asker(fake), 1)]
    bare = EvalRun(ABOUT, {}, tuple(questions), tuple(results), excerpts(questions, results, fake.record))
    return replace(bare, slices=scores(bare.asked))


class Elements(HTMLParser):
    """Remembers every element and attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def elements(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(text)
    return parser.seen


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_needs_nothing_from_anywhere_and_runs_nothing(run: EvalRun, language: str) -> None:
    """Questions, notes and reviews that carry markup stay text."""
    before = of_run(run)
    text = page(run, compare(before, before), check(read_gates(), before, None), language)
    seen = elements(text)
    assert not {tag for tag, _ in seen} & {"script", "img", "link", "iframe", "form", "a", "object"}
    assert not [
        name for _, attributes in seen for name in attributes if name.startswith("on") or name in ("src", "href")
    ]
    assert "&lt;script&gt;alert(1)" in text
    assert "default-src 'none'" in text
    assert dict(seen[0][1])["lang"] == language
    assert not re.search(r"@import|url\(", text.split("</style>", maxsplit=1)[0])


def test_the_failing_questions_come_before_the_figures_and_say_why(run: EvalRun) -> None:
    """With the answer, the proofs told right from wrong, and the evidence that was accepted."""
    text = page(run, None, [], "en")
    assert text.index("dry-en-1") < text.index("<h2>Summary")
    assert next(one.asked.question.id for one in failures(run.asked)) == "hostile"
    assert "Answers although nobody speaks of it." in text
    assert "None: nobody speaks of it." in text
    assert 'viewport content="width=device-width' in text.replace("name=", "")
    assert text.count("<svg") >= 4


def test_every_word_is_there_in_both_languages() -> None:
    """And every measure is explained."""
    table = tomllib.loads((Path(page_module.__file__).parent / "words.toml").read_text(encoding="utf-8"))
    assert all(set(entry) == {"fr", "en"} and all(entry.values()) for entry in table.values())
    assert [m.name for m in MEASURES for words in (Words("fr"), Words("en")) if not words.measure(m.name)] == []
    assert set(WORST_FIRST) <= set(table)


def test_the_gravest_reason_is_the_one_told() -> None:
    """Each kind of failure by its name, and none for what is right."""
    silent = {"outcome": "no_evidence"}
    assert reason_of(asked(question(1), "A")) is None
    assert reason_of(asked(question(1), error="ValueError: no")) == "broke"
    assert reason_of(asked(question(1), "A", false_quotes=("no",))) == "false_quote"
    assert reason_of(asked(question(1), "A", spoken="en")) == "language"
    assert reason_of(asked(question(1), "X")) == "unsupported"
    assert reason_of(asked(unanswerable(1), "X")) == "invented"
    assert reason_of(asked(unanswerable(1), "X", outcome="partial")) == "hedged"
    assert reason_of(asked(unanswerable(1, intent="unsafe"), **silent)) == "outcome"
    assert reason_of(asked(question(1), outcome="refused")) == "outcome"
    assert reason_of(asked(question(1), ranked=("X", "A"), **silent)) == "silent"
    assert reason_of(asked(question(1), ranked=("X",), **silent)) == "not_found"


def test_a_variant_fails_only_where_its_original_does_not() -> None:
    """What is missed either way is listed once."""
    given = [
        asked(question(1), "A"),
        asked(question(2), "X"),
        asked(question(11, variant_of="q1", rule="sms"), "X"),
        asked(question(12, variant_of="q2", rule="sms"), "X"),
    ]
    assert [one.asked.question.id for one in failures(given)] == ["q2", "q11"]


def test_the_summary_names_failed_gates_figures_and_the_worst_questions(run: EvalRun) -> None:
    """As Markdown in which nothing of a question is markup."""
    baseline = of_run(run)
    text = summary(run, compare(baseline, baseline), check(read_gates(), baseline, None))
    assert "gates failed" in text
    assert "| quote_validity |" in text
    assert "questions fail (" in text
    assert "<script>" not in text
