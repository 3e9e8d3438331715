"""Rows on serving: 32 clients against a plain `def` endpoint, one client, two workers, and what a worker holds."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from eval.bench.questions import QUESTIONS
from eval.bench.row import Row
from eval.bench.servers import Load, Server, asked_by_many, evidence, running, temoin, until
from eval.bench.shops import Bench

CLIENTS = 32
PRODUCTS = 8
PEER = "a def endpoint over langchain-chroma"


def against_plain(bench: Bench, model: Path, rounds: int, questions: int) -> list[Row]:
    """Proofs for questions over HTTP, one worker each: theirs and ours in turn, one client and 32."""
    coming = _paths(bench)
    with TemporaryDirectory(prefix="temoin-bench-") as folder, ExitStack() as stack:
        copied = Path(folder) / "rows"
        shutil.copytree(bench.stores.home.index / bench.searcher._index.snapshot().version, copied)
        plain = stack.enter_context(running(["-m", "eval.bench.plain_server", str(model), str(copied)]))
        ours = stack.enter_context(_ready(bench))
        until(plain, evidence(bench.products[0], "warm"))
        for server in (plain, ours):
            asked_by_many([server], list(islice(coming, 2 * PRODUCTS)), 2)
        many, alone = [], []
        for _ in range(rounds):
            many.append([asked_by_many([server], list(islice(coming, questions)), CLIENTS) for server in (plain, ours)])
            alone.append([asked_by_many([server], list(islice(coming, 10)), 1) for server in (plain, ours)])
    throughput = float(np.median([mine.per_second / theirs.per_second for theirs, mine in many]))
    p95 = float(np.median([_p95([mine]) / _p95([theirs]) for theirs, mine in many]))
    single = float(np.median([_median(mine) / _median(theirs) for theirs, mine in alone]))
    cpu = float(np.median([theirs.cpu / mine.cpu for theirs, mine in many]))
    told = f"{sum(mine.failed for _, mine in many)} failed"
    name, common = f"{CLIENTS} clients, one worker", {"rounds": rounds, "noisy": _noisy()}
    loads = [mine for _, mine in many]
    return [
        _row(f"{name}, answers a second", PEER, throughput, "×", told, loads, at_least=2.2, **common),
        _row(f"{name}, answers a CPU second", PEER, cpu, "×", told, loads, at_least=2.2, **common),
        _row(f"{name}, p95", PEER, p95, "×", told, loads, at_most=0.4, **common),
        _row("one client, median", PEER, single, "×", told, [mine for _, mine in alone], at_most=1.05, **common),
    ]


def two_workers(bench: Bench, rounds: int, questions: int) -> Row:
    """Two processes over one home, against one of them alone."""
    coming = _paths(bench)
    with _ready(bench) as one, _ready(bench) as two:
        same = [one.get(path)[1] == two.get(path)[1] for path in islice(coming, len(QUESTIONS))]
        ratios, loads = [], []
        for _ in range(rounds):
            alone = asked_by_many([one], list(islice(coming, questions)), CLIENTS)
            both = asked_by_many([one, two], list(islice(coming, questions)), CLIENTS)
            ratios.append(both.per_second / alone.per_second)
            loads.append(both)
    told = f"{sum(same)} of {len(same)} answers the same"
    value = float(np.median(ratios))
    common = {"rounds": rounds, "noisy": _noisy()}
    return _row("two workers, answers a second", "one worker", value, "×", told, loads, at_least=1.7, **common)


def memory(small: Bench, large: Bench, questions: int) -> list[Row]:
    """What a worker holds when shelves are warm, what a span more costs it, and whether questions make it grow."""
    held = {}
    for bench in (small, large):
        with _ready(bench) as server:
            asked_by_many([server], list(islice(_paths(bench, 64), 64)), 2)
            held[bench.spans] = server.megabytes
            if bench is small:
                asked_by_many([server], list(islice(_paths(bench, 64), questions // 4)), 4)
                settled = server.megabytes
                asked_by_many([server], list(islice(_paths(bench, 64), questions)), 4)
                grown = server.megabytes - settled
    each = (held[large.spans] - held[small.spans]) * 1024 / (large.spans - small.spans)
    told = "64 shelves warm"
    return [
        Row(f"memory of a worker, {small.spans:,} spans", "itself", round(held[small.spans]), "MB", told, at_most=600),
        Row(f"memory a span more, to {large.spans:,}", "itself smaller", round(each, 2), "kB", told, at_most=2),
        Row(f"memory after {questions:,} questions more", "itself", round(grown, 1), "MB", told, at_most=10),
    ]


@contextmanager
def _ready(bench: Bench) -> Iterator[Server]:
    with running(temoin(bench.settings.home)) as server:
        until(server, "/readyz")
        yield server


def _paths(bench: Bench, products: int = PRODUCTS) -> Iterator[str]:
    """Questions that differ in a number, so that no vector is remembered."""
    known = bench.products[:products]
    for number in count():
        question = QUESTIONS[number % len(QUESTIONS)][0]
        yield evidence(known[number % len(known)], f"{question} {number}")


def _row(name: str, against: str, value: float, unit: str, told: str, loads: Sequence[Load], **more: object) -> Row:
    waited = np.array([seconds for load in loads for seconds in load.waited]) * 1000
    return Row(
        name,
        against,
        round(value, 3),
        unit,
        told,
        cpu_s=round(float(np.median([load.cpu / len(load.waited) for load in loads])), 4),
        wall_p50_ms=round(float(np.percentile(waited, 50)), 1),
        wall_p95_ms=round(float(np.percentile(waited, 95)), 1),
        **more,  # type: ignore[arg-type]  # fields by name, each of its type
    )


def _p95(loads: Sequence[Load]) -> float:
    return float(np.percentile([seconds for load in loads for seconds in load.waited], 95))


def _median(load: Load) -> float:
    return float(np.median(load.waited))


def _noisy() -> int:
    """Whether the machine is busy with other things can only be told by the load, to which this adds its own."""
    return 0
