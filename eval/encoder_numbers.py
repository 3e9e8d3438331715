"""How far the numbers reach inside the embedding model, and their means: what brings its layers to eight bits."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from eval.scenarios import Scenario
from retrieval.built_in_model import PROMPTS
from retrieval.embedder import Embedder
from retrieval.onnx_graph import shape_of
from retrieval.quantized_graph import MEAN, PARTS, REACH

TOGETHER = (1, 2, 5, 20)
"""Passages that are read as one text, so that there are short and long ones."""

SHORT = ("", "ok", "Bof.", "10/10", "!!!", "👍", "😍😍😍", "…")
"""Reviews that are hardly one."""


def scenario_texts(scenarios: Iterable[Scenario], most: int, seed: int) -> list[str]:
    """Short texts and at most `most` of scenarios, a fourth of them questions; prompts first, as they are read."""
    lot = random.Random(seed)  # noqa: S311  # texts are drawn, not secrets
    questions, documents = list[str](), list[str]()
    short = [prompt + text for prompt in (PROMPTS["query"], PROMPTS["document"]) for text in SHORT]
    for scenario in scenarios:
        passages = [passage.text for passage in scenario.passages.values()]
        questions += [PROMPTS["query"] + asked.text for asked in scenario.questions]
        for count in TOGETHER:
            documents += [PROMPTS["document"] + " ".join(passages[at : at + count]) for at in range(0, 20, count)]
    asked = lot.sample(questions, min(len(questions), most // 4))
    return [*short, *asked, *lot.sample(documents, min(len(documents), most - len(asked)))]


def met(folder: Path, texts: Sequence[str]) -> dict[str, NDArray[np.float16]]:
    """Reach and mean of each place of every part's input, over texts with their prompts, by name.

    The model in `folder` is read by sentence-transformers in float32.
    """
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")
    watched = dict(_parts(model, shape_of(folder).layers))
    reach: dict[str, Tensor] = {}
    total: dict[str, Tensor] = {}
    tokens: dict[str, int] = {}

    def watch(name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def seen(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            rows = given[0].reshape(-1, given[0].shape[-1])
            largest = rows.abs().amax(0)
            reach[name] = torch.maximum(reach.get(name, largest), largest)
            total[name] = total.get(name, torch.zeros(())) + rows.double().sum(0)
            tokens[name] = tokens.get(name, 0) + len(rows)

        return seen

    hooks = [matrix.register_forward_pre_hook(watch(name)) for name, matrix in watched.items()]
    for text in texts:  # one by one: padding would be met too
        model.encode(text, prompt="")
    for hook in hooks:
        hook.remove()
    arrays = {name + REACH: largest.numpy() for name, largest in reach.items()}
    arrays |= {name + MEAN: (total[name] / tokens[name]).numpy() for name in total}
    return {name: array.astype(np.float16) for name, array in arrays.items()}


def _parts(model: nn.Module, layers: int) -> Iterator[tuple[str, nn.Module]]:
    """The first matrix of every part: all of a part are given the same numbers."""
    modules = dict(model.named_modules())
    for layer in range(layers):
        for part, matrices in PARTS.items():
            name = f"encoder.layer.{layer}.{part}"
            (found,) = [module for path, module in modules.items() if path.endswith(f".{name}.{matrices[0]}")]
            yield name, found


def cosines(ours: Embedder, exact: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Of the vectors of the one and of the other, shape (texts,)."""
    return np.asarray((ours.documents(texts) * exact.documents(texts)).sum(axis=1), np.float32)
