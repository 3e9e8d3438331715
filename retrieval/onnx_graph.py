"""The built-in network as an ONNX graph whose weights stay in files beside it.

A BERT encoder, its mean pooling and its normalisation, written with the fused operators of onnxruntime. Words go in as
rows of the model's table, which is most of the model, and so is not loaded. Tokens of all
texts are one matrix everywhere but in attention, so that every product is one plain matrix product.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.packed_weights import Shape

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

WEIGHTS = "model.safetensors"
FUSED = "com.microsoft"


@dataclass(frozen=True, slots=True)
class Stored:
    """Where one tensor lies in a weight file, `file` being its name, `kind` "F32" or "I8"."""

    dims: tuple[int, ...]
    offset: int
    length: int
    file: str = WEIGHTS
    kind: str = "F32"


def write_whole(path: Path, content: bytes) -> None:
    """Write to a partial file, then rename it, so that a half-written one is never seen (`OSError`)."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    partial.write_bytes(content)
    partial.replace(path)


def stored_tensors(weights: Path) -> dict[str, Stored]:
    """The tensors of a safetensors file, which is its header's length, the header in JSON, then the bytes.

    Raises:
        ValueError: it is no such file.
    """
    with weights.open("rb") as file:
        size, whole = int.from_bytes(file.read(8), "little"), weights.stat().st_size
        if size > whole:
            raise ValueError(f"{weights.name} is damaged: a header of {size} bytes in a file of {whole}")
        header = json.loads(file.read(size))
    header.pop("__metadata__", None)
    found = {}
    for name, told in header.items():
        begin, end = told["data_offsets"]
        found[name] = Stored(tuple(told["shape"]), 8 + size + begin, end - begin, weights.name, told["dtype"])
    return found


def shape_of(folder: Path) -> Shape:
    """Sizes of the network, from the configuration the folder was built with."""
    told = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return Shape(
        hidden=told["hidden_size"],
        layers=told["num_hidden_layers"],
        heads=told["num_attention_heads"],
        feed_forward=told["intermediate_size"],
        vocabulary=told["vocab_size"],
        positions=told["max_position_embeddings"],
        types=told["type_vocab_size"],
        epsilon=told["layer_norm_eps"],
    )


def _external(name: str, stored: Stored) -> "TensorProto":
    """A tensor that points into the weight file beside the graph."""
    from onnx import TensorProto

    kind = {"F32": TensorProto.FLOAT, "I8": TensorProto.INT8}[stored.kind]
    tensor = TensorProto(name=name, dims=stored.dims, data_type=kind)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", stored.file), ("offset", stored.offset), ("length", stored.length)):
        tensor.external_data.add(key=key, value=str(value))
    return tensor


