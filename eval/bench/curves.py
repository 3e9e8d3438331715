"""The curves of the plots: what an import and a question cost, by the size of the shop."""

from collections.abc import Mapping

import numpy as np

from eval.bench import ingest_rows
from eval.bench.measuring import timed
from eval.bench.questions import QUESTIONS
from eval.bench.sections import Workshop
from eval.bench.shops import Bench

Curve = Mapping[int, float]
SEVERAL = 12


def curves(at: Workshop) -> dict[str, tuple[str, Mapping[str, Curve], str]]:
    """File name to title, curves by name, and what is measured."""
    shops = at.shops
    whole = ingest_rows.curve(shops, at.rate)
    work = {bench.spans: bench.times.cpu[0] - bench.embedding for bench in shops}
    questions = {bench.spans: _questions(bench) for bench in shops}
    warm = {spans: told["warm"] for spans, told in questions.items()}
    cold = {spans: told["cold"] for spans, told in questions.items()}
    return {
        "growth-ingest": ("An import", {"whole, embedding computed": whole, "besides embedding": work}, "CPU seconds"),
        "growth-search": ("A question inside a product", {"cold shelf": cold, "warm shelf": warm}, "CPU milliseconds"),
    }


def _questions(bench: Bench) -> dict[str, float]:
    searcher = bench.searcher
    first, *others = bench.products
    searcher.search("warm", "en", first)
    products, asked = iter(others), iter(QUESTIONS)

    def warm() -> None:
        question, language = next(asked)
        searcher.search(question, language, first)

    cold = timed(lambda: searcher.search("warm", "en", next(products)), min(SEVERAL, len(others)))
    return {
        "cold": float(np.median(cold.cpu)) * 1000,
        "warm": float(np.median(timed(warm, SEVERAL).cpu)) * 1000,
    }
