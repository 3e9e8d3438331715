"""The cross-encoder as it is fitted: the embedding model's first layers, frozen, thin matrices learning beside them.

LoRA (Hu et al. 2021) in bfloat16: the model's own weights stay as they are, and a product of two thin matrices, learnt,
is added to each. What it reads of a pair is pooled three ways (first token, mean of the question, mean of the passage),
brought to mean 0 and spread 1, and goes through one hidden layer to seven scores.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from retrieval.cross_encoder import END, OUTCOMES, SIDES
from retrieval.cross_encoder_files import DOWN, LAYER, UP
from retrieval.onnx_graph import WEIGHTS
from retrieval.packed_weights import Shape
from retrieval.quantized_graph import REACH

LINEAR = (
    *("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"),
    *("intermediate.dense", "output.dense"),
)
MASKED = -1e4
SCALE, DROPPED = 2.0, 0.1
"""What is learnt beside a matrix counts so many times; share of the hidden layer left out of each step."""
Weights = Mapping[str, Tensor]


class Adapted(nn.Module):
    """A matrix of the model, (out, in), and the two thin ones learnt beside it."""

    def __init__(self, weights: Weights, name: str, rank: int) -> None:
        """`up` begins at zero, so that the model begins as it is."""
        super().__init__()
        self.weight, self.bias = weights[f"{name}.weight"].bfloat16(), weights[f"{name}.bias"].bfloat16()
        out, into = self.weight.shape
        self.down = nn.Parameter(torch.randn(rank, into) / math.sqrt(into))
        self.up = nn.Parameter(torch.zeros(out, rank))

    def forward(self, states: Tensor) -> Tensor:
        """States of shape (…, in) to (…, out)."""
        own = nn.functional.linear(states, self.weight, self.bias)
        return own + SCALE * (states @ self.down.bfloat16().T @ self.up.bfloat16().T)


class Layer(nn.Module):
    """Attention and feed-forward part of a BERT encoder's layer."""

    def __init__(self, weights: Weights, number: int, shape: Shape, rank: int) -> None:
        super().__init__()
        name, self.shape = f"{LAYER}{number}.", shape
        self.linear = nn.ModuleList(Adapted(weights, name + part, rank) for part in LINEAR)
        norms = ("attention.output.LayerNorm", "output.LayerNorm")
        self.norms = [[weights[f"{name}{norm}.{part}"].bfloat16() for part in ("weight", "bias")] for norm in norms]

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States of shape (pairs, tokens, hidden); `mask` is added to the attention."""
        pairs, tokens, hidden = states.shape
        query, key, value, joined, inner, outer = self.linear
        wide = (pairs, tokens, self.shape.heads, hidden // self.shape.heads)
        q, k, v = (part(states).view(wide).transpose(1, 2) for part in (query, key, value))
        # written out: the fused attention of torch 2.13 spends most of a step in its backward pass on a processor
        seen = torch.softmax((q * wide[-1] ** -0.5) @ k.transpose(2, 3) + mask, -1) @ v
        states = self._norm(states + joined(seen.transpose(1, 2).reshape(pairs, tokens, hidden)), 0)
        return self._norm(states + outer(nn.functional.gelu(inner(states))), 1)

    def _norm(self, states: Tensor, which: int) -> Tensor:
        weight, bias = self.norms[which]
        return nn.functional.layer_norm(states, states.shape[-1:], weight, bias, self.shape.epsilon)


class Network(nn.Module):
    """From ids of pairs to their seven scores."""

    def __init__(self, folder: Path, shape: Shape, layers: int, rank: int) -> None:
        """The first `layers` of the model in `folder`, thin matrices of `rank`."""
        super().__init__()
        from safetensors.torch import load_file

        weights, self.shape = load_file(folder / WEIGHTS), shape
        kinds = ("word", "position", "token_type")
        self.tables = [weights[f"embeddings.{kind}_embeddings.weight"] for kind in kinds]
        self.norm = [weights[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias")]
        self.layers = nn.ModuleList(Layer(weights, number, shape, rank) for number in range(layers))
        self.hidden, self.out = nn.Linear(3 * shape.hidden, shape.hidden), nn.Linear(shape.hidden, OUTCOMES + SIDES)
        self.mean: Tensor = torch.zeros(3 * shape.hidden)
        self.spread: Tensor = torch.ones(3 * shape.hidden)

    def pooled(self, ids: Tensor, mask: Tensor) -> Tensor:
        """What is read of pairs, shape (pairs, 3 · hidden); `mask` is true where there are tokens."""
        words, places, types = self.tables
        summed = words[ids] + places[: ids.shape[1]] + types[0]
        weight, bias = self.norm
        states = nn.functional.layer_norm(summed, summed.shape[-1:], weight, bias, self.shape.epsilon).bfloat16()
        hidden = ((~mask).float() * MASKED)[:, None, None, :].bfloat16()
        for layer in self.layers:
            states = layer(states, hidden)
        asking = ((ids == END).cumsum(1) == 0) & mask
        means = [_mean(states.float(), part) for part in (asking, mask & ~asking)]
        return torch.cat([states[:, 0].float(), *means], 1)

    def settle(self, pooled: Tensor) -> None:
        """Take the mean and the spread of what is read, shape (pairs, 3 · hidden), as those to be taken away."""
        self.mean, self.spread = pooled.mean(0), pooled.std(0) + 1e-3

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Raw scores, shape (pairs, 7)."""
        hidden = torch.relu(self.hidden((self.pooled(ids, mask) - self.mean) / self.spread))
        out: Tensor = self.out(nn.functional.dropout(hidden, DROPPED, self.training))
        return out

    def _adapted(self) -> list[Layer]:
        return [layer for layer in self.layers if isinstance(layer, Layer)]

    def reach(self, ids: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """The largest number, by size, in each place of what goes into the matrices of each part, by `part.reach`."""
        found: dict[str, Tensor] = {}

        def watch(name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
            def met(_: nn.Module, given: tuple[Tensor, ...]) -> None:
                found[name] = given[0].float()[mask].abs().amax(0)

            return met

        first = {name.rpartition(".")[0]: at for at, name in reversed([*enumerate(LINEAR)])}
        hooks = [
            layer.linear[at].register_forward_pre_hook(watch(f"{LAYER}{number}.{part}{REACH}"))
            for number, layer in enumerate(self._adapted())
            for part, at in first.items()
        ]
        with torch.no_grad():
            self.pooled(ids, mask)
        for hook in hooks:
            hook.remove()
        return found

    def take_up(self, learnt: Mapping[str, NDArray[np.float32]]) -> None:
        """Go on from what `learnt` gave once."""
        stored = {name: torch.from_numpy(array) for name, array in learnt.items()}
        self.mean, self.spread = stored["head.mean"], stored["head.spread"]
        with torch.no_grad():
            for name, head in (("hidden", self.hidden), ("out", self.out)):
                head.weight.copy_(stored[f"head.{name}.weight"])
                head.bias.copy_(stored[f"head.{name}.bias"])
            for number, layer in enumerate(self._adapted()):
                for part, adapted in zip(LINEAR, layer.linear, strict=True):
                    if isinstance(adapted, Adapted):
                        name = f"{LAYER}{number}.{part}"
                        adapted.down.copy_(stored[name + DOWN])
                        adapted.up.copy_(stored[name + UP] / SCALE)

    def learnt(self) -> dict[str, NDArray[np.float16]]:
        """What `retrieval/cross_encoder.npz` holds, by name."""
        found: dict[str, Tensor] = {"head.mean": self.mean, "head.spread": self.spread}
        for name, head in (("hidden", self.hidden), ("out", self.out)):
            found |= {f"head.{name}.weight": head.weight, f"head.{name}.bias": head.bias}
        for part, value in zip(("weight", "bias"), self.norm, strict=True):
            found[f"embeddings.LayerNorm.{part}"] = value
        for number, layer in enumerate(self._adapted()):
            found |= _learnt(layer, f"{LAYER}{number}.")
        return {name: value.detach().float().numpy().astype(np.float16) for name, value in found.items()}


def _learnt(layer: Layer, name: str) -> dict[str, Tensor]:
    found: dict[str, Tensor] = {}
    for part, adapted in zip(LINEAR, layer.linear, strict=True):
        if isinstance(adapted, Adapted):
            own = {DOWN: adapted.down, UP: SCALE * adapted.up, ".bias": adapted.bias}
            found |= {f"{name}{part}{end}": value for end, value in own.items()}
    for norm, values in zip(("attention.output.LayerNorm", "output.LayerNorm"), layer.norms, strict=True):
        found |= {f"{name}{norm}.{part}": value for part, value in zip(("weight", "bias"), values, strict=True)}
    return found


def _mean(states: Tensor, part: Tensor) -> Tensor:
    kept = part[..., None].float()
    return (states * kept).sum(1) / kept.sum(1)


def padded(pairs: Sequence[Sequence[int]], padding: int) -> tuple[Tensor, Tensor]:
    """Ids of pairs filled up to the longest, and which of them are tokens, both of shape (pairs, tokens)."""
    longest = max(map(len, pairs))
    ids = torch.tensor([[*pair, *[padding] * (longest - len(pair))] for pair in pairs])
    mask = torch.tensor([[True] * len(pair) + [False] * (longest - len(pair)) for pair in pairs])
    return ids, mask
