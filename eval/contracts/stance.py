"""Tells praise from blame in texts that people have judged: lines with a box (pros, cons), or marked sentences.

A marked sentence is praise when all strengths in it are above 0, blame when all are below; sentences without a mark, or
with marks of both kinds, have no side to tell and are counted. Every text is judged by the shipped model with its
vector, as on a shelf of these texts, and without knowing its product or stars.

`accuracy`: the likelier of the two sides is the one people told; `macro_F1`: F1 of each side, averaged over the sides
that occur. `accuracy_words`: the same without vectors; `accuracy_strict`: a text told to be mixed or to hold no opinion
counts as wrong. `accuracy_baseline`: words of praise and blame counted. `majority_…`: calling everything by the
commoner side. Figures by language stand beside them when a set holds both.

Lines of our own marks (`span`, `topic_words`, `stance`) are judged on their topic, and give `accuracy_of_four` too, by
language and by stance.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from chat.answer import Stance
from chat.stance.model import Judgement, StanceModel, fitted_stance
from data.languages import OWN
from eval.contracts.arguments import add_file, add_output
from eval.figures import Figures, deliver
from eval.intervals import Score, mean_score, statistic_score
from eval.measure import Rows
from eval.measures.intent_f1 import macro_f1
from eval.public_sets import Mistakes
from eval.stance_baseline import stance as baseline
from eval.stance_cases import Case, centred_vectors, mark_cases, opinion_cases
from eval.trial_index import one_model
from retrieval.embedder import Embedder
from retrieval.vectors import Floats

SIDES = ("for", "against")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    add_file(
        parser, "reviews", "texts labelled pros or cons, reviews with marked sentences, or stance marks, JSON lines"
    )
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Measure, print, write."""
    cases = read_cases(given.reviews)
    with one_model() as embedder:
        return deliver(measure(cases, embedder), given.json)


def read_cases(path: Path) -> list[Case]:
    """What is judged (`EvalError` with every mistake)."""
    mistakes = Mistakes()
    cases = list(mark_cases(path, {}, mistakes) if _holds_marks(path) else opinion_cases(path, mistakes))
    if cases and not any(case.stance in SIDES for case in cases):
        mistakes.lines.append(f"{path}: no sentence has marks that all praise or all blame, at least one was expected")
    mistakes.check()
    return cases


def measure(cases: Sequence[Case], embedder: Embedder, model: StanceModel | None = None) -> Figures:
    """Judge every text, then score."""
    started = time.monotonic()
    judge = model or fitted_stance()
    asked = [case.asked for case in cases]
    vectors: Floats = centred_vectors(cases, embedder)
    told, by_words = judge.judge_all(asked, vectors), judge.judge_all(asked)
    sided = [place for place, case in enumerate(cases) if case.stance in SIDES]
    found = sides_told([cases[at] for at in sided], [told[at] for at in sided], [by_words[at] for at in sided])
    if any(case.source == "marks" for case in cases):
        found |= of_four(cases, told)
    notes: dict[str, str | int | float] = {
        "for": sum(case.stance == "for" for case in cases),
        "against": sum(case.stance == "against" for case in cases),
        "left_out": len(cases) - len(sided),
    }
    return Figures(found, time.monotonic() - started, notes)


def sides_told(cases: Sequence[Case], told: Sequence[Judgement], by_words: Sequence[Judgement]) -> dict[str, Score]:
    """The measures over texts that take a side."""
    right = np.array([case.stance == "for" for case in cases], float)
    rows = np.column_stack([right, [side(one) == "for" for one in told]])
    commoner = np.column_stack([right, np.full(len(right), float(right.mean() >= 0.5))])
    counted = [baseline(case.asked.text, case.asked.language) == case.stance for case in cases]
    found = scores(rows) | by_language(cases, rows[:, 0] == rows[:, 1], "accuracy")
    found["accuracy_words"] = mean_score([side(one) == case.stance for one, case in zip(by_words, cases, strict=True)])
    found["accuracy_strict"] = mean_score([one.stance == case.stance for one, case in zip(told, cases, strict=True)])
    found["accuracy_baseline"] = mean_score(counted)
    return found | {f"majority_{name}": score for name, score in scores(commoner).items()}


def of_four(cases: Sequence[Case], told: Sequence[Judgement]) -> dict[str, Score]:
    """The share of texts whose stance is told, of all four; by language, and by stance."""
    right = np.array([one.stance == case.stance for one, case in zip(told, cases, strict=True)])
    found = {"accuracy_of_four": mean_score(right)} | by_language(cases, right, "accuracy_of_four")
    of = np.array([case.stance for case in cases])
    return found | {f"found_{stance}": mean_score(right[of == stance]) for stance in Stance if (of == stance).any()}


def side(told: Judgement) -> str:
    """The likelier of the two sides."""
    return max(SIDES, key=lambda one: told.probabilities[Stance(one)])


def scores(told: Rows) -> dict[str, Score]:
    """Both measures of rows that hold what people say and what was told."""
    return {
        "accuracy": mean_score(told[:, 0] == told[:, 1]),
        "macro_F1": statistic_score(lambda drawn: macro_f1(told[drawn]), len(told)),
    }


def by_language(cases: Sequence[Case], right: Rows, name: str) -> dict[str, Score]:
    """A measure by language, where there are both."""
    spoken = np.array([case.asked.language for case in cases])
    if len(there := [language for language in OWN if (spoken == language).any()]) < len(OWN):
        return {}
    return {f"{name}_{language}": mean_score(right[spoken == language]) for language in there}


def _holds_marks(path: Path) -> bool:
    """Whether the first line is one of our marks; a file that cannot be read holds none, its reader says why."""
    try:
        with path.open(encoding="utf-8") as lines:
            first = json.loads(next(lines, "{}"))
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and "stance" in first
