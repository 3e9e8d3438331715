"""Fits the stance model on judged sentences of public sets, our examples and half of our marks; reports on the rest.

Hu & Liu and the pros and cons are judged by models that have not seen the product, or the line; our marks by the model
that is written, fitted on the records that are not held out. Without `--write` nothing is changed.
"""

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from chat.stance.evidence import FROM_VECTOR, FROM_WORDS
from chat.stance.model import STANCES, WEIGHTS, Decision, Judgement, Numbers, StoredModel
from eval.contracts.arguments import add_output
from eval.contracts.stance import of_four, side
from eval.figures import told, write_json
from eval.intervals import Score, mean_score
from eval.stance_cases import Case, all_cases, centred_vectors
from eval.stance_fit import Fitted, Table, cross_validated, fit, table
from eval.trial_index import one_model

Stored = dict[str, object]
SIDED = ("for", "against")
CROSSED = ("huliu", "pros_cons")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the public sets")
    parser.add_argument("--write", action="store_true", help="write weights and report to chat/stance/weights.json")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Fit, report, write where asked."""
    started = time.monotonic()
    cases = all_cases(given.data)
    with one_model() as embedder:
        read = table(cases, centred_vectors(cases, embedder))
    stored, found = fitted(read)
    print(*(f"{name:<24} n {score.n:>4}  {told(score)}" for name, score in found.items()), sep="\n")
    if given.json:
        write_json(given.json, {**stored, "seconds": round(time.monotonic() - started, 2)})
    if given.write:
        write_json(WEIGHTS, stored)
    return 0


def fitted(read: Table) -> tuple[Stored, Mapping[str, Score]]:
    """What `weights.json` holds, and its figures on what it was not fitted on."""
    held_out = np.array([case.held_out for case in read.cases])
    known, left = read.of(~held_out), read.of(held_out)
    made, figures = fit(known)
    stored = as_stored(made)
    found = crossed_scores(known.cases, figures) | held_out_scores(stored, left)
    sources = {source: sum(case.source == source for case in known.cases) for source in {c.source for c in known.cases}}
    scores = {name: asdict(score) for name, score in found.items()}
    return {**stored, "report": {"fitted_on": dict(sorted(sources.items())), "figures": scores}}, found


def as_stored(made: Fitted) -> Stored:
    """The numbers, rounded."""
    return {
        "words": dict(made.words),
        "vector": {"weights": np.round(made.heads.weights, 2).tolist(), "bias": np.round(made.heads.bias, 2).tolist()},
        "by_words": _decision(made.by_words, FROM_WORDS),
        "by_both": _decision(made.by_both, (*FROM_WORDS, *FROM_VECTOR)),
    }


def _decision(made: Decision, names: Sequence[str]) -> Stored:
    weights = np.round(made.weights.T, 3).tolist()
    return {"outcomes": [*STANCES], "figures": [*names], "weights": weights, "bias": np.round(made.bias, 3).tolist()}


def crossed_scores(cases: Sequence[Case], figures: Numbers) -> dict[str, Score]:
    """Whether the side is told, by public set, with the vector and by words alone."""
    found = {}
    for name, columns in (("", figures.shape[1]), ("_words", len(FROM_WORDS))):
        chances = cross_validated(cases, figures[:, :columns])
        for source in CROSSED:
            at = [i for i, case in enumerate(cases) if case.source == source and case.stance in SIDED]
            sides = np.where(chances[at, 0] >= chances[at, 1], *SIDED)
            found[source + name] = mean_score([side == cases[i].stance for side, i in zip(sides, at, strict=True)])
    return found


def held_out_scores(stored: Stored, left: Table) -> dict[str, Score]:
    """The stored model on the marks held out, by language; then by words alone, and without the record's stars."""
    model = StoredModel.model_validate(stored).model()
    asked = [case.asked for case in left.cases]
    judged = {"": model.judge_all(asked, left.vectors), "_words": model.judge_all(asked)}
    without_stars = model.judge_all([one._replace(rating=None) for one in asked], left.vectors)
    found: dict[str, Score] = {}
    for name, all_told in {**judged, "_unrated": without_stars}.items():
        for language in ("fr", "en"):
            at = [i for i, case in enumerate(left.cases) if case.asked.language == language]
            found |= _named(f"marks{name}_{language}", [left.cases[i] for i in at], [all_told[i] for i in at])
    return found


def _named(name: str, cases: Sequence[Case], all_told: Sequence[Judgement]) -> dict[str, Score]:
    scores = {f"{name} {key.removeprefix('accuracy_')}": score for key, score in of_four(cases, all_told).items()}
    sided = [(case, one) for case, one in zip(cases, all_told, strict=True) if case.stance in SIDED]
    scores[f"{name} sides"] = mean_score([side(one) == case.stance for case, one in sided])
    drawn = [one.stance == case.stance for case, one in zip(cases, all_told, strict=True) if case.drawn == "random"]
    scores[f"{name} drawn_at_random"] = mean_score(drawn)
    return scores
