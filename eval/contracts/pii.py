"""Finds the personal data marked in texts, as far as the product masks it.

`recall@KIND`: the share of the marks of a kind of which every letter and figure is hidden; `recall`: of all marks.
`false_rate`: the share of the texts without any mark in which something is hidden. What masks is named under `masking`.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from eval.contract_rows import PersonalRow, read_some
from eval.contracts.arguments import add_file, add_output
from eval.figures import Figures, deliver
from eval.intervals import mean_score
from eval.masking import MASKING, Masker, product_masks
from eval.public_sets import Mistakes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    add_file(parser, "texts", "texts with the personal data marked in them, JSON lines")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Measure, print, write."""
    return deliver(measure(read_texts(given.texts)), given.json)


def read_texts(path: Path) -> list[PersonalRow]:
    """The texts (`EvalError` with every mistake)."""
    mistakes = Mistakes()
    rows = read_some(path, PersonalRow, mistakes)
    mistakes.check()
    return rows


def measure(rows: Sequence[PersonalRow], mask: Masker = product_masks, masking: str = MASKING) -> Figures:
    """Mask every text; `masking` says what masks."""
    started = time.monotonic()
    hidden: dict[str, list[bool]] = {}
    false: list[bool] = []
    for row in rows:
        found = mask(row.text, row.lang)
        places = {place for one in found for place in range(one.start, one.end)}
        for mark in row.spans:
            told = [place for place in range(mark.start, mark.end) if row.text[place].isalnum()]
            hidden.setdefault(mark.type, []).append(bool(told) and places.issuperset(told))
        if not row.spans:
            false.append(bool(found))
    measures = {f"recall@{kind}": mean_score(of) for kind, of in sorted(hidden.items())}
    measures["recall"] = mean_score([one for of in hidden.values() for one in of])
    notes: dict[str, str | int | float] = {"masking": masking, "texts": len(rows), "clean_texts": len(false)}
    return Figures(measures | {"false_rate": mean_score(false)}, time.monotonic() - started, notes)
