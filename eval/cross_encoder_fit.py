"""Fits the cross-encoder: batches of pairs of like length, one schedule, two losses.

An epoch reads every passage that answers or nearly does, and draws some that are about something else: at random, or
rather those that a network fitted before takes for answers (hard negatives). Some of all are joined with a passage
about something else, as real reviews say several things in one sentence: to the question they stay what they were.
"""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from eval.cross_encoder_examples import Pair, Says
from eval.cross_encoder_network import Network, padded
from eval.progress import watched
from retrieval.built_in_embedder import PADDING
from retrieval.cross_encoder import END, OUTCOMES, PASSAGE, QUESTION
from retrieval.pieces import Pieces

LAYERS, RANK, EPOCHS = 8, 16, 3
BATCH = 2_400
"""Tokens of one step, padding included."""
RATE, HEAD_RATE, WARMING, LEAST = 4e-4, 1e-3, 60, 0.02
"""Highest rates of the thin matrices and of the heads, steps until they are reached, share of them at the end."""
OTHERS = 1.3
"""Passages about something else that an epoch draws, for each that answers or nearly does."""
JOINED, JOINTS = 0.2, (". ", ", ", " ", " - ", " ... ")
"""Share of the pairs whose passage is joined with another, and what stands between the two."""
ONWARDS = 0.5
"""Share of the rates where a network goes on from what it has learnt."""
EASY = 0.01
"""Added to the probability that a passage about something else is taken for an answer: easy ones are drawn as well."""
SIDE_WEIGHT = 1.2
REACHING = 2_000
"""Pairs in which it is looked how far numbers reach."""
SETTLING = 40
"""Batches from which the mean and the spread of what is read are taken."""


class Example(NamedTuple):
    """The ids of one pair, and what is to be told of it."""

    ids: tuple[int, ...]
    says: int
    side: int


class Lessons(NamedTuple):
    """What is learnt from.

    Of `drawn` an epoch takes some that are about something else, of `kept` it takes all. `taken` gives, for passages
    about something else, the probability that they are taken for answers; without it all are alike.
    """

    drawn: Sequence[Pair]
    kept: Sequence[Pair] = ()
    taken: Mapping[Pair, float] | None = None


def fit(network: Network, pieces: Pieces, lessons: Lessons, epochs: int, seed: int, *, onwards: bool = False) -> None:
    """Fit to lessons; `onwards` from what the network has learnt, at a share of the usual rates."""
    lot = random.Random(seed)  # noqa: S311  # examples are drawn, not secrets
    plan = [_batches([example(pair, pieces) for pair in epoch(lessons, lot)], lot) for _ in range(epochs)]
    steps = [batch for batches in plan for batch in batches]
    rate = ONWARDS if onwards else 1.0
    if not onwards:
        with torch.no_grad():
            read = [network.pooled(*padded([one.ids for one in batch], PADDING)) for batch in steps[:SETTLING]]
            network.settle(torch.cat(read))
    heads = [*network.hidden.parameters(), *network.out.parameters()]
    groups = [
        {"params": list(network.layers.parameters()), "lr": rate * RATE},
        {"params": heads, "lr": rate * HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share(step, len(steps)))
    for batch in watched(steps, "steps", len(steps)):
        ids, mask = padded([one.ids for one in batch], PADDING)
        torch.autograd.backward(loss(network(ids, mask), batch))
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()


def reaches(network: Network, pieces: Pieces, pairs: Sequence[Pair], seed: int) -> dict[str, NDArray[np.float16]]:
    """How far the numbers reach that go into each matrix, over pairs drawn from those given."""
    lot = random.Random(seed)  # noqa: S311  # examples are drawn, not secrets
    found: dict[str, Tensor] = {}
    for batch in _batches([example(pair, pieces) for pair in lot.sample(list(pairs), min(len(pairs), REACHING))], lot):
        for name, largest in network.reach(*padded([one.ids for one in batch], PADDING)).items():
            found[name] = torch.maximum(found.get(name, largest), largest)
    return {name: largest.numpy().astype(np.float16) for name, largest in found.items()}


def loss(scores: Tensor, batch: Sequence[Example]) -> Tensor:
    """Cross entropy of what the passages are to the questions, and of their sides where they are told."""
    sides = torch.tensor([one.side for one in batch])
    told = sides >= 0
    found = nn.functional.cross_entropy(scores[:, :OUTCOMES], torch.tensor([one.says for one in batch]))
    if told.any():
        share = told.float().mean()
        found = found + SIDE_WEIGHT * share * nn.functional.cross_entropy(scores[told, OUTCOMES:], sides[told])
    return found


def example(pair: Pair, pieces: Pieces) -> Example:
    """A pair as it is read."""
    ids = (*pieces.ids(pair.question, QUESTION), END, *pieces.ids(pair.passage, PASSAGE)[1:])
    return Example(ids, int(pair.says), pair.side)


def epoch(lessons: Lessons, lot: random.Random) -> list[Pair]:
    """The pairs of one epoch."""
    bearing = [pair for pair in lessons.drawn if pair.says is not Says.OTHER]
    others = [pair for pair in lessons.drawn if pair.says is Says.OTHER]
    most = min(len(others), round(OTHERS * len(bearing)))
    taken = lessons.taken
    # drawn by weight, none twice (Efraimidis & Spirakis 2006)
    by_lot = [lot.random() ** (1 / (EASY + (taken.get(pair, 0.0) if taken else 0.0))) for pair in others]
    chosen = [others[at] for at in sorted(range(len(others)), key=by_lot.__getitem__, reverse=True)[:most]]
    beside: dict[str, list[str]] = {}
    for pair in others:
        beside.setdefault(pair.question, []).append(pair.passage)
    return [*(_joined(pair, beside.get(pair.question, ()), lot) for pair in (*bearing, *chosen)), *lessons.kept]


def _joined(pair: Pair, beside: Sequence[str], lot: random.Random) -> Pair:
    """The pair, or with it in one passage another about something else, before or after it."""
    if not beside or lot.random() >= JOINED:
        return pair
    parts = [pair.passage, lot.choice(beside)]
    lot.shuffle(parts)
    return pair._replace(passage=parts[0].rstrip(" .") + lot.choice(JOINTS) + parts[1])


def _batches(examples: Iterable[Example], lot: random.Random) -> list[list[Example]]:
    """Examples of like length together, the batches in any order."""
    batches: list[list[Example]] = [[]]
    for one in sorted(examples, key=lambda one: len(one.ids) + 3 * lot.random()):
        longest = max([len(one.ids), *(len(other.ids) for other in batches[-1])])
        if batches[-1] and longest * (len(batches[-1]) + 1) > BATCH:
            batches.append([])
        batches[-1].append(one)
    lot.shuffle(batches)
    return batches


def _share(step: int, steps: int) -> float:
    """Share of the highest rate: up in a line, down as a cosine."""
    return min(1.0, (step + 1) / WARMING) * max(LEAST, (1 + math.cos(math.pi * step / steps)) / 2)
