"""All public sets of a folder in one table; lines over the same documents share an index."""

import json
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.contracts import retrieval_all
from eval.contracts.retrieval_all import Line, measured
from eval.ranking_plan import Task
from tests.eval.public_files import KETTLES, written
from tests.fakes_embedder import FakeEmbedder

LINES = (
    Line("kettles, in the product", "kettles", Task("product", min_relevance=2)),
    Line("kettles, whole corpus", "kettles", Task("corpus", min_relevance=2)),
    Line("kettles, FR", "kettles", Task("corpus", document_language="fr")),
    Line("elsewhere", "elsewhere", Task("corpus")),
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "kettles").mkdir()
    documents, questions, grades = KETTLES
    written(tmp_path / "kettles", documents, questions, [*grades, ("loud", "noise-fr", 1)])
    monkeypatch.setattr(retrieval_all, "LINES", LINES)
    return tmp_path


def test_lines_over_the_same_documents_share_an_index(data: Path) -> None:
    embedder = FakeEmbedder()
    found = dict(measured(LINES[:2], data, embedder))
    assert sorted(set(embedder.read)) == sorted(embedder.read)
    assert [line.name for line in found] == ["kettles, in the product", "kettles, whole corpus"]
    assert [figures.measures["hit@1"].n for figures in found.values()] == [2, 2]


def test_the_command_prints_a_table_and_leaves_out_what_is_not_there(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("eval.trial_index.ModelSource.open", lambda _: FakeEmbedder())
    out = data / "out.json"
    assert main(["retrieval-all", "--data", str(data), "--json", str(out)]) == 0
    printed = capsys.readouterr()
    assert [line.split("  ")[0] for line in printed.out.splitlines()[1:]] == [line.name for line in LINES[:3]]
    assert "elsewhere is not there" in printed.err
    sets = json.loads(out.read_text(encoding="utf-8"))["sets"]
    assert sets["kettles, in the product"]["measures"]["hit@1"]["value"] == 1
    assert sets["kettles, FR"]["documents"] == 1


def test_a_folder_without_any_set_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["retrieval-all", "--data", str(data / "kettles")]) == 1
    assert "holds none of the sets elsewhere, kettles" in capsys.readouterr().err
