"""An encoder's layers in whole numbers of eight bits: two to three times as fast as in float32.

Every number that goes into a matrix product is divided by a scale of its own place, so that the few places that hold
large numbers do not take the bits of all others, and the matrix is multiplied by the same (SmoothQuant, Xiao et al.
2023). Each token is then brought to eight bits by its own largest number: what is read of a text does not depend on the
texts read beside it. The `reach` of a place, the largest number met there, and its `mean` were taken from texts once.
Matrices keep seven bits, since two products of eight overflow the sixteen bits in which processors without VNNI add
them; what a rounded matrix makes of the mean is off by a constant, which its bias takes back (Nagel et al. 2019).
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
REACH, MEAN, INVERSE, SCALE = ".reach", ".mean", ".inverse", ".scale"
"""Ends of names: of each place of a part's input the reach, the mean and what it is multiplied by; what the products of
a matrix are multiplied by."""
MOVED = {"attention.self": 0.85, "attention.output": 0.85, "intermediate": 0.5, "output": 0.65}
"""How much of the difference between places goes from a part's input into its matrices: where cosines were best."""
INPUT_BITS, MATRIX_BITS = 127, 63
"""The largest whole number of an input, either side of its middle, and of a matrix."""
MIDDLE = 128
NOTHING = 1e-12
"""The least that a token's largest number is taken for."""


def quantized(weights: Mapping[str, Floats], met: Mapping[str, Floats]) -> dict[str, NDArray[Any]]:
    """The weights of a checkpoint, its matrices in int8, (in, out), with the scales that go with them.

    `met` has an array of shape (in,) for each part, `encoder.layer.0.attention.self.reach` and so on, and where biases
    are to be mended one that ends in `.mean` (`KeyError`).
    """
    found: dict[str, NDArray[Any]] = dict(weights)
    for name in [name for name in met if name.endswith(REACH)]:
        part = name.removesuffix(REACH)
        kind = part.split(".", 3)[3]
        matrices = [f"{part}.{matrix}" for matrix in PARTS[kind]]
        spread = _spread(met[name], [weights[f"{matrix}.weight"] for matrix in matrices], MOVED[kind])
        found[f"{part}{INVERSE}"] = 1 / spread
        for matrix in matrices:
            moved = weights[f"{matrix}.weight"] * spread
            scale = np.abs(moved).max(axis=1) / MATRIX_BITS
            whole = np.rint(moved / scale[:, None])
            found[f"{matrix}.weight"] = np.ascontiguousarray(whole.T, np.int8)
            found[f"{matrix}{SCALE}"] = (scale / INPUT_BITS).astype(np.float32)
            if f"{part}{MEAN}" in met:
                lost = (moved - whole * scale[:, None]) @ (met[f"{part}{MEAN}"] / spread)
                found[f"{matrix}.bias"] = (weights[f"{matrix}.bias"] + lost).astype(np.float32)
    return found


def _spread(reach: Floats, matrices: list[Floats], moved: float) -> Floats:
    """The scale of each place of an input."""
    widest = np.max([np.abs(matrix).max(axis=0) for matrix in matrices], axis=0)
    spread = np.maximum(reach, 1e-6) ** moved / np.maximum(widest, 1e-6) ** (1 - moved)
    return np.asarray(spread, np.float32)


def vectors_graph(shape: Shape, stored: Mapping[str, Stored]) -> "ModelProto":
    """The graph of the whole encoder: unit `vectors`, shape (texts, hidden), out of `words` as in `states_graph`."""
    graph = QuantizedGraph(shape)
    graph.pool(graph.encoded(shape.layers))
    return graph.model("vectors", ["texts", shape.hidden], stored)


def states_graph(shape: Shape, layers: int, stored: Mapping[str, Stored]) -> "ModelProto":
    """The graph of the first layers: the `states` of all tokens, shape (texts, tokens, hidden), out.

    In goes, instead of the ids, what the table of words holds of them: `words`, of the same shape as the states.
    """
    graph = QuantizedGraph(shape)
    graph.texts(graph.encoded(layers), "states")
    return graph.model("states", ["texts", "tokens", shape.hidden], stored)


class QuantizedGraph(EncoderGraph):
    """An encoder whose matrix products are of whole numbers."""

    def _linear(self, source: str, name: str) -> str:
        whole, size = self._quantized(source, name.rpartition(".")[0])
        inputs = [whole, self._weight(f"{name}.weight"), "one", self._weight(f"{name}{SCALE}"), "middle"]
        made = self._node("MatMulIntegerToFloat", inputs, f"{name}.steps", domain=FUSED)
        return self._node(
            "Add", [self._node("Mul", [made, size], f"{name}.sized"), self._weight(f"{name}.bias")], f"{name}.out"
        )

    def _quantized(self, source: str, part: str) -> tuple[str, str]:
        """The input of a part in whole numbers, made once for all its matrices, and the largest number of each row."""
        whole, size = f"{part}.whole", f"{part}.size"
        if all(whole not in node.output for node in self.nodes):
            self.constant("one", np.array(1, np.float32))
            self.constant("middle", np.array(MIDDLE, np.uint8))
            self.constant("nothing", np.array(NOTHING, np.float32))
            self.constant("step", np.array(1 / INPUT_BITS, np.float32))
            scaled = self._node("Mul", [source, self._weight(f"{part}{INVERSE}")], f"{part}.scaled")
            sizes = self._node("Abs", [scaled], f"{part}.sizes")
            largest = self._node("ReduceMax", [sizes, self._whole("last", [-1])], f"{part}.largest")
            self._node("Max", [largest, "nothing"], size)
            shares = self._node("Div", [scaled, size], f"{part}.shares")
            self._node("QuantizeLinear", [shares, "step", "middle"], whole)
        return whole, size
