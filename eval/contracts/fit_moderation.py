"""Fits the rules that hold what reads like an order to a machine, an insult, hate, advertising, a cure, an accusation.

They learn from the texts of `eval/moderation` and from one half of public sets, and are asked of what they did not
learn from: see `python -m eval moderation`. Nothing of the public sets is kept but weights, and nothing is changed
without `--write`, which raises the version: the next import judges every record anew.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from eval.contracts.arguments import add_output
from eval.contracts.moderation import measure
from eval.figures import deliver
from eval.moderation_examples import (
    KINDS,
    OTHERS,
    PROMPTS,
    REVIEWS,
    carried,
    public_texts,
    review_of,
    sample_reviews,
    some_texts,
    written_examples,
)
from eval.moderation_fit import Cases, fit_likeness
from eval.questions import split_of
from eval.trial_index import one_model
from ingest.moderation.likeness import HONEST, WEIGHTS, Likeness, fitted_likeness
from ingest.moderation.units import Unit, parts_of, units_of
from retrieval.embedder import Embedder

PROMPT: Final = 0.5
"""What a text of the public prompts weighs: many are no order to an assistant of a shop."""
SHORTEST: Final = 15
MOST: Final = 400
"""Texts of one public set that are learned from, and as many that judge."""
CLOSELY: Final = 0.2
"""Share of the clean units of several sentences whose sentences are read one by one."""
"""Characters of a piece of a prompt from which it is one."""
Case = tuple[str, str, float, int]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the public sets")
    parser.add_argument("--write", action="store_true", help=f"write the weights to ingest/moderation/{WEIGHTS.name}")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Fit, write where asked, measure."""
    with one_model() as embedder:
        likeness = fitted([*_written(), *_public(given.data)], embedder)
        if given.write:
            write(likeness, WEIGHTS)
        return deliver(measure(given.data, embedder, likeness, MOST), given.json)


def fitted(told: list[Case], embedder: Embedder) -> Likeness:
    """The model of texts; learned twice, the second time from the sentences the first one would look at closely too."""
    version = str(int(fitted_likeness().version) + 1)
    first = fit_likeness(cases_of(told, embedder), embedder.model_id, version)
    looked_at = [
        (part.text, HONEST, 1.0, review)
        for text, _, _, review in suspect(told, first, embedder)
        for part in parts_of(Unit(text, "text", 0, len(text)))
    ]
    likeness = fit_likeness(cases_of([*told, *looked_at], embedder), embedder.model_id, version)
    return replace(likeness, closer=suspicion_of(told, likeness, embedder))


def suspect(told: list[Case], likeness: Likeness, embedder: Embedder) -> list[Case]:
    """The clean units of several sentences that are looked at closely."""
    clean = _of_several(told)
    closer = suspicion_of(told, likeness, embedder)
    suspicions = likeness.suspicions(cases_of(clean, embedder).vectors)
    return [one for one, suspicion in zip(clean, suspicions, strict=True) if suspicion >= closer]


def suspicion_of(told: list[Case], likeness: Likeness, embedder: Embedder) -> float:
    """The suspicion that a fifth of the clean units of several sentences reach."""
    suspicions = likeness.suspicions(cases_of(_of_several(told), embedder).vectors)
    return round(float(np.quantile(suspicions, 1.0 - CLOSELY)), 4)


def _of_several(told: list[Case]) -> list[Case]:
    return [one for one in told if one[3] >= 0 and parts_of(Unit(one[0], "text", 0, len(one[0])))]


def cases_of(told: list[Case], embedder: Embedder) -> Cases:
    """Cases with their vectors; a text met twice is embedded once."""
    texts = list(dict.fromkeys(text for text, _, _, _ in told))
    rows = {text: row for row, text in enumerate(texts)}
    vectors = np.asarray(embedder.documents(texts), np.float64)
    return Cases(
        vectors[[rows[text] for text, _, _, _ in told]],
        np.array([KINDS.index(kind) for _, kind, _, _ in told]),
        np.array([weight for _, _, weight, _ in told]),
    )


def write(likeness: Likeness, path: Path) -> None:
    """The weights as JSON, a row a line."""
    import json

    rows = ",\n".join(f"  {json.dumps(row.tolist())}" for row in likeness.weight)
    path.write_text(
        "{\n"
        f' "fitted_by": "python -m eval fit-moderation",\n "model_id": {json.dumps(likeness.model_id)},\n'
        f' "version": {json.dumps(likeness.version)},\n'
        f' "threshold": {likeness.threshold},\n "closer": {likeness.closer},\n'
        f' "kinds": {json.dumps([*likeness.kinds])},\n "bias": {json.dumps(likeness.bias.tolist())},\n'
        f' "weight": [\n{rows}\n ]\n}}\n',
        encoding="utf-8",
    )


def _written() -> Iterator[Case]:
    for one in dict.fromkeys(carried(written_examples())):
        yield one.text, one.kind, 1.0, -1


def _public(data: Path) -> Iterator[Case]:
    """The half of the public sets, and of the sample, that may be learned from."""
    reviews = [one for file in REVIEWS.values() for one in some_texts(data / file, MOST)]
    records = [review_of(one.id, one.text, one.language) for one in reviews]
    records += [one for one in sample_reviews() if split_of(one.id) == "dev"]
    for number, record in enumerate(records):
        yield from ((unit.text, HONEST, 1.0, number) for unit in units_of(record))
    for one in (one for file in OTHERS.values() for one in some_texts(data / file, MOST)):
        yield from ((unit.text, HONEST, 1.0, -1) for unit in units_of(review_of(one.id, one.text, one.language)))
    for one in public_texts(data / PROMPTS):
        kind = "order" if one.label == "injection" else HONEST
        units = units_of(review_of(one.id, one.text, one.language)) if one.dev else []
        yield from ((unit.text, kind, PROMPT, -1) for unit in units if len(unit.text) >= SHORTEST)
