"""The files the built-in embedding model is read from without torch: its layers in eight bits, and its table of words.

How far the numbers reach that go into each matrix, and their means, come with the product (`encoder_numbers.npz`,
written by `python -m eval fit-encoder`). The matrices are brought to eight bits once, on the user's machine.
"""

import os
import weakref
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.onnx_graph import WEIGHTS, shape_of, stored_tensors, write_whole
from retrieval.packed_weights import Floats
from retrieval.quantized_graph import quantized, vectors_graph

NUMBERS = Path(__file__).with_name("encoder_numbers.npz")
GRAPH, LAYERS = "encoder.onnx", "encoder.safetensors"
WORDS = "embeddings.word_embeddings.weight"


def write_graph(folder: Path) -> None:
    """Add the graph of the embedding model to its folder, and before it the layers in eight bits.

    Raises:
        ValueError, KeyError: a file of the model is damaged.
        OSError: a file is missing, or the folder cannot be written.
    """
    from safetensors import SafetensorError, safe_open
    from safetensors.numpy import save

    try:
        with safe_open(folder / WEIGHTS, "np") as own:
            weights = {name: own.get_tensor(name) for name in own.keys() if name != WORDS}  # noqa: SIM118  # no mapping
    except SafetensorError as error:
        raise ValueError(f"{WEIGHTS} is damaged: {error}") from error
    write_whole(folder / LAYERS, save(quantized(weights, met_numbers())))
    model = vectors_graph(shape_of(folder), stored_tensors(folder / LAYERS))
    write_whole(folder / GRAPH, model.SerializeToString())


def met_numbers() -> dict[str, Floats]:
    """Reach and mean of every place of every input of a matrix, by name; stored as float16."""
    with np.load(NUMBERS, allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


class WordTable:
    """The embedding model's table of words, shape (words, hidden), read from its file row by row.

    Not mapped into memory: the system would count most of its 380 MB to the process, of which it needs a tenth.
    """

    def __init__(self, folder: Path) -> None:
        """Open the file (`OSError`, `ValueError` when it is damaged)."""
        self._stored = stored_tensors(folder / WEIGHTS)[WORDS]
        self._file = os.open(folder / WEIGHTS, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)

    def __getitem__(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """The rows of ids of any shape: one axis more, of the size of a row."""
        found, places = np.unique(ids, return_inverse=True)
        size = 4 * self._stored.dims[1]
        rows = [os.pread(self._file, size, self._stored.offset + size * at) for at in found.tolist()]
        table = np.frombuffer(b"".join(rows), np.float32).reshape(len(found), self._stored.dims[1])
        return table[places].reshape(*ids.shape, -1)