class EncoderGraph:
    """The nodes so far. Every method adds some and gives the name of what they make."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []
        self.weights = set[str]()

    def model(self, made: str, dims: Sequence[str | int], stored: Mapping[str, Stored]) -> "ModelProto":
        """The whole: `words`, shape (texts, tokens, hidden), and `mask`, (texts, tokens), in, what was `made` out."""
        from onnx import TensorProto, helper

        padded = ["texts", "tokens"]
        words = helper.make_tensor_value_info("words", TensorProto.FLOAT, [*padded, self.shape.hidden])
        mask = helper.make_tensor_value_info("mask", TensorProto.INT32, padded)
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            [words, mask],
            [helper.make_tensor_value_info(made, TensorProto.FLOAT, dims)],
            [*self.constants, *(_external(name, stored[name]) for name in sorted(self.weights))],
        )
        domains = [helper.make_opsetid("", 20), helper.make_opsetid(FUSED, 1)]
        return helper.make_model(graph, opset_imports=domains, ir_version=10)

    def encoded(self, layers: int) -> str:
        """All tokens after the first layers: (all tokens, hidden)."""
        tokens = self.embedded()
        for number in range(layers):
            tokens = self.layer(tokens, f"encoder.layer.{number}")
        return tokens

    def texts(self, tokens: str, made: str) -> str:
        """All tokens, cut into texts: (texts, tokens, hidden)."""
        return self._node("Reshape", [tokens, "texts_tokens_hidden"], made)

    def embedded(self) -> str:
        """Words, places and the one type of token, added and normalised: (all tokens, hidden)."""
        places, types = (f"embeddings.{kind}_embeddings.weight" for kind in ("position", "token_type"))
        self._node("Shape", ["mask"], "sizes")
        self._node("Concat", ["sizes", self._whole("hidden", [self.shape.hidden])], "texts_tokens_hidden", axis=0)
        self._node("Gather", ["sizes", self._whole("second", [1])], "tokens")
        self._node("Slice", [self._weight(places), self._whole("start", [0]), "tokens"], "places")
        self._node("Gather", [self._weight(types), self._whole("only", 0)], "type")
        self._node("Add", ["words", self._node("Add", ["places", "type"], "placed")], "summed")
        self._whole("tokens_hidden", [-1, self.shape.hidden])
        norm = self._norm("embeddings")
        return self._node("LayerNormalization", [self._rows("summed"), *norm], "read", epsilon=self.shape.epsilon)

    def layer(self, tokens: str, name: str) -> str:
        """Attention, then the feed-forward part, each added to what came in and normalised."""
        parts = [self._linear(tokens, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
        heads = {"domain": FUSED, "num_heads": self.shape.heads}
        read = self._node("MultiHeadAttention", [*map(self._texts, parts), "", "mask"], f"{name}.read", **heads)
        seen = self._joined(
            tokens, self._linear(self._rows(read), f"{name}.attention.output.dense"), f"{name}.attention"
        )
        inner = self._linear(seen, f"{name}.intermediate.dense")
        active = self._node("Gelu", [inner], f"{inner}.active", domain=FUSED)
        return self._joined(seen, self._linear(active, f"{name}.output.dense"), name)

    def pool(self, tokens: str) -> None:
        """The mean of a text's tokens at length 1; that of their sum is the same, so nothing is divided by a count."""
        self._node("Cast", ["mask"], "kept", to=1)  # to float32
        self._node("Unsqueeze", ["kept", self._whole("second", [1])], "summing")
        self._node("MatMul", ["summing", self._texts(tokens)], "sums")
        self._node("LpNormalization", [self._rows("sums")], "vectors", axis=-1, p=2)

    def _linear(self, source: str, name: str) -> str:
        inputs = [source, self._weight(f"{name}.weight"), self._weight(f"{name}.bias")]
        return self._node("Gemm", inputs, f"{name}.out", transB=1)

    def _joined(self, before: str, part: str, name: str) -> str:
        """Their sum, normalised: two operators, of which the fused one of onnxruntime takes several times as long."""
        summed = self._node("Add", [before, part], f"{name}.sum")
        norm = self._norm(f"{name}.output")
        return self._node("LayerNormalization", [summed, *norm], f"{name}.joined", epsilon=self.shape.epsilon)

    def _norm(self, name: str) -> list[str]:
        return [self._weight(f"{name}.LayerNorm.{part}") for part in ("weight", "bias")]

    def _texts(self, tokens: str) -> str:
        return self.texts(tokens, f"{tokens}.texts")

    def _rows(self, texts: str) -> str:
        """The rows of all texts under each other: (all rows, hidden)."""
        return self._node("Reshape", [texts, "tokens_hidden"], f"{texts}.rows")

    def _weight(self, name: str) -> str:
        self.weights.add(name)
        return name

    def _whole(self, name: str, value: int | list[int]) -> str:
        return self.constant(name, np.array(value, np.int64))

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """A small array that stands in the graph itself, once."""
        from onnx import numpy_helper

        if all(known.name != name for known in self.constants):
            self.constants.append(numpy_helper.from_array(value, name))
        return name

    def _node(self, kind: str, inputs: list[str], made: str, **options: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, [made], **options))
        return made
