"""`bench`: how long a shopper waits for an answer, and how fast the model reads, in CPU seconds and on the clock."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from eval.figures import write_json
from eval.opening import Opener, add_room_arguments, open_room, ready

ROUNDS = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many questions a round, and where the figures go."""
    parser.add_argument("--questions", type=int, default=60, metavar="N", help="questions a round (default 60)")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here")
    add_room_arguments(parser)


def run(given: argparse.Namespace, opener: Opener | None = None) -> int:
    """Five rounds of the same questions on warm shelves; a line a round, so that a noisy one shows."""
    import numpy as np

    from eval.sets_reading import read_questions, set_paths

    given.jobs = 1
    room = open_room(given, opener)
    asked = [q for q in read_questions(set_paths([]), room.corpus) if q.product_id][:: max(1, 600 // given.questions)]
    assistant = ready(room.open_assistant())
    for question in asked:
        assistant.answer(question.conversation, question.product_id)
    rounds = []
    for number in range(1, ROUNDS + 1):
        timed = [_timed(lambda q=question: assistant.answer(q.conversation, q.product_id)) for question in asked]  # type: ignore[misc]
        wall, cpu = np.array(timed).T * 1000
        figures = {
            "round": number,
            "questions": len(asked),
            "wall_p50_ms": round(float(np.percentile(wall, 50)), 1),
            "wall_p95_ms": round(float(np.percentile(wall, 95)), 1),
            "cpu_p50_ms": round(float(np.percentile(cpu, 50)), 1),
            "load": round(os.getloadavg()[0], 2),
        }
        print("  ".join(f"{name} {value}" for name, value in figures.items()), flush=True)
        rounds.append(figures)
    if rounds[-1]["load"] > (os.cpu_count() or 1):
        print("this machine was busy: compare the CPU figures only", file=sys.stderr)
    if given.json:
        write_json(given.json, {"answers": rounds})
    return 0


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu
