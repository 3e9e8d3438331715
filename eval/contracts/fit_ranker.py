"""Fits the weights that order passages, on half of ePQA's products and of the questions of the FAQ and of PIAF.

Figures are of the other half, beside those of the shipped weights and of the plain sum without learning; `crossed` are
those of all questions, each half by weights fitted on the other. Without `--write` nothing is changed.
"""

import argparse
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from eval.contracts.arguments import add_output
from eval.contracts.retrieval_all import FILES, LINES, Line
from eval.figures import told, write_json
from eval.intervals import Score
from eval.public_sets import read_set
from eval.ranker_lists import PLAIN, Listed, lists_of
from eval.ranker_model import Weights, fit_ranker, scores
from eval.ranking_plan import planned
from eval.trial_index import one_model, trial
from retrieval.embedder import Embedder
from retrieval.ranker import WEIGHTS, fitted_weights

FITTED_ON = ("ePQA, in the product", "FAQ", "PIAF")
Table = Mapping[str, Mapping[str, Score]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the public sets")
    parser.add_argument("--write", action="store_true", help="write weights and report to retrieval/ranker.json")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Fit, report, write where asked."""
    started = time.monotonic()
    with one_model() as embedder:
        lists = list(collected(given.data, embedder))
    weights = fit_ranker(lists)
    held_out = [one for one in lists if one.held_out]
    tables: dict[str, Table] = {
        "fitted": scores(held_out, lambda _: weights),
        "shipped": scores(held_out, lambda _: fitted_weights()),
        "plain": scores(held_out, lambda _: PLAIN),
        "crossed": crossed(lists, weights),
        "plain, all": scores(lists, lambda _: PLAIN),
    }
    for name, table in tables.items():
        print(f"{name}:", *lines(table), sep="\n  ")
    print(weights)
    stored = {
        "weights": weights,
        "report": {name: as_json(table) for name, table in tables.items() if name != "shipped"},
    }
    if given.json:
        write_json(given.json, {**stored, "seconds": round(time.monotonic() - started, 2)})
    if given.write:
        write_json(WEIGHTS, stored)
    return 0


def collected(data: Path, embedder: Embedder) -> Iterator[Listed]:
    """The lists of every set that is fitted on; lines that search the same documents share an index."""
    lines_of = [line for line in LINES if line.name.startswith(FITTED_ON)]
    for index in dict.fromkeys(line.index for line in lines_of):
        yield from _of_index([line for line in lines_of if line.index == index], data, embedder)


def _of_index(alike: Sequence[Line], data: Path, embedder: Embedder) -> Iterator[Listed]:
    given = read_set(*(data / alike[0].folder / name for name in FILES))
    plans = [planned(given, line.task) for line in alike]
    with trial(plans[0].records, [q.text for plan in plans for q in plan.questions], embedder) as bench:
        for line, plan in zip(alike, plans, strict=True):
            yield from lists_of(line.name, plan, bench.searcher)


def crossed(lists: Sequence[Listed], weights: Weights) -> Table:
    """Figures of all questions: the half held out by `weights`, the other by weights fitted on the half held out."""
    other = fit_ranker(lists, held_out=True)
    return scores(lists, lambda one: weights if one.held_out else other)


def as_json(table: Table) -> dict[str, dict[str, dict[str, object]]]:
    """Figures by source and measure."""
    return {source: {name: asdict(score) for name, score in of.items()} for source, of in table.items()}


def lines(table: Table) -> list[str]:
    """A line a source."""
    return [
        f"{source:<22} n {of['hit@1'].n:>4}  " + "  ".join(f"{name} {told(score)}" for name, score in of.items())
        for source, of in table.items()
    ]
