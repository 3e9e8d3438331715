"""The ranker's weights are fitted on one half of the lists, and measured on the other."""

import json
from pathlib import Path

import numpy as np
import pytest

from eval.__main__ import main
from eval.contracts import fit_ranker as command
from eval.ranker_lists import PLAIN, Listed
from eval.ranker_model import fit_ranker, scores
from retrieval.ranker import FEATURES
from tests.eval.public_files import document, question, written
from tests.fakes_embedder import FakeEmbedder


def listed(column: int, *, held_out: bool = False, seed: int = 0) -> Listed:
    """Five passages of which the one highest in a column is right, nearly always."""
    found = np.random.default_rng(seed).normal(size=(5, len(FEATURES))).astype(np.float32)
    noisy = found[:, column] + np.random.default_rng(seed + 10_000).normal(scale=0.3, size=5)
    right = np.arange(5) == noisy.argmax()
    return Listed("ePQA, in the product", held_out, found, right, np.ones(5, bool))


def test_what_tells_right_passages_weighs_most() -> None:
    weights = fit_ranker([listed(2, seed=seed) for seed in range(120)])
    assert max(weights, key=lambda name: weights[name]) == FEATURES[2]
    assert weights[FEATURES[2]] > 5 * max(abs(weights[name]) for name in FEATURES if name != FEATURES[2])


def test_the_half_held_out_teaches_nothing() -> None:
    first = [listed(0, seed=seed) for seed in range(60)]
    other = [listed(1, held_out=True, seed=seed) for seed in range(60)]
    assert fit_ranker([*first, *other]) == fit_ranker(first)
    assert fit_ranker([*first, *other], held_out=True) == fit_ranker(other, held_out=True)


def test_a_list_counts_as_hit_when_a_right_passage_is_among_the_first() -> None:
    one = Listed("ePQA", True, np.eye(4, dtype=np.float32)[:3], np.array([False, True, False]), np.ones(3, bool))
    found = scores([one], lambda _: dict(zip(FEATURES, (3.0, 2.0, 1.0, 0.0), strict=True)))["ePQA"]
    assert (found["hit@1"].value, found["hit@3"].value) == (0, 1)


def data(folder: Path) -> Path:
    """ePQA, the FAQ and PIAF in small: a right and a wrong passage for every question."""
    made = {"en_product_qa_epqa": ("en",), "fr_en_faq_parallel": ("en", "fr"), "fr_qa_piaf": ("fr",)}
    for name, languages in made.items():
        (folder / name).mkdir(parents=True)
        documents, asked, grades = [], [], []
        for n in range(12):
            for language in languages:
                product, key = f"p{n}" if "epqa" in name else "all", f"{n}-{language}"
                documents.append(document(f"{key}-right", f"Number {n} opens door{n}.", product, language))
                documents.append(document(f"{key}-wrong", f"It rained on day{n}.", product, language))
                asked.append(question(f"{key}-q", f"What opens door{n}?", product, language))
                grades += [(f"{key}-q", f"{n}-{one}-right", 2) for one in languages]
                grades.append((f"{key}-q", f"{key}-wrong", 0))
        written(folder / name, documents, asked, grades)
    return folder


def test_the_command_fits_reports_and_writes_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("eval.trial_index.ModelSource.open", lambda _: FakeEmbedder())
    monkeypatch.setattr(command, "WEIGHTS", tmp_path / "ranker.json")
    monkeypatch.setattr("eval.intervals.RESAMPLES", 40)
    folder = str(data(tmp_path / "data"))
    assert main(["fit-ranker", "--data", folder, "--json", str(tmp_path / "out.json")]) == 0
    assert not (tmp_path / "ranker.json").exists()
    assert main(["fit-ranker", "--data", folder, "--write"]) == 0
    stored = json.loads((tmp_path / "ranker.json").read_text(encoding="utf-8"))
    assert set(stored["weights"]) == set(FEATURES) == set(PLAIN)
    assert stored["report"]["fitted"]["PIAF, FR"]["hit@1"]["value"] == 1
    assert "FAQ, FR to EN" in capsys.readouterr().out
