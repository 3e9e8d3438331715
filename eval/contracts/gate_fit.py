"""Fits the model that decides whether a span answers, on half of ePQA and of the French and English FAQ pairs.

The gate's three marks are set by how many of the passages that reach them are right on the fitting half: the first of
`--precision` for the mark an answer has to reach, the second for the proofs shown beside, the third for what is offered
as nearest. Figures are of the other half. Without `--write` nothing is changed.
"""

import argparse
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from chat.gate import Gate, fitted_gate
from data.records import Record
from eval.contracts.arguments import add_output
from eval.figures import told, write_json
from eval.gate_model import Levels, fit_gate, held_out_scores
from eval.gate_pairs import Pair, epqa_pairs, faq_pairs
from eval.intervals import Score
from eval.public_records import record_of
from eval.public_sets import PublicSet, read_set
from eval.trial_index import one_model, trial
from retrieval.embedder import Embedder

EPQA, FAQ = "en_product_qa_epqa", "fr_en_faq_parallel"
FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
LANGUAGES = ("en", "fr")
PRECISION = Levels(0.8, 0.7, 0.5)
Stored = dict[str, object]
GATE = Path(__file__).parents[2] / "chat" / "gate.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the public sets")
    parser.add_argument("--precision", type=float, nargs=3, default=PRECISION, metavar=("ANSWER", "PROOF", "NEAR"))
    parser.add_argument("--write", action="store_true", help="write weights, marks and report to chat/gate.json")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Fit, report on both gates, write where asked."""
    started = time.monotonic()
    epqa, faq = read_sets(given.data)
    with one_model() as embedder:
        pairs = collected(epqa, faq, embedder)
    gate = fit_gate(pairs, Levels(*given.precision))
    found = held_out_scores(gate, pairs)
    stored = as_stored(gate, Levels(*given.precision), sum(not pair.held_out for pair in pairs), found)
    print("fitted, on the half held out:", *lines(found), sep="\n  ")
    print("shipped, on the same:", *lines(held_out_scores(fitted_gate(), pairs)), sep="\n  ")
    print(json.dumps({name: stored[name] for name in ("bias", "weights", "threshold", "proof", "near")}))
    if given.json:
        write_json(given.json, {**stored, "seconds": round(time.monotonic() - started, 2)})
    if given.write:
        write_json(GATE, stored)
    return 0


def read_sets(data: Path) -> tuple[PublicSet, PublicSet]:
    """EPQA and the parallel FAQ (`EvalError` with every mistake in the first that has any)."""
    epqa, faq = (read_set(*(data / name / file for file in FILES)) for name in (EPQA, FAQ))
    return epqa, faq


def collected(epqa: PublicSet, faq: PublicSet, embedder: Embedder) -> list[Pair]:
    """The pairs of every source; a FAQ is searched in one language at a time."""
    pairs: list[Pair] = []
    with trial([*map(record_of, epqa.documents)], [q.text for q in epqa.questions], embedder) as bench:
        pairs += epqa_pairs(epqa, bench.searcher)
    for language in LANGUAGES:
        with trial([*_in_language(faq, language)], [q.text for q in faq.questions], embedder) as bench:
            for asked in LANGUAGES:
                pairs += faq_pairs(faq, asked, language, bench.searcher)
    return pairs


def as_stored(gate: Gate, levels: Levels, fitting_pairs: int, found: Mapping[str, Mapping[str, Score]]) -> Stored:
    """What `chat/gate.json` holds: the model, and the report on how it was made and how good it is."""
    held_out = {source: {name: asdict(score) for name, score in scores.items()} for source, scores in found.items()}
    report = {"precision_wanted": levels._asdict(), "fitting_pairs": fitting_pairs, "held_out": held_out}
    return {**asdict(gate), "report": report}


def lines(found: Mapping[str, Mapping[str, Score]]) -> list[str]:
    """A line a source."""
    return [
        f"{source:<13} n {scores['AUC'].n:>4}  " + "  ".join(f"{name} {told(score)}" for name, score in scores.items())
        for source, scores in found.items()
    ]


def _in_language(given: PublicSet, language: str) -> Iterator[Record]:
    return (record_of(document) for document in given.documents if document.lang == language)
