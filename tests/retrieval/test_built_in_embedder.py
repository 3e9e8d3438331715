"""The built-in model without torch: nearly the numbers of sentence-transformers, from the same weights in eight bits."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from data.errors import ModelError
from data.home import Home
from data.settings import BUILT_IN_MODEL, Settings
from retrieval.built_in_embedder import BuiltInEmbedder
from retrieval.built_in_model import built_in_model, model_name
from retrieval.embedder import Embedder, SentenceTransformersEmbedder, open_embedder
from retrieval.encoder_files import GRAPH, LAYERS
from retrieval.onnx_graph import WEIGHTS, stored_tensors

ROOT = Path(__file__).parents[2]
SETTINGS = Settings(_env_file=None, threads=1)
SHORT = [
    "",
    " ",
    "ok",
    "🙂👍",
    "  des blancs autour \n",
    "Est-ce que cette crème convient aux peaux sensibles ?",
    "It did not irritate my sensitive skin at all.",
    "L’œuvre : « déjà » vu… n° 5, 12 €\u202f!",
    "ﬁne ½ Ａ１ naı\u0308ve \u200b\ufeff zero width",
    "日本語 и по-русски",
    "Je chausse du 39 et elles taillent petit, j'ai dû prendre une demi-pointure de plus. " * 2,
]
LONG = [
    "The zip holds after two winters of daily use, and the lining is still warm. " * 60,
    "La fermeture tient, la doublure aussi. " * 20,
]
"""The first is cut off at 512 tokens."""


@pytest.fixture(scope="module")
def reference(model_home: Path) -> Embedder:
    """The same folder, opened by its path: sentence-transformers on torch."""
    folder = built_in_model(Home(model_home).models)
    return open_embedder(Settings(_env_file=None, embedding_model=str(folder), threads=1), Home(model_home))


@pytest.mark.model
def test_its_numbers_are_nearly_those_of_sentence_transformers_on_the_same_folder(
    model: Embedder, reference: Embedder
) -> None:
    assert isinstance(model, BuiltInEmbedder)
    assert isinstance(reference, SentenceTransformersEmbedder)
    read = [*SHORT, *LONG]
    pairs = [*zip(read, model.documents(read), reference.documents(SHORT), strict=False)]
    pairs += zip(LONG, model.documents(LONG), reference.documents(LONG), strict=True)
    pairs += zip(SHORT, model.queries(SHORT), reference.queries(SHORT), strict=True)
    assert {text[:40]: cosine for text, ours, theirs in pairs if (cosine := ours @ theirs) < 0.998} == {}


@pytest.mark.model
def test_a_model_that_is_not_there_is_told_with_what_to_set(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    settings = Settings(_env_file=None, embedding_model=str(tmp_path / "empty"))
    with pytest.raises(ModelError, match=f"cannot be loaded .*set TEMOIN_EMBEDDING_MODEL to {BUILT_IN_MODEL}"):
        open_embedder(settings, Home(tmp_path))


@pytest.mark.model
def test_a_question_and_a_document_of_the_same_words_differ(model: Embedder) -> None:
    words = "It is warm."
    assert model.queries([words])[0] @ model.documents([words])[0] < 0.99


@pytest.mark.model
def test_questions_of_several_threads_get_each_their_own_vector(model: Embedder) -> None:
    asked = [f"Is number {number} warm{' and dry' * (number % 3)}?" for number in range(12)]
    alone = np.stack([model.queries([question])[0] for question in asked])
    with ThreadPoolExecutor(12) as pool:
        together = np.stack([vectors[0] for vectors in pool.map(lambda question: model.queries([question]), asked)])
    np.testing.assert_allclose(together, alone, atol=1e-5)


@pytest.mark.model
def test_a_folder_from_before_the_graph_gets_one_and_keeps_its_weights(model_home: Path, tmp_path: Path) -> None:
    built = built_in_model(Home(model_home).models)
    older = tmp_path / "models" / built.name
    older.mkdir(parents=True)
    for path in built.glob("*.json"):
        (older / path.name).write_bytes(path.read_bytes())
    (older / WEIGHTS).hardlink_to(built / WEIGHTS)
    assert built_in_model(tmp_path / "models") == older
    for name in (GRAPH, LAYERS):
        assert (older / name).read_bytes() == (built / name).read_bytes()
    files = {path.name for path in built.iterdir() if path.is_file() and not path.name.startswith("cross-encoder")}
    assert {path.name for path in older.iterdir()} == files


@pytest.mark.model
def test_a_damaged_graph_is_told_with_the_folder_to_remove(model_home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models" / model_name(SETTINGS)
    folder.mkdir(parents=True)
    for name in ("modules.json", WEIGHTS):
        (folder / name).hardlink_to(built_in_model(Home(model_home).models) / name)
    (folder / GRAPH).write_bytes(b"half of it")
    with pytest.raises(ModelError, match=f"cannot be loaded .*remove the folder {folder}"):
        open_embedder(SETTINGS, Home(tmp_path))


def test_a_weight_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).write_bytes(b"half of a header")
    with pytest.raises(ValueError, match=r"model\.safetensors is damaged: a header of \d+ bytes in a file of 16"):
        stored_tensors(tmp_path / WEIGHTS)


@pytest.mark.model
def test_it_reads_without_torch_and_transformers(model_home: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from data.home import Home; from data.settings import Settings\n"
        "from retrieval.embedder import open_embedder\n"
        f"model = open_embedder(Settings(_env_file=None, threads=1), Home(Path({str(model_home)!r})))\n"
        "assert model.queries(['bonjour']).shape == (1, 384)\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx', 'gradio'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")
