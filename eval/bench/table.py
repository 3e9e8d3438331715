"""The table of a benchmark for people, and the same rows for machines."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from eval.bench.row import Row

PACKAGES = (
    *("onnxruntime", "torch", "sentence-transformers", "chromadb", "langchain-chroma", "langchain-huggingface"),
    *("txtai", "llama-index", "haystack-ai"),
)
COLUMNS = ("what", "against", "value", "reach", "", "CPU s", "p50 ms", "p95 ms", "accuracy", "how")


def markdown(rows: Sequence[Row]) -> str:
    """A Markdown table, aligned so that it reads as text too."""
    cells = [COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(COLUMNS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in cells
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def as_json(rows: Sequence[Row], tier: str) -> dict[str, object]:
    """Everything, with the machine it was measured on."""
    return {"tier": tier, "machine": machine(), "rows": [{**asdict(r), "reached": r.reached} for r in rows]}


def machine() -> dict[str, object]:
    """Processor, load and versions; what another run has to have for its seconds to be compared."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "bf16": has_bf16(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "python": platform.python_version(),
        "packages": versions(PACKAGES),
    }


def versions(packages: Sequence[str]) -> Mapping[str, str]:
    """The installed version of each package, or that it is not."""
    found = {}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def has_bf16() -> bool:
    """Whether the processor multiplies bfloat16 by itself (AMX or AVX512-BF16)."""
    flags = _cpuinfo("flags").split()
    return "amx_bf16" in flags or "avx512_bf16" in flags


def _processor() -> str:
    return _cpuinfo("model name") or platform.processor()


def _cpuinfo(key: str) -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")


def _cells(row: Row) -> tuple[str, ...]:
    sign = {True: "✓", False: "✗", None: ""}[row.reached]
    noise = f", {row.noisy} of {row.rounds} rounds noisy" if row.noisy else ""
    value = "–" if row.value is None else f"{row.value:g} {row.unit}"
    times = ("" if told is None else f"{told:g}" for told in (row.cpu_s, row.wall_p50_ms, row.wall_p95_ms))
    note = f"; {row.note}" if row.note else ""
    return (row.name, row.against, value, row.reach, sign, *times, row.accuracy, f"{row.how}{noise}{note}")
