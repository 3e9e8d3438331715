"""Fits the cross-encoder and reports it on what it was not fitted on; an hour or so on two cores.

Figures before and after are those of `python -m eval cross-encoder`. Without `--write` nothing is changed. The result
depends on the number of threads and on the processor, as sums of bfloat16 do. With `--onwards` it goes on from what is
shipped, at half the rates, and of the passages about something else prefers those the shipped one takes for answers.
"""

import argparse
import random
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from data.home import Home
from data.settings import load_settings
from eval.cross_encoder_examples import Pair, Says, public_pairs, scenario_pairs
from eval.progress import watched
from retrieval.cross_encoder import BuiltInCrossEncoder, CrossEncoder

EPOCHS = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the public sets")
    parser.add_argument("--epochs", type=int, default=EPOCHS, metavar="N", help=f"default {EPOCHS}")
    parser.add_argument("--onwards", action="store_true", help="go on from what is shipped, with what it gets wrong")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument("--write", action="store_true", help="write what was learnt to retrieval/cross_encoder.npz")


def run(given: argparse.Namespace) -> int:
    """Fit, write where asked; figures are of what is written."""
    import torch

    from eval.cross_encoder_fit import LAYERS, RANK, Lessons, fit, reaches
    from eval.cross_encoder_network import Network
    from eval.marked_reviews import marked_products
    from eval.scenarios import shipped_scenarios
    from retrieval.built_in_model import built_in_model
    from retrieval.cross_encoder_files import LEARNT, learnt
    from retrieval.onnx_graph import shape_of
    from retrieval.pieces import Pieces

    settings = load_settings()
    torch.set_num_threads(settings.threads)
    torch.manual_seed(given.seed)
    torch.set_flush_denormal(True)  # beginning at zero, the matrices pass through numbers a processor is slow with
    folder = built_in_model(Home(settings.home).prepare().models)
    network = Network(folder, shape_of(folder), LAYERS, RANK)
    marked = [*shipped_scenarios(), *marked_products(given.data)]
    written = list(scenario_pairs(one for one in marked if not one.held_out))
    public = public_pairs(given.data, random.Random(given.seed))  # noqa: S311  # examples are drawn, not secrets
    print(f"{len(written)} pairs of scenarios and marked reviews, {len(public)} other public ones")
    pieces = Pieces(folder)
    if given.onwards:
        network.take_up(learnt())
        taken = taken_for_answers(BuiltInCrossEncoder(folder, settings.threads), written)
        fit(network, pieces, Lessons(written, public, taken), given.epochs, given.seed, onwards=True)
    else:
        fit(network, pieces, Lessons(written, public), given.epochs, given.seed)
    if given.write:
        arrays = network.learnt() | reaches(network, pieces, [*written, *public], given.seed)
        np.savez_compressed(LEARNT, **arrays)  # type: ignore[arg-type]  # its stubs take names for options
        print(f"written: {LEARNT.name}; its figures: python -m eval cross-encoder --data {given.data}")
    return 0


def taken_for_answers(encoder: CrossEncoder, pairs: Iterable[Pair]) -> dict[Pair, float]:
    """Of each pair about something else, the probability at which a cross-encoder takes it for an answer."""
    by_question: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.says is Says.OTHER:
            by_question.setdefault(pair.question, []).append(pair)
    found: dict[Pair, float] = {}
    for question, asked in watched(by_question.items(), "questions", len(by_question)):
        odds = encoder.scores(question, [pair.passage for pair in asked]).answers
        found.update(zip(asked, (1 / (1 + np.exp(-odds.astype(float)))).tolist(), strict=True))
    return found
