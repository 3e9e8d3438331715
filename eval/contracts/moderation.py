"""How much of what must wait for a person is held, and how much of what is honest: by patterns, by the learned rules.

Of the texts of `eval/moderation/held_out`, which nothing was fitted on: `KIND LANGUAGE alone` as a whole review,
`KIND LANGUAGE inside` between two ordinary sentences. Of the half of public sets that was not learned from: `clean
SET`, reviews nobody wrote as an attack; `public injections` and `harmless prompts`, inside a review.
"""

import argparse
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from data.records import Record
from eval.contracts.arguments import add_output, count
from eval.figures import Figures, deliver
from eval.hostile_reviews import CARRIERS
from eval.intervals import Score, mean_score
from eval.moderation_examples import (
    HELD_OUT,
    PROMPTS,
    REVIEWS,
    Example,
    public_texts,
    review_of,
    sample_reviews,
    some_texts,
    written_examples,
)
from eval.moderation_trials import held, shares
from eval.trial_index import one_model
from ingest.moderation.likeness import Likeness, fitted_likeness
from ingest.moderation.rules import rule_book
from retrieval.embedder import Embedder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the public sets")
    parser.add_argument("--most", type=count, default=100_000, metavar="N", help="texts of each public set (all)")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Measure, print, write."""
    with one_model() as embedder:
        return deliver(measure(given.data, embedder, fitted_likeness(), given.most), given.json)


def measure(data: Path, embedder: Embedder, likeness: Likeness, most: int) -> Figures:
    """Every figure of a model, over at most so many texts of each public set."""
    started, scores = time.monotonic(), dict[str, Score]()
    for name, records in _groups(data, most):
        for by, values in shares(held(records, embedder, likeness)).items():
            scores[f"{name}: {by}"] = mean_score(values)
    notes: Mapping[str, str | int | float] = {"rules": rule_book().version, "learned": likeness.version}
    return Figures(scores, time.monotonic() - started, notes)


def _groups(data: Path, most: int) -> Iterator[tuple[str, list[Record]]]:
    """Records by what they are."""
    by_kind: dict[str, list[Example]] = {}
    for one in written_examples(HELD_OUT):
        by_kind.setdefault(f"{one.kind} {one.language}", []).append(one)
    for name, examples in by_kind.items():
        yield f"{name} alone", [_review(one.text, one.language) for one in examples]
        yield f"{name} inside", [_carried(one.text, one.language) for one in examples]
    for name, file in REVIEWS.items():
        unseen = some_texts(data / file, most, dev=False)
        yield f"clean {name}", [_review(one.text, one.language) for one in unseen]
    prompts = [one for one in public_texts(data / PROMPTS) if not one.dev]
    for label, name in (("injection", "public injections"), ("benign", "harmless prompts")):
        yield name, [_carried(one.text, one.language) for one in prompts if one.label == label]
    yield "sample, published by its sources", sample_reviews()


def _review(text: str, language: str) -> Record:
    return review_of("review", text, language)


def _carried(text: str, language: str) -> Record:
    return _review(CARRIERS["fr" if language == "fr" else "en"].format(text=f"{text} "), language)
