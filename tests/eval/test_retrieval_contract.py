"""Public sets are ranked through the product's own parts, in a home that leaves nothing behind."""

import json
import tempfile
from pathlib import Path

import pytest

from data.errors import EvalError
from eval.__main__ import main
from eval.contracts.retrieval import measure
from eval.ranked_units import ranked_groups
from eval.ranking_plan import Task, planned
from tests.eval.public_files import KETTLES, Files, document, question, written
from tests.fakes_embedder import FakeEmbedder


@pytest.fixture
def kettles(tmp_path: Path) -> Files:
    return written(tmp_path, *KETTLES)


def test_inside_a_product_only_its_own_documents_are_right(kettles: Files) -> None:
    plan = planned(kettles.read(), Task("product", min_relevance=2))
    assert plan.grades == {"cool": {"handle": 2, "lid": 0}, "loud": {"noise": 2}}
    assert plan.skipped == 1


def test_over_the_whole_corpus_a_document_of_another_product_may_be_right(kettles: Files) -> None:
    assert planned(kettles.read(), Task("corpus")).grades["loud"] == {"noise": 2, "toaster-noise": 2}


def test_documents_in_another_language_are_neither_indexed_nor_right(tmp_path: Path) -> None:
    grades = [("loud", "noise", 1), ("loud", "noise-fr", 1)]
    plan = planned(written(tmp_path, KETTLES[0], KETTLES[1], grades).read(), Task("corpus", document_language="fr"))
    assert [record.id for record in plan.records] == ["noise-fr"]
    assert plan.grades == {"loud": {"noise-fr": 1}}
    assert plan.skipped == 2


def test_questions_in_another_language_are_not_asked(tmp_path: Path) -> None:
    asked = [question("fr", "Est-elle bruyante ?", lang="fr"), question("en", "Is it loud?")]
    given = written(tmp_path, KETTLES[0], asked, [("fr", "noise", 1), ("en", "noise", 1)]).read()
    assert [q.id for q in planned(given, Task("corpus", query_language="fr")).questions] == ["fr"]


def test_a_task_nothing_fits_says_what_to_look_at(kettles: Files) -> None:
    with pytest.raises(EvalError, match="none of 3 questions has a document of relevance 3 or more in scope"):
        planned(kettles.read(), Task("product", min_relevance=3))


def test_right_documents_are_found_and_each_text_is_embedded_once(kettles: Files) -> None:
    embedder = FakeEmbedder()
    figures = measure(kettles.read(), Task("product", min_relevance=2), embedder)
    assert figures.measures["hit@1"].value == 1
    assert figures.measures["hit@1"].n == 2
    assert figures.notes["skipped"] == 1
    assert sorted(set(embedder.read)) == sorted(embedder.read)
    assert embedder.asked.count("Is the noise loud?") == 1


def test_the_question_a_document_answers_is_never_indexed(tmp_path: Path) -> None:
    documents = [
        document("a", "Yes, without trouble.", meta={"question": "Does the zebra like it?"}),
        document("b", "The handle stays cool."),
    ]
    embedder = FakeEmbedder()
    given = written(tmp_path, documents, [question("q", "Does the zebra like it?")], [("q", "a", 1)]).read()
    measure(given, Task("corpus"), embedder)
    assert not any("zebra" in text for text in embedder.read)


def test_groups_are_ranked_instead_of_documents(tmp_path: Path) -> None:
    def said(name: str, video: str, at: float, text: str) -> dict[str, object]:
        return document(name, text, source_type="video_segment", meta={"video_id": video, "start": at, "end": at + 4})

    documents = [
        said("v1:1", "v1", 0, "Pick the lasso tool."),
        said("v1:2", "v1", 5, "Draw around the cactus."),
        said("v2:1", "v2", 0, "Crop the picture to a square."),
    ]
    asked = [question("q", "How do I draw around a cactus?"), question("r", "How do I crop to a square?")]
    given = written(tmp_path, documents, asked, [("q", "v1:2", 1), ("r", "v2:1", 1)]).read()
    task = Task("product", group_by="meta.video_id")
    assert planned(given, task).grades == {"q": {"v1": 1}, "r": {"v2": 1}}
    assert measure(given, task, FakeEmbedder()).measures["hit@1"].value == 1
    with pytest.raises(EvalError, match=r"document 'v1:1' has no meta\.album"):
        planned(given, Task("product", group_by="meta.album"))


def test_no_hit_is_no_group() -> None:
    assert ranked_groups([], {}) == []


def test_the_command_writes_figures_and_leaves_no_home_behind(
    kettles: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("eval.trial_index.ModelSource.open", lambda _: FakeEmbedder())
    out = tmp_path / "out.json"
    assert (
        main(["retrieval", *kettles.options(), "--scope", "product", "--limit-queries", "1", "--json", str(out)]) == 0
    )
    content = json.loads(out.read_text(encoding="utf-8"))
    assert list(content["measures"]) == ["hit@1", "hit@3", "hit@5", "hit@10", "nDCG@10", "R@10", "RR@10"]
    assert set(content["measures"]["hit@1"]) == {"value", "low", "high", "n"}
    assert content["measures"]["hit@1"]["n"] == 1
    assert content["seconds"] >= 0
    assert "hit@1" in capsys.readouterr().out
    assert list((tmp_path / "temporary").iterdir()) == []


def test_the_command_runs_nothing_over_malformed_files(
    kettles: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kettles.corpus.write_text("{\n", encoding="utf-8")
    out = tmp_path / "out.json"
    assert main(["retrieval", *kettles.options(), "--scope", "corpus", "--json", str(out)]) == 1
    assert "corpus.jsonl, line 1: not JSON" in capsys.readouterr().err
    assert not out.exists()
