"""Tells praise from blame in texts that people have judged: lines with a box (pros, cons), or marked sentences.

A marked sentence is praise when all strengths in it are above 0, blame when all are below; sentences without a mark, or
with marks of both kinds, are left out and counted. `accuracy`, and `macro_F1`: F1 of each side, averaged over the sides
that occur. `accuracy_fr` and `accuracy_en` stand beside it when a set holds both languages. `majority_…`: the same of
calling everything by the commoner side.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from data.languages import OWN
from eval.contract_rows import OpinionRow, SentenceRow, read_some
from eval.contracts.arguments import add_file, add_output
from eval.figures import Figures, deliver
from eval.intervals import Score, mean_score, statistic_score
from eval.measure import Rows
from eval.measures.intent_f1 import macro_f1
from eval.public_sets import Mistakes
from eval.stance_baseline import Side, stance

BOXES: dict[str, Side] = {"pros": "for", "cons": "against"}


class Opinion(NamedTuple):
    """A text, its language where the set says it, and the side people put it on."""

    text: str
    language: str | None
    side: Side


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    add_file(parser, "reviews", "texts labelled pros or cons, or reviews with marked sentences, JSON lines")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Measure, print, write."""
    return deliver(measure(*read_opinions(given.reviews)), given.json)


def read_opinions(path: Path) -> tuple[list[Opinion], int]:
    """What is judged, and how many sentences are left out (`EvalError` with every mistake)."""
    mistakes = Mistakes()
    rows = read_some(path, OpinionRow, mistakes)
    judged: list[Opinion] = []
    left_out = 0
    for row in rows:
        if row.label:
            judged.append(Opinion(row.text, row.lang, BOXES[row.label]))
        for sentence in row.meta.sentences or ():
            if side := marked_side(sentence):
                judged.append(Opinion(sentence.text, row.lang, side))
            else:
                left_out += 1
    if rows and not judged:
        mistakes.lines.append(f"{path}: no sentence has marks that all praise or all blame, at least one was expected")
    mistakes.check()
    return judged, left_out


def marked_side(sentence: SentenceRow) -> Side | None:
    """The side of a sentence, `None` when it has no mark or marks of both kinds."""
    strengths = [aspect.score for aspect in sentence.aspects]
    if not strengths or not (min(strengths) > 0 or max(strengths) < 0):
        return None
    return "for" if min(strengths) > 0 else "against"


def measure(judged: Sequence[Opinion], left_out: int = 0) -> Figures:
    """Judge every text, then score."""
    started = time.monotonic()
    told = np.array([[one.side == "for", stance(one.text, one.language) == "for"] for one in judged], float)
    commoner = np.column_stack([told[:, 0], np.full(len(told), float(told[:, 0].mean() >= 0.5))])
    found = scores(told) | _by_language(judged, told)
    found |= {f"majority_{name}": score for name, score in scores(commoner).items()}
    notes: dict[str, str | int | float] = {
        "stance": "baseline: words of praise and blame with negation, the product has no stance yet",
        "for": int(told[:, 0].sum()),
        "against": int(len(told) - told[:, 0].sum()),
        "left_out": left_out,
    }
    return Figures(found, time.monotonic() - started, notes)


def scores(told: Rows) -> dict[str, Score]:
    """Both measures of rows that hold what people say and what was told."""
    return {
        "accuracy": mean_score(told[:, 0] == told[:, 1]),
        "macro_F1": statistic_score(lambda drawn: macro_f1(told[drawn]), len(told)),
    }


def _by_language(judged: Sequence[Opinion], told: Rows) -> dict[str, Score]:
    there = [language for language in OWN if any(one.language == language for one in judged)]
    if len(there) < len(OWN):
        return {}
    right, spoken = told[:, 0] == told[:, 1], np.array([one.language for one in judged])
    return {f"accuracy_{language}": mean_score(right[spoken == language]) for language in there}
