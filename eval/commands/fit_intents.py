"""Fits the model that tells what a question wants, from written examples and the `dev` half of the question sets.

Figures: macro-F1 by patterns alone; on `dev`, each fifth judged by a model fitted on the rest; and, with `--test`, on
the half never fitted on; with `--held-out`, on the questions of `eval/intents/held_out`, of other shops and never
fitted on either: `pages`, as they are typed on product pages, and `turns`, of unusual turns of phrase. Nothing is
changed without `--write`.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from chat.intent import Intent
from chat.understanding.intent_model import WEIGHTS, IntentModel
from eval.figures import told as figure
from eval.intent_examples import HELD_OUT, Example, set_examples, written_examples
from eval.intent_fit import FOLDS, Numbers, fit_intents, folds, macro_f1, told
from eval.trial_index import one_model
from retrieval.embedder import Embedder

ASKED = 3.0
"""What a question of the sets weighs against a written one: there are fewer, and shoppers are more like them."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--write", action="store_true", help=f"write the weights to chat/understanding/{WEIGHTS.name}")
    parser.add_argument("--test", action="store_true", help="report on the test half too")
    parser.add_argument("--held-out", action="store_true", help="report on the questions held out too")


def run(given: argparse.Namespace) -> int:
    """Fit, report, write where asked."""
    written, dev, test = written_examples(), set_examples("dev"), set_examples("test")
    with one_model() as embedder:
        of_written, of_dev = _vectors(embedder, written), _vectors(embedder, dev)
        of_test = _vectors(embedder, test) if given.test else np.zeros((0, 0))
        held_out = {folder.name: written_examples(folder) for folder in _held_out(given)}
        of_held_out = {name: _vectors(embedder, examples) for name, examples in held_out.items()}
        model_id = embedder.model_id
    _report("dev, patterns alone", dev, told(None, dev, of_dev))
    _report("dev, cross-validated", dev, cross_validated(written, of_written, dev, of_dev))
    model = fitted(written, of_written, dev, of_dev, model_id)
    if given.test:
        _report("test, patterns alone", test, told(None, test, of_test))
        _report("test", test, told(model, test, of_test))
    for name, examples in held_out.items():
        _report(f"{name}, patterns alone", examples, told(None, examples, of_held_out[name]))
        _report(name, examples, told(model, examples, of_held_out[name]))
    if given.write:
        write(model, WEIGHTS)
    return 0


def _held_out(given: argparse.Namespace) -> list[Path]:
    return sorted(path for path in HELD_OUT.iterdir() if path.is_dir()) if given.held_out else []


def fitted(
    written: Sequence[Example], of_written: Numbers, asked: Sequence[Example], of_asked: Numbers, model_id: str
) -> IntentModel:
    """The model of written examples and asked questions."""
    weight = np.concatenate([np.ones(len(written)), np.full(len(asked), ASKED)])
    return fit_intents([*written, *asked], np.vstack([of_written, of_asked]), weight, model_id)


def cross_validated(
    written: Sequence[Example], of_written: Numbers, asked: Sequence[Example], of_asked: Numbers
) -> list[Intent]:
    """The intent of each asked question, told by a model that has not seen its fifth."""
    fold, found = folds(len(asked)), [Intent.PRODUCT] * len(asked)
    for out in range(FOLDS):
        seen, unseen = np.flatnonzero(fold != out).tolist(), np.flatnonzero(fold == out).tolist()
        model = fitted(written, of_written, [asked[i] for i in seen], of_asked[seen], "cross-validation")
        for i, intent in zip(unseen, told(model, [asked[i] for i in unseen], of_asked[unseen]), strict=True):
            found[i] = intent
    return found


def write(model: IntentModel, path: Path) -> None:
    """The weights as JSON, a line a word or row, so that a change can be read."""
    import json

    def rows(table: dict[str, object]) -> str:
        return (
            "{\n"
            + ",\n".join(f"  {json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in table.items())
            + "\n }"
        )

    vector = "[\n" + ",\n".join(f"  {json.dumps(row.tolist())}" for row in model.vector) + "\n ]"
    path.write_text(
        "{\n"
        f' "fitted_by": "python -m eval fit-intents",\n "model_id": {json.dumps(model.model_id)},\n'
        f' "intents": {json.dumps([*model.intents])},\n "bias": {json.dumps(model.bias.tolist())},\n'
        f' "patterns": {rows({name: w.tolist() for name, w in model.patterns.items()})},\n'
        f' "words": {rows({run: w.tolist() for run, w in model.words.items()})},\n'
        f' "vector": {vector}\n}}\n'.replace(", ", ","),
        encoding="utf-8",
    )


def _vectors(embedder: Embedder, examples: Sequence[Example]) -> Numbers:
    return np.asarray(embedder.queries([example.question for example in examples]), np.float64)


def _report(name: str, examples: Sequence[Example], found: Sequence[Intent]) -> None:
    print(f"{name:<24} macro-F1 {figure(macro_f1(examples, found))} n {len(examples)}")
    for language in ("fr", "en"):
        chosen = [i for i, example in enumerate(examples) if example.language == language]
        score = macro_f1([examples[i] for i in chosen], [found[i] for i in chosen])
        print(f"  {language:<20} macro-F1 {figure(score)} n {len(chosen)}")
