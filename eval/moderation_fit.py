"""Fits what texts are like: a few small networks that differ by their first numbers alone, and their mean."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from eval.moderation_examples import KINDS
from eval.progress import watched
from ingest.moderation.likeness import Layer, Likeness, Numbers

NETWORKS, UNITS, EPOCHS = 3, 64, 30
BATCH: Final = 256
DROPPED: Final = 0.3
"""Share of the hidden units, and twice that of the inputs, left out of a step."""
RATE, DECAY = 3e-3, 0.1


@dataclass(frozen=True, slots=True)
class Cases:
    """Texts to learn from: `vectors` of shape (cases, dimension), the place of each in `KINDS`, and its weight."""

    vectors: Numbers
    places: NDArray[np.intp]
    weight: Numbers


def fit_likeness(cases: Cases, model_id: str, version: str, *, epochs: int = EPOCHS) -> Likeness:
    """One network that says the mean of several; it holds nothing yet: its threshold is 1."""
    centre, spread = cases.vectors.mean(axis=0), cases.vectors.std(axis=0)
    inputs = torch.tensor((cases.vectors - centre) / spread, dtype=torch.float32)
    fitted = [_network(inputs, cases, epochs, seed) for seed in watched(range(NETWORKS), "networks", NETWORKS)]
    # centre and spread go into the weights, so that vectors are read as they are
    weight = np.concatenate([_array(hidden.weight).T for hidden, _ in fitted], axis=1) / spread[:, None]
    bias = np.concatenate([_array(hidden.bias) for hidden, _ in fitted]) - centre @ weight
    told = np.concatenate([_array(out.weight).T for _, out in fitted]) / NETWORKS
    told_bias = np.mean([_array(out.bias) for _, out in fitted], axis=0)
    return Likeness(model_id, version, KINDS, _stored(weight, bias), _stored(told, told_bias), threshold=1.0)


def _network(inputs: Tensor, cases: Cases, epochs: int, seed: int) -> tuple[nn.Linear, nn.Linear]:
    torch.manual_seed(seed)
    hidden, out = nn.Linear(inputs.shape[1], UNITS), nn.Linear(UNITS, len(KINDS))
    network = nn.Sequential(nn.Dropout(DROPPED / 2), hidden, nn.ReLU(), nn.Dropout(DROPPED), out)
    places, weight = torch.tensor(cases.places), torch.tensor(cases.weight, dtype=torch.float32)
    steps = max(1, epochs * len(inputs) // BATCH)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    for _ in range(steps):
        drawn = torch.randint(0, len(inputs), (BATCH,))
        missed = nn.functional.cross_entropy(network(inputs[drawn]), places[drawn], reduction="none")
        torch.autograd.backward((missed * weight[drawn]).mean())
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
    return hidden, out


def _array(parameter: Tensor) -> Numbers:
    return parameter.detach().numpy().astype(np.float64)


def _stored(weight: Numbers, bias: Numbers) -> Layer:
    """As they are kept: weights in half precision."""
    return Layer(weight.astype(np.float16).astype(np.float64), bias.astype(np.float32).astype(np.float64))
