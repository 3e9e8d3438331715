"""The files the built-in cross-encoder is read from: the embedding model's first layers with what was learnt added.

What was learnt is small and comes with the product (`cross_encoder.npz`, written by `python -m eval
fit-cross-encoder`): a product of two thin matrices for every weight matrix of a layer (LoRA, Hu et al. 2021), its
biases and norms, the heads, and how far the numbers reach that go into each matrix. The matrices are added up and
brought to eight bits once, on the user's machine, beside the embedding model; the table of words, most of the model, is
the embedding model's own file.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.onnx_graph import WEIGHTS, shape_of, stored_tensors, write_whole
from retrieval.quantized_graph import REACH, quantized, states_graph

LEARNT = Path(__file__).with_name("cross_encoder.npz")
LAYER = "encoder.layer."
DOWN, UP = ".down", ".up"
"""Ends of the names of the two thin matrices: weight = the model's own + up @ down."""
Arrays = Mapping[str, NDArray[np.float32]]


def learnt() -> dict[str, NDArray[np.float32]]:
    """What was learnt, by name; stored as float16."""
    with np.load(LEARNT, allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def layers_of(arrays: Arrays) -> int:
    """How many layers were adapted, from the first on."""
    return 1 + max(int(name.removeprefix(LAYER).split(".")[0]) for name in arrays if name.startswith(LAYER))


def add_cross_encoder(folder: Path) -> Path:
    """The cross-encoder's graph in the embedding model's folder, written there on first use.

    Raises:
        ValueError, KeyError: a file of the model is damaged.
        OSError: a file is missing, or the folder cannot be written.
    """
    key = hashlib.sha256(LEARNT.read_bytes()).hexdigest()[:12] + "-5"  # the number of the graph's form
    graph, weights = folder / f"cross-encoder-{key}.onnx", folder / f"cross-encoder-{key}.safetensors"
    if not graph.exists():
        from safetensors.numpy import save

        arrays = learnt()
        reach = {name: array for name, array in arrays.items() if name.endswith(REACH)}
        write_whole(weights, save(quantized(merged(folder, arrays), reach)))
        stored = stored_tensors(folder / WEIGHTS) | stored_tensors(weights)
        write_whole(graph, states_graph(shape_of(folder), layers_of(arrays), stored).SerializeToString())
    return graph


def merged(folder: Path, arrays: Arrays) -> dict[str, NDArray[np.float32]]:
    """Weights, biases and norms of the adapted layers, and the norm before them, by the names of the checkpoint."""
    from safetensors import safe_open

    parts = (LAYER, "embeddings.")
    found = {name: array for name, array in arrays.items() if name.startswith(parts) and not name.endswith(REACH)}
    with safe_open(folder / WEIGHTS, "np") as own:
        for name in [name for name in found if name.endswith(DOWN)]:
            matrix = name.removesuffix(DOWN)
            found[f"{matrix}.weight"] = own.get_tensor(f"{matrix}.weight") + found.pop(f"{matrix}{UP}") @ found.pop(
                name
            )
    return {name: np.ascontiguousarray(array, np.float32) for name, array in found.items()}
