"""Takes from texts how far the numbers inside the embedding model reach, and tells how exact it is in eight bits.

Figures are thousandths that the cosine with sentence-transformers, which reads the same folder in float32, is short of
1, on the mean and at the worst: of scenarios not taken from, and with `--data` of public documents (reviews and product
answers in English, encyclopaedia in French, FAQ in both). They are of the numbers shipped; with `--write` the new ones
are shipped first. Without it nothing is changed.
"""

import argparse
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.home import Home
from data.settings import Settings, load_settings
from eval.contracts.arguments import add_output
from eval.figures import Figures, deliver
from eval.intervals import Score, mean_score, statistic_score
from retrieval.embedder import Embedder

TEXTS, JUDGED = 2_000, 300
"""How many texts numbers are taken from, and cosines are of, in each set."""
SETS = ("en_product_qa_epqa", "fr_qa_piaf", "fr_en_faq_parallel")
REVIEWS = "reviews_skincare_sephora"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the public sets, to judge on them too")
    parser.add_argument("--write", action="store_true", help="write the numbers to retrieval/encoder_numbers.npz")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Take, write where asked, judge what is shipped, print."""
    from eval.encoder_numbers import met, scenario_texts
    from eval.scenarios import shipped_scenarios
    from retrieval.built_in_model import built_in_model
    from retrieval.encoder_files import NUMBERS, write_graph

    started, settings = time.monotonic(), load_settings()
    scenarios = shipped_scenarios()
    folder = built_in_model(Home(settings.home).prepare().models)
    if given.write:
        taken = scenario_texts([one for one in scenarios if not one.held_out], TEXTS, given.seed)
        np.savez_compressed(NUMBERS, **met(folder, taken))  # type: ignore[arg-type]  # its stubs take names for options
        write_graph(folder)
        print(f"{len(taken)} texts read; written: {NUMBERS.name}")
    held_out = [passage.text for one in scenarios if one.held_out for passage in one.passages.values()]
    judged = {"scenarios": held_out} | dict(_public(given.data) if given.data else ())
    return deliver(Figures(_figures(settings, folder, judged, given.seed), time.monotonic() - started), given.json)


def _figures(settings: Settings, folder: Path, judged: dict[str, list[str]], seed: int) -> dict[str, Score]:
    from eval.encoder_numbers import cosines
    from retrieval.embedder import open_embedder, sentence_transformers_embedder

    ours: Embedder = open_embedder(settings, Home(settings.home))
    exact = sentence_transformers_embedder(str(folder), ours.model_id, settings.threads)
    lot, found = np.random.default_rng(seed), dict[str, Score]()
    for name, texts in judged.items():
        drawn = [texts[at] for at in lot.permutation(len(texts))[:JUDGED]]
        off = 1000 * (1 - cosines(ours, exact, drawn).astype(float))
        found[f"{name} off"] = mean_score(off)
        found[f"{name} worst"] = statistic_score(partial(_highest, off), len(off))
    return found


def _highest(values: NDArray[np.float64], at: NDArray[np.intp]) -> float:
    return float(values[at].max())


def _public(data: Path) -> Iterator[tuple[str, list[str]]]:
    from eval.cross_encoder_examples import FILES
    from eval.public_sets import DocumentRow, Mistakes, read_rows

    for name in (*SETS, REVIEWS):
        mistakes = Mistakes()
        path = data / name / (FILES[0] if name in SETS else "reviews.jsonl")
        yield name, [row.text for row in read_rows(path, DocumentRow, mistakes) if row.text.strip()]
        mistakes.check()
