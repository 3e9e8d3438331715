"""The pieces of the built-in model: the ids of the package `tokenizers`, in a fifth of its memory."""

import random
from pathlib import Path

import pytest

from data.errors import ModelError
from data.home import Home
from retrieval.built_in_model import built_in_model, model_name
from retrieval.embedder import open_embedder
from retrieval.pieces import PIECES, TOKENIZER, Pieces
from tests.retrieval.test_built_in_embedder import LONG, SETTINGS, SHORT

ODD = [
    "a</s>b <unk> x", "<s>", "＜s＞ full width", "e\u0301a\u0301", "🙂👍🏽👨\u200d👩\u200d👧 ok 🫠🫠", "x ", " y", " \t ", "ﷺ",
    "a\u00a0\u00a0b", "\u2581\u2581z", "日本語のレビュー、とても良い。", "query:  deux  espaces", "1/2 ½ ²", "mot" * 900,
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(model_home: Path) -> Path:
    return built_in_model(Home(model_home).models)


def nonsense(count: int) -> list[str]:
    """Words of letters, signs and scripts that nobody writes side by side."""
    drawn = random.Random(7)  # noqa: S311 - the same nonsense in every run
    ranges = [(32, 0x250), (0x370, 0x5FF), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0x1F300, 0x1F64F)]
    return [
        "".join(chr(drawn.randrange(*drawn.choice(ranges))) for _ in range(drawn.randint(1, 40))) for _ in range(count)
    ]


@pytest.mark.model
def test_its_ids_are_those_of_the_tokenizer_beside_it(folder: Path) -> None:
    from tokenizers import Tokenizer

    theirs = Tokenizer.from_file(str(folder / TOKENIZER))
    theirs.enable_truncation(512)
    ours = Pieces(folder)
    read = [prompt + text for text in [*SHORT, *LONG, *ODD, *nonsense(300)] for prompt in ("query: ", "passage: ")]
    assert [text for text in read if ours.ids(text, 512) != theirs.encode(text).ids] == []


@pytest.mark.model
def test_a_text_is_cut_where_the_model_stops_reading(folder: Path) -> None:
    ids = Pieces(folder).ids("chaud " * 1000, 16)
    assert (len(ids), ids[0], ids[-1]) == (16, 0, 2)


@pytest.mark.model
def test_damaged_pieces_are_told_with_the_folder_to_remove(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "models" / model_name(SETTINGS)
    other.mkdir(parents=True)
    for path in folder.iterdir():
        if path.is_file():
            (other / path.name).hardlink_to(path)
    (other / PIECES).unlink()
    (other / PIECES).write_bytes(b"half of it")
    with pytest.raises(ModelError, match=f"cannot be loaded .*remove the folder {other}"):
        open_embedder(SETTINGS, Home(tmp_path))
