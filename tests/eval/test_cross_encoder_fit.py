"""The cross-encoder is fitted to judged pairs, and what is written down reads like what was fitted."""

from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file

from eval.cross_encoder_examples import NO_SIDE, Pair, Says
from eval.cross_encoder_fit import Lessons, epoch, example, fit, reaches
from eval.cross_encoder_network import Network, padded
from retrieval.built_in_embedder import PADDING, open_session
from retrieval.cross_encoder import END, Heads
from retrieval.cross_encoder_files import merged
from retrieval.onnx_graph import WEIGHTS, stored_tensors
from retrieval.packed_weights import Shape
from retrieval.pieces import Pieces
from retrieval.quantized_graph import PARTS, quantized, states_graph

SHAPE = Shape(hidden=32, layers=2, heads=2, feed_forward=64, vocabulary=60, positions=80, types=1, epsilon=1e-12)
WORDS = ("film", "pump", "smell", "price", "sting", "jar")


class WordPieces(Pieces):
    """A piece a word."""

    def __init__(self) -> None:
        """Nothing is read."""

    def ids(self, text: str, most: int) -> list[int]:
        """Begin, a piece a word, end."""
        return [0, *[10 + sum(map(ord, word)) % 50 for word in text.split()][: most - 2], END]


def pairs() -> list[Pair]:
    """A passage that ends in "here" answers; with "no" it is good, with "much" bad."""
    return [
        Pair(asked, f"{word} {said} {place}", says, side if says is Says.ANSWER else NO_SIDE)
        for asked in WORDS
        for said in WORDS
        for side, word in enumerate(("no", "much"))
        for place, says in (("here", Says.ANSWER), ("away", Says.OTHER))
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lot, made = np.random.default_rng(2), tmp_path_factory.mktemp("model")

    def drawn(*dims: int) -> NDArray[np.float32]:
        return np.asarray(lot.normal(0, 0.2, dims), np.float32)

    found: dict[str, NDArray[Any]] = {
        "embeddings.word_embeddings.weight": drawn(60, 32),
        "embeddings.position_embeddings.weight": drawn(80, 32) / 10,
        "embeddings.token_type_embeddings.weight": drawn(1, 32) / 10,
    }
    norms, sizes = ["embeddings"], {"intermediate": (64, 32), "output": (32, 64)}
    for layer in range(SHAPE.layers):
        name = f"encoder.layer.{layer}"
        norms += [f"{name}.attention.output", f"{name}.output"]
        for part, matrices in PARTS.items():
            for matrix in matrices:
                dims = sizes.get(part, (32, 32))
                found[f"{name}.{part}.{matrix}.weight"] = drawn(*dims)
                found[f"{name}.{part}.{matrix}.bias"] = drawn(dims[0])
    for norm in norms:
        found[f"{norm}.LayerNorm.weight"] = np.ones(32, np.float32)
        found[f"{norm}.LayerNorm.bias"] = np.zeros(32, np.float32)
    save_file(found, made / WEIGHTS)
    return made


@pytest.fixture(scope="module")
def fitted(folder: Path) -> Network:
    torch.manual_seed(0)
    network = Network(folder, SHAPE, 2, 4)
    with pytest.MonkeyPatch.context() as patched:
        for name, value in (("BATCH", 80), ("WARMING", 5)):
            patched.setattr(f"eval.cross_encoder_fit.{name}", value)
        fit(network, WordPieces(), Lessons(pairs()), 12, 0)
    return network.eval()


def scores(network: Network, given: list[Pair]) -> NDArray[np.float32]:
    with torch.no_grad():
        read = network(*padded([example(pair, WordPieces()).ids for pair in given], PADDING))
    return np.asarray(read.numpy(), np.float32)


def test_what_answers_is_told_from_what_does_not_after_the_fit_and_not_before(folder: Path, fitted: Network) -> None:
    given = pairs()
    answers = np.array([pair.says is Says.ANSWER for pair in given])
    torch.manual_seed(0)
    before = scores(Network(folder, SHAPE, 2, 4).eval(), given)
    after = scores(fitted, given)
    assert np.mean((after[:, :3].argmax(1) == Says.ANSWER) == answers) > 0.95
    assert np.mean((before[:, :3].argmax(1) == Says.ANSWER) == answers) < 0.9
    sides = np.array([pair.side for pair in given])
    assert np.mean(after[answers, 3:].argmax(1) == sides[answers]) > 0.9


def test_what_is_written_down_reads_like_what_was_fitted(folder: Path, fitted: Network) -> None:
    given = pairs()[:20]
    learnt = {name: array.astype(np.float32) for name, array in fitted.learnt().items()}
    reach = {n: a.astype(np.float32) for n, a in reaches(fitted, WordPieces(), pairs(), 0).items()}
    weights = folder / "weights.safetensors"
    save_file(quantized(merged(folder, learnt), reach), weights)
    model = states_graph(SHAPE, 2, stored_tensors(folder / WEIGHTS) | stored_tensors(weights))
    (folder / "graph.onnx").write_bytes(model.SerializeToString())
    session = open_session(folder / "graph.onnx", 1)
    table = fitted.tables[0].numpy()
    read = []
    for pair in given:
        ids = np.array([example(pair, WordPieces()).ids])
        (states,) = session.run(["states"], {"words": table[ids], "mask": np.ones(ids.shape, np.int32)})
        asking = np.cumsum(ids == END, axis=1) == 0
        read.append(Heads(learnt).scores(np.asarray(states, np.float32), asking, ~asking)[0])
    wanted = scores(fitted, given)
    assert np.corrcoef(np.array(read).ravel(), wanted.ravel())[0, 1] > 0.99


def test_what_was_written_down_can_be_taken_up_again(folder: Path, fitted: Network) -> None:
    again = Network(folder, SHAPE, 2, 4).eval()
    again.take_up({name: array.astype(np.float32) for name, array in fitted.learnt().items()})
    assert np.corrcoef(scores(again, pairs()).ravel(), scores(fitted, pairs()).ravel())[0, 1] > 0.999


def test_an_epoch_draws_what_was_taken_for_an_answer_before_what_was_not() -> None:
    others = [pair for pair in pairs() if pair.says is Says.OTHER]
    taken = dict.fromkeys(others[::4], 1.0)
    few = [*others, *[pair for pair in pairs() if pair.says is Says.ANSWER][:10]]
    drawn = [pair for pair in epoch(Lessons(few, taken=taken), Random(3)) if pair.says is Says.OTHER]  # noqa: S311 - the same draw in every run
    assert len(drawn) == 13
    held = [any(hard.passage in pair.passage for hard in taken if hard.question == pair.question) for pair in drawn]
    assert sum(held) > 10
    plain = [pair for pair in epoch(Lessons(few), Random(3)) if pair.says is Says.OTHER]  # noqa: S311 - the same draw in every run
    assert sum(pair in taken for pair in plain) < 8


def test_a_passage_joined_with_one_about_something_else_is_to_the_question_what_it_was() -> None:
    given = {(pair.question, pair.passage): pair for pair in pairs()}
    drawn = epoch(Lessons(pairs()), Random(1))  # noqa: S311 - the same draw in every run
    joined = [pair for pair in drawn if (pair.question, pair.passage) not in given]
    assert len(joined) > 20
    for pair in joined:
        ends = (pair.passage.startswith, pair.passage.endswith)
        asked = [one for one in given.values() if one.question == pair.question]
        own = [next(one for one in asked if at(one.passage)) for at in ends]
        assert (pair.says, pair.side) in {(one.says, one.side) for one in own}
        assert any(one.says is Says.OTHER for one in own)


def test_every_part_of_every_layer_has_its_reach(fitted: Network) -> None:
    found = reaches(fitted, WordPieces(), pairs(), 0)
    assert set(found) == {f"encoder.layer.{layer}.{part}.reach" for layer in range(2) for part in PARTS}
    assert all((reach > 0).any() and np.isfinite(reach).all() for reach in found.values())
