"""Rows on starting: help texts, health, readiness, each from a process of its own."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from eval.bench.measuring import Race, Times, race
from eval.bench.row import Row, row_of
from eval.bench.servers import running, temoin, until

ROOT = Path(__file__).parents[2]
ROOMS = ("ingest", "chat", "ui", "eval")


def helps(rounds: int) -> Row:
    """The slowest `python -m ROOM --help`."""
    # the type of a default in a lambda is not inferred
    timed = race({room: lambda room=room: _help(room) for room in ROOMS}, rounds)  # type: ignore[misc]
    slowest = max(ROOMS, key=lambda room: float(np.median(timed.of(room).cpu)))
    value = float(np.median(timed.of(slowest).cpu))
    name, told = f"python -m {slowest} --help", "nothing heavy imported"
    return row_of(name, "the clock", value, "CPU s", told, timed, slowest, at_most=0.4)


def server_start(home: Path, rounds: int) -> list[Row]:
    """CPU seconds until the server answers for its health, and until it can answer."""
    health, ready = [], []
    for _ in range(rounds):
        with running(temoin(home)) as server:
            waited = until(server, "/healthz", 0.05)
            health.append((server.cpu_s, waited))
            waited += until(server, "/readyz")
            ready.append((server.cpu_s, waited))
    rows = []
    for path, found, mark in (("/healthz", health, 2), ("/readyz", ready, 8)):
        cpu, wall = zip(*found, strict=True)
        timed = Race(({"start": Times(cpu, wall)},), (0.0,))
        told, value = "torch and gradio not imported", float(np.median(cpu))
        rows.append(row_of(f"start to {path}", "the clock", value, "CPU s", told, timed, "start", at_most=mark))
    return rows


def _help(room: str) -> None:
    typed = [sys.executable, "-m", room, "--help"]
    subprocess.run(typed, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own module
