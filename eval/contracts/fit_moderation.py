"""Fits the rules that hold what reads like an order to a machine, an insult, hate, advertising, a cure, an accusation.

They learn from the texts of `eval/moderation` and from one half of public sets, and are asked of what they did not
learn from: see `python -m eval moderation`. Nothing of the public sets is kept but weights, and nothing is changed
without `--write`, which raises the version: the next import judges every record anew.
"""

import argparse
import json
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
    PublicText,
    carried,
    public_texts,
    review_of,
    sample_reviews,
    some_texts,
    written_examples,
)
from eval.moderation_fit import Cases, fit_likeness
from eval.moderation_trials import vectors_of
from eval.questions import split_of
from eval.trial_index import one_model
from ingest.moderation.likeness import HONEST, TOLD, WEIGHTS, Likeness
from ingest.moderation.reading import looked_at
from ingest.moderation.units import Unit, parts_of, units_of
from retrieval.embedder import Embedder

PROMPT: Final = 0.5
"""What a text of the public prompts weighs: many are no order to an assistant of a shop."""
SHORTEST: Final = 15
"""Characters of a piece of a prompt from which it is one."""
MOST: Final = 400
"""Texts of one public set that are learned from, and as many that judge."""
CLOSELY: Final = 0.2
"""Share of the clean units of several sentences whose sentences are read one by one."""
HELD: Final = 0.003
"""Share of clean reviews, none of them learned from, that may be held: the threshold is chosen by it."""
ASIDE: Final = 1000
"""Reviews of one public set, beyond those learned from, that the threshold is chosen by."""
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
        likeness = replace(likeness, threshold=threshold_of(_kept_aside(given.data), likeness, embedder))
        if given.write:
            write(likeness, TOLD, WEIGHTS)
        return deliver(measure(given.data, embedder, likeness, MOST), given.json)


def fitted(told: list[Case], embedder: Embedder) -> Likeness:
    """The model of texts; learned twice, the second time from the sentences the first one would look at closely too."""
    version = str(int(json.loads(TOLD.read_text(encoding="utf-8"))["version"]) + 1)
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


def threshold_of(reviews: list[PublicText], likeness: Likeness, embedder: Embedder) -> float:
    """The suspicion that `HELD` of some clean reviews reach, each by its most suspect unit or sentence."""
    units = {one.id: units_of(review_of(one.id, one.text, one.language)) for one in reviews}
    read = looked_at(units, lambda texts: vectors_of(texts, embedder), likeness)
    most = [likeness.suspicions([vector for _, vector in of]).max(initial=0.0) for of in read.values()]
    return round(float(np.quantile(most, 1.0 - HELD)), 4)


def write(likeness: Likeness, told: Path, weights: Path) -> None:
    """What is told of the weights as JSON, and the weights beside it."""
    about = {
        "fitted_by": "python -m eval fit-moderation",
        "model_id": likeness.model_id,
        "version": likeness.version,
        "threshold": likeness.threshold,
        "closer": likeness.closer,
        "kinds": [*likeness.kinds],
    }
    told.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    layers = {"hidden": likeness.hidden, "out": likeness.out}
    arrays = {f"{name}_weight": layer.weight.astype(np.float16) for name, layer in layers.items()}
    arrays |= {f"{name}_bias": layer.bias.astype(np.float32) for name, layer in layers.items()}
    with weights.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def _written() -> Iterator[Case]:
    for one in dict.fromkeys(carried(written_examples())):
        yield one.text, one.kind, 1.0, -1


def _kept_aside(data: Path) -> list[PublicText]:
    """Clean reviews of the half that may be learned from, beyond those that are."""
    return [one for file in REVIEWS.values() for one in some_texts(data / file, ASIDE + MOST)[MOST:]]


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
