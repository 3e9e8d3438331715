"""Rows on finding: inside one product against langchain-chroma with a filter, growth, a cold shelf, a giant product."""

import shutil
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from data.records import Kind, Provenance, Record
from eval.bench import peers
from eval.bench.measuring import race
from eval.bench.questions import QUESTIONS
from eval.bench.row import Row, row_of
from eval.bench.shops import Bench
from eval.bench.simulated import SimulatedEmbedder
from ingest.chunking import cut
from retrieval.centres import Centres
from retrieval.passages import passages
from retrieval.rows import rows_of
from retrieval.search import Searcher
from retrieval.shelf import Shelf, shelf_of

LIMIT, CALLS = 10, 12
PEER = "langchain-chroma similarity_search(filter=)"
REACH = {10_000: 3.0, 100_000: 10.0}
"""How much less CPU than the peer, by spans in the index."""


def inside_a_product(bench: Bench, given: object, rounds: int) -> list[Row]:
    """A question inside one product, its embedding included: CPU of the peer over ours, and our time on the clock."""
    searcher, product = bench.searcher, bench.products[0]
    with TemporaryDirectory(prefix="temoin-bench-") as folder:
        copied = Path(folder) / "rows"
        shutil.copytree(bench.stores.home.index / searcher._index.snapshot().version, copied)
        store, mine, theirs = peers.langchain_store(given, copied), cycle(QUESTIONS), cycle(QUESTIONS)
        first = QUESTIONS[0][0]
        searcher.search(first, "en", product)
        store.similarity_search(first, LIMIT, filter={"product_id": product})

        def ours() -> None:
            question, language = next(mine)
            searcher._embedded.clear()
            searcher.search(question, language, product, limit=LIMIT)

        running = {
            "ours": ours,
            "theirs": lambda: store.similarity_search(next(theirs)[0], LIMIT, filter={"product_id": product}),
        }
        timed = race(running, rounds, CALLS)
    value, told = timed.ratio("theirs", "ours"), f"recall {recall(searcher, product):.3f} of the exact ten"
    name, goal = f"search inside a product, {bench.spans:,} spans", REACH.get(bench.spans)
    wall = float(np.median(timed.of("ours").wall)) * 1000
    return [
        row_of(name, PEER, value, "×", told, timed, "ours", at_least=goal, how="simulated"),
        row_of(f"{name}, p50", "the clock", wall, "ms", told, timed, "ours", at_most=10, how="simulated"),
    ]


def recall(searcher: Searcher, product_id: str) -> float:
    """Share of the ten rows nearest to each question, by brute force over the stored rows, that the shelf ranks so."""
    snapshot = searcher._index.snapshot()
    rows = sorted(
        (row for row in snapshot.store.of_product(product_id) if row.text),
        key=lambda row: (row.passage, row.span.start),
    )
    stacked = snapshot.centres.centred_passages(
        np.stack([row.vector for row in rows]), [str(row.metadata["language"]) for row in rows]
    )
    shelf, found = searcher.shelf(product_id), []
    for question, language in QUESTIONS:
        vector = searcher.vector(question, language)
        exact = {rows[at].id for at in np.argsort(-(stacked @ vector), kind="stable")[:LIMIT]}
        best = {shelf.spans[at].id for at in np.argsort(-(shelf.span_vectors @ vector), kind="stable")[:LIMIT]}
        found.append(len(exact & best) / max(len(exact), 1))
    return float(np.mean(found))


def warm(small: Bench, large: Bench, rounds: int) -> Row:
    """A question on a warm shelf in a large index over one in a small index, embedding included."""
    benches, asked = {"small": small.searcher, "large": large.searcher}, cycle(QUESTIONS)
    products = {"small": small.products[0], "large": large.products[0]}
    for name, searcher in benches.items():
        searcher.search("warm", "en", products[name])

    def ask(name: str) -> None:
        question, language = next(asked)
        benches[name]._embedded.clear()
        benches[name].search(question, language, products[name], limit=LIMIT)

    # the type of a default in a lambda is not inferred
    timed = race({name: lambda name=name: ask(name) for name in benches}, rounds, CALLS)  # type: ignore[misc]
    name = f"warm search, {large.spans:,} over {small.spans:,} spans"
    told = f"recall {recall(benches['large'], products['large']):.3f}"
    ratio = timed.ratio("large", "small")
    return row_of(name, "itself smaller", ratio, "×", told, timed, "large", at_most=1.3, how="simulated")


def cold_shelf(bench: Bench, rounds: int) -> Row:
    """The first question on a product nobody has asked about since the start."""
    searcher, products = bench.searcher, cycle(bench.products)
    searcher.search("Is it warm?", "en", next(products))  # the index is open, and the question embedded
    timed = race({"cold": lambda: searcher.search("Is it warm?", "en", next(products))}, rounds, 3)
    wall = float(np.median(timed.of("cold").wall)) * 1000
    name, told = f"cold shelf, {bench.spans:,} spans", "exact"
    return row_of(name, "the clock", wall, "ms", told, timed, "cold", at_most=150, how="simulated")


def giant_product(embedder: SimulatedEmbedder, pool: Sequence[str], spans: int, rounds: int) -> Row:
    """One product with very many spans, its shelf warm: scores of all of them."""
    shelf, asked = _giant(embedder, pool, spans), cycle(QUESTIONS)
    vectors = {question: embedder.queries([question])[0] for question, _ in QUESTIONS}

    def ask() -> None:
        question, language = next(asked)
        shelf.search(question, vectors[question], None, LIMIT, language)

    ask()
    timed = race({"ask": ask}, rounds, CALLS)
    wall = float(np.median(timed.of("ask").wall)) * 1000
    name, told = f"a product of {len(shelf):,} spans", "every span scored"
    return row_of(name, "the clock", wall, "ms", told, timed, "ask", at_most=60, how="simulated")


def _giant(embedder: SimulatedEmbedder, pool: Sequence[str], spans: int) -> Shelf:
    rows, half = [], len(pool) // 2
    for at in range(spans // 4):
        of, language = (pool[:half], "en") if at % 2 else (pool[half:], "fr")
        text = "\n".join(f"{of[(at * 7 + line * 13) % len(of)]}, {at} {line}." for line in range(4))
        record = Record(f"review-{at:07d}", Kind.REVIEW, "giant", text, Provenance("simulated"), language)
        for passage in passages(record, cut(record)):
            rows += rows_of(passage, embedder.documents(passage.texts))
    return shelf_of(rows, Centres())
