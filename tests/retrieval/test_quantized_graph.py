"""The encoder in whole numbers of eight bits reads what the encoder in float32 reads, text by text."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save

from retrieval.built_in_embedder import open_session
from retrieval.onnx_graph import EncoderGraph, stored_tensors
from retrieval.packed_weights import Shape
from retrieval.quantized_graph import INVERSE, MATRIX_BITS, MEAN, PARTS, REACH, SCALE, quantized, states_graph

SHAPE = Shape(hidden=32, layers=2, heads=2, feed_forward=64, vocabulary=50, positions=40, types=1, epsilon=1e-12)
Floats = NDArray[np.float32]
PART = "encoder.layer.0.output"


def checkpoint() -> dict[str, Floats]:
    """Weights drawn once and for all; one place of every input holds far larger numbers than the others."""
    lot = np.random.default_rng(3)
    sizes = {"intermediate": (64, 32), "output": (32, 64)}

    def drawn(*dims: int) -> Floats:
        return np.asarray(lot.normal(0, 0.3, dims), np.float32)

    found = {
        "embeddings.position_embeddings.weight": drawn(40, 32),
        "embeddings.token_type_embeddings.weight": drawn(1, 32),
    }
    norms = ["embeddings"]
    for layer in range(SHAPE.layers):
        name = f"encoder.layer.{layer}"
        for part, matrices in PARTS.items():
            dims = sizes.get(part, (32, 32))
            for matrix in matrices:
                found[f"{name}.{part}.{matrix}.weight"] = drawn(*dims)
                found[f"{name}.{part}.{matrix}.bias"] = drawn(dims[0])
        norms += [f"{name}.attention.output", f"{name}.output"]
    for norm in norms:
        found[f"{norm}.LayerNorm.weight"] = np.ones(32, np.float32)
        found[f"{norm}.LayerNorm.weight"][5] = 20
        found[f"{norm}.LayerNorm.bias"] = drawn(32)
    return found


def reaches() -> dict[str, Floats]:
    """Wide enough for every number these weights lead to."""
    found = {}
    for layer in range(SHAPE.layers):
        for part in PARTS:
            reach = np.full(64 if part == "output" else 32, 4, np.float32)
            if part in ("attention.self", "intermediate"):
                reach[5] = 80
            if part in ("output", "attention.output"):
                reach[:] = 40
            found[f"encoder.layer.{layer}.{part}{REACH}"] = reach
    return found


def states(folder: Path, words: Floats, mask: NDArray[np.int32], *, whole: bool) -> Floats:
    weights = folder / f"weights-{whole}.safetensors"
    weights.write_bytes(save(quantized(checkpoint(), reaches()) if whole else dict(checkpoint())))
    if whole:
        model = states_graph(SHAPE, SHAPE.layers, stored_tensors(weights))
    else:
        graph = EncoderGraph(SHAPE)
        graph.texts(graph.encoded(SHAPE.layers), "states")
        model = graph.model("states", ["texts", "tokens", SHAPE.hidden], stored_tensors(weights))
    path = folder / f"graph-{whole}.onnx"
    path.write_bytes(model.SerializeToString())
    (found,) = open_session(path, 1).run(["states"], {"words": words, "mask": mask})
    return np.asarray(found, np.float32)


def given() -> Floats:
    """What goes into a part, shape (20, 64), its mean far from 0."""
    return np.asarray(np.random.default_rng(6).normal(15, 9, (20, 64)), np.float32)


def multiplied(found: dict[str, NDArray[np.generic]], rows: Floats) -> Floats:
    """Rows times the part's matrix, as the graph does it."""
    scaled = rows * found[f"{PART}{INVERSE}"]
    size = np.abs(scaled).max(axis=1, keepdims=True)
    steps = np.rint(scaled / size * 127)
    return np.asarray(steps @ found[f"{PART}.dense.weight"].astype(np.float32) * found[f"{PART}.dense{SCALE}"] * size)


def test_it_reads_nearly_what_float32_reads(tmp_path: Path) -> None:
    words = np.asarray(np.random.default_rng(4).normal(0, 1, (3, 7, 32)), np.float32)
    mask = np.ones((3, 7), np.int32)
    exact, whole = (states(tmp_path, words, mask, whole=told) for told in (False, True))
    likeness = (exact * whole).sum(-1) / np.linalg.norm(exact, axis=-1) / np.linalg.norm(whole, axis=-1)
    assert likeness.min() > 0.995
    assert not np.array_equal(exact, whole)


def test_what_is_read_of_a_text_does_not_depend_on_its_neighbours(tmp_path: Path) -> None:
    words = np.asarray(np.random.default_rng(5).normal(0, 1, (3, 7, 32)), np.float32)
    words[1:] *= 30  # neighbours far louder than it
    words[2] = 0
    among = states(tmp_path, words, np.ones((3, 7), np.int32), whole=True)
    alone = states(tmp_path, words[:1], np.ones((1, 7), np.int32), whole=True)
    assert np.array_equal(among[0], alone[0])


def test_a_matrix_keeps_seven_bits_and_its_product_its_size() -> None:
    weights, found = checkpoint(), quantized(checkpoint(), reaches())
    matrix = found[f"{PART}.dense.weight"]
    assert matrix.dtype == np.int8
    assert np.abs(matrix.astype(int)).max() == MATRIX_BITS
    made = multiplied(found, given())
    wanted = given() @ weights[f"{PART}.dense.weight"].T
    assert np.abs(made - wanted).mean() < 0.05 * np.abs(wanted).mean()


def test_the_bias_takes_back_what_rounding_does_to_the_mean() -> None:
    weights = checkpoint()
    wanted = given() @ weights[f"{PART}.dense.weight"].T + weights[f"{PART}.dense.bias"]
    off = []
    for met in (reaches(), reaches() | {f"{PART}{MEAN}": given().mean(axis=0)}):
        found = quantized(weights, met)
        off.append(np.abs((multiplied(found, given()) + found[f"{PART}.dense.bias"] - wanted).mean(axis=0)).mean())
    assert off[1] < 0.2 * off[0]


def test_every_other_weight_stays_as_it_is_and_an_unknown_part_is_refused() -> None:
    found = quantized(checkpoint(), reaches())
    assert np.array_equal(found["embeddings.LayerNorm.bias"], checkpoint()["embeddings.LayerNorm.bias"])
    with pytest.raises(KeyError, match="middle"):
        quantized(checkpoint(), {"encoder.layer.0.middle.reach": np.ones(32, np.float32)})
