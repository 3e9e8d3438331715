"""`fit-decision`: fit the model that decides whether a question is answered, on the dev half of the sets.

With `--data` also on the marked reviews the gate is fitted on. Prints, cross-validated, the AUC and what the marks let
through, of each apart; the halves never fitted on are judged by `python -m eval run` and `python -m eval marked`.
Without `--write` nothing is changed.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from chat.deciding import NAMES, WEIGHTS
from data.errors import EvalError
from eval.opening import Opener, add_room_arguments, open_room

if TYPE_CHECKING:
    from chat.assistant import Assistant
    from eval.questions import EvalQuestion

Numbers = NDArray[np.float64]
OWN, MARKED = "own sets, dev half", "marked reviews, dev half"
FOLDS, STRENGTH, STEPS = 8, 1.0, 50
ANSWERED, NEAR = 0.72, 0.55


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the sample is, and whether to write."""
    parser.add_argument("--write", action="store_true", help=f"write the weights to chat/{WEIGHTS.name}")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the public sets, for marked reviews")
    parser.add_argument("--marks", type=float, nargs=2, default=(ANSWERED, NEAR), metavar=("ANSWERED", "NEAR"))
    add_room_arguments(parser)


def run(given: argparse.Namespace, opener: Opener | None = None) -> int:
    """Collect, fit, report, write where asked."""
    from chat.assistant import Assistant
    from eval.figures import write_json
    from eval.sets_reading import read_questions, set_paths

    room = open_room(given, opener)
    assistant = room.open_assistant()
    if not isinstance(assistant, Assistant):
        raise EvalError("fit-decision reads the product's own assistant: run it without another opener")
    asked = [q for q in read_questions(set_paths([]), room.corpus) if _fits(q)]
    read = {OWN: [(_features(assistant, question), question.answerable == "full") for question in asked]}
    if given.data:
        read[MARKED] = list(_marked(given.data))
    source = np.array([name for name, of in read.items() for _ in of])
    rows = np.array([features for of in read.values() for features, _ in of])
    answerable = np.array([there for of in read.values() for _, there in of])
    found = cross_validated(rows, answerable)
    answered, near = given.marks
    for name in read:
        print(name, told(found[source == name], answerable[source == name], answered), sep=": ")
    bias, weights = fit(rows, answerable)
    stored = {
        "fitted_by": "python -m eval fit-decision --data DIR --write",
        "bias": round(bias, 3),
        "weights": {name: round(float(weight), 3) for name, weight in zip(NAMES, weights, strict=True)},
        "answered": answered,
        "near": near,
    }
    print(stored)
    if given.write:
        write_json(WEIGHTS, stored)
    return 0


def told(found: Numbers, answerable: NDArray[np.bool_], mark: float) -> str:
    """The AUC, and what is answered from a mark on."""
    return (
        f"AUC {_auc(found, answerable):.3f}, n {len(found)}; from {mark:.2f} "
        f"answered {np.mean(found[answerable] >= mark):.3f} of {answerable.sum()}, "
        f"abstained {np.mean(found[~answerable] < mark):.3f} of {(~answerable).sum()}"
    )


def fit(rows: Numbers, answerable: NDArray[np.bool_]) -> tuple[float, Numbers]:
    """Bias and weights of a ridge logistic regression by Newton's method, both outcomes weighing the same."""
    mean, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    x = np.column_stack([np.ones(len(rows)), (rows - mean) / spread])
    y = answerable.astype(float)
    cost = np.where(answerable, 0.5 / max(answerable.sum(), 1), 0.5 / max((~answerable).sum(), 1)) * len(rows)
    penalty = np.diag([0.0, *[STRENGTH] * rows.shape[1]])
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (cost * (p - y)) + penalty @ w
        w -= np.linalg.solve((x.T * (cost * p * (1 - p))) @ x + penalty, gradient)
    weights = w[1:] / spread
    return float(w[0] - weights @ mean), weights


def cross_validated(rows: Numbers, answerable: NDArray[np.bool_]) -> Numbers:
    """The probability of each case under a model fitted without its fold."""
    fold, found = np.arange(len(rows)) % FOLDS, np.zeros(len(rows))
    for out in range(FOLDS):
        bias, weights = fit(rows[fold != out], answerable[fold != out])
        found[fold == out] = 1 / (1 + np.exp(-(bias + rows[fold == out] @ weights)))
    return found


def _auc(found: Numbers, answerable: NDArray[np.bool_]) -> float:
    above = found[answerable][:, np.newaxis] - found[~answerable]
    return float(np.mean((above > 0) + (above == 0) / 2))


def _fits(question: "EvalQuestion") -> bool:
    own = question.split == "dev" and question.tally is None and question.product_id is not None
    return own and question.intent == "product_question" and question.answerable != "partial"


def _marked(data: Path) -> Iterator[tuple[Sequence[Any], bool]]:
    """Features of the questions on marked reviews of the products the gate is fitted on, and whether any answers."""
    from chat.assistant import Assistant
    from chat.gate import fitted_gate
    from eval.contracts.marked import as_question, products_of
    from eval.trial_index import trial

    products = products_of(data, "dev")
    with trial([record for product in products for record in product.records()], []) as made:
        assistant = Assistant(made.ledger, made.searcher, fitted_gate())
        for product in products:
            for number, marked in enumerate(product.questions):
                question = as_question(product, marked, number)
                yield _features(assistant, question), question.answerable == "full"


def _features(assistant: "Assistant", question: "EvalQuestion") -> Sequence[Any]:
    found = assistant.considered(question.conversation, question.product_id)
    return [found[name] for name in NAMES]
