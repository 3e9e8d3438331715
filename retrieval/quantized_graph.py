"""The first layers of an encoder in whole numbers of eight bits: two to three times as fast as in float32.

Every number that goes into a matrix product is divided by a scale of its own place, so that the few places that hold
large numbers do not take the bits of all others, and the matrix is multiplied by the same (SmoothQuant, Xiao et al.
2023). The scales are fixed by the `reach` of each place, the largest number met there while the model was fitted: what
is read of a text does not depend on the texts read beside it. Matrices keep seven bits, since two products of eight
overflow the sixteen bits in which processors without VNNI add them.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.onnx_graph import FUSED, EncoderGraph, Stored
from retrieval.packed_weights import Shape

if TYPE_CHECKING:
    from onnx import ModelProto

Floats = NDArray[np.float32]
PARTS = {
    "attention.self": ("query", "key", "value"),
    "attention.output": ("dense",),
    "intermediate": ("dense",),
    "output": ("dense",),
}
"""The matrices of a layer, by the part they stand in: those of one part are given the same numbers."""
REACH, INVERSE, SCALE = ".reach", ".inverse", ".scale"
"""Ends of names: a part's reach; what its input is multiplied by; what the product of a matrix is multiplied by."""
MOVED = 0.95
"""How much of the difference between places goes from the input into the matrix; fidelity was best from .85 to .95."""
MARGIN = 1.05
"""How far beyond the reach numbers may go before they are cut."""
INPUT_BITS, MATRIX_BITS = 127, 63
"""The largest whole number of an input, either side of its middle, and of a matrix."""
MIDDLE = 128


def quantized(weights: Mapping[str, Floats], reach: Mapping[str, Floats]) -> dict[str, NDArray[Any]]:
    """The weights of a checkpoint, its matrices in int8, (in, out), with the scales that go with them.

    `reach` has an array of shape (in,) for each part, `encoder.layer.0.attention.self.reach` and so on (`KeyError`).
    """
    found: dict[str, NDArray[Any]] = dict(weights)
    for name, largest in reach.items():
        part = name.removesuffix(REACH)
        matrices = [f"{part}.{matrix}" for matrix in PARTS[part.split(".", 3)[3]]]
        spread, step = _spread(largest, [weights[f"{matrix}.weight"] for matrix in matrices])
        found[f"{part}{INVERSE}"] = (1 / (spread * step)).astype(np.float32)
        for matrix in matrices:
            moved = weights[f"{matrix}.weight"] * spread
            scale = np.abs(moved).max(axis=1) / MATRIX_BITS
            found[f"{matrix}.weight"] = np.ascontiguousarray(np.rint(moved / scale[:, None]).T, np.int8)
            found[f"{matrix}{SCALE}"] = (scale * step).astype(np.float32)
    return found


def _spread(largest: Floats, matrices: list[Floats]) -> tuple[Floats, float]:
    """The scale of each place of an input, and what a step of one is worth after it."""
    reached = np.maximum(largest, 1e-6)
    widest = np.maximum(np.max([np.abs(matrix).max(axis=0) for matrix in matrices], axis=0), 1e-6)
    spread = reached**MOVED / widest ** (1 - MOVED)
    return np.asarray(spread, np.float32), float((reached / spread).max() * MARGIN / INPUT_BITS)


def states_graph(shape: Shape, layers: int, stored: Mapping[str, Stored]) -> "ModelProto":
    """The graph of the first layers: the `states` of all tokens, shape (texts, tokens, hidden), out.

    In goes, instead of the ids, what the table of words holds of them: `words`, of the same shape as the states.
    """
    graph = QuantizedGraph(shape, looks_up=False)
    graph.texts(graph.encoded(layers), "states")
    return graph.model("states", ["texts", "tokens", shape.hidden], stored)


class QuantizedGraph(EncoderGraph):
    """An encoder whose matrix products are of whole numbers."""

    def _linear(self, source: str, name: str) -> str:
        part = name.rpartition(".")[0]
        whole = self._quantized(source, part)
        inputs = [whole, self._weight(f"{name}.weight"), "one", self._weight(f"{name}{SCALE}"), "middle", ""]
        bias = self._weight(f"{name}.bias")
        return self._node("MatMulIntegerToFloat", [*inputs, bias], f"{name}.out", domain=FUSED)

    def _quantized(self, source: str, part: str) -> str:
        """The input of a part in whole numbers, made once for all its matrices."""
        made = f"{part}.whole"
        if all(made not in node.output for node in self.nodes):
            self.constant("one", np.array(1, np.float32))
            self.constant("middle", np.array(MIDDLE, np.uint8))
            scaled = self._node("Mul", [source, self._weight(f"{part}{INVERSE}")], f"{part}.scaled")
            self._node("QuantizeLinear", [scaled, "one", "middle"], made)
        return made
