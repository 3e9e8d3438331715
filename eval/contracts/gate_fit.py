"""Fits the models that decide whether a span answers and whether a question has an answer, and reports them.

Fitted on what the cross-encoder has not learnt from: the dev half of our own sets over the sample home, half of the
held-out scenarios and, with `--data`, half of the held-out products of marked reviews. Figures are of the test half,
the other scenarios and products, and the products of ePQA and the domain of SubjQA that neither has seen. Answerable
questions of our sets and of ePQA stand there a second time, their evidence taken out of the hits, as ones that nobody
answers. Without `--write` nothing is changed.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from chat.gate import Gate, fitted_gate
from data.home import Home
from data.settings import load_settings
from eval.contracts.arguments import add_output
from eval.figures import told, write_json
from eval.gate_cases import (
    MARKED,
    WRITTEN,
    Case,
    epqa_cases,
    own_cases,
    scenario_cases,
    subjqa_cases,
    subjqa_sample,
)
from eval.gate_model import Levels, fit_gate
from eval.gate_scores import held_out_scores
from eval.intervals import Score
from eval.marked_reviews import marked_products
from eval.public_records import record_of
from eval.public_sets import PublicSet, read_set
from eval.scenarios import Scenario, shipped_scenarios
from eval.trial_index import one_model, trial
from retrieval.cross_encoder import CrossEncoder, open_cross_encoder
from retrieval.embedder import Embedder

EPQA, SUBJQA = "en_product_qa_epqa", "en_review_qa_subjqa"
FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
LEVELS = Levels(0.65, 0.5, 0.72)
Stored = dict[str, object]
GATE = Path(__file__).parents[2] / "chat" / "gate.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the public sets, to fit on them too")
    parser.add_argument(
        "--home", metavar="DIR", help="home with the sample ingested; otherwise TEMOIN_HOME, or .temoin"
    )
    parser.add_argument("--levels", type=float, nargs=3, default=LEVELS, metavar=("ANSWERED", "PROOF", "NEAR"))
    parser.add_argument("--write", action="store_true", help="write models, marks and report to chat/gate.json")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Fit, report on both gates, write where asked."""
    started = time.monotonic()
    settings = load_settings(home=given.home)
    encoder = open_cross_encoder(settings, Home(settings.home))
    with one_model() as embedder:
        cases = [*sample_cases(given.home, embedder, encoder), *written_cases(embedder, encoder)]
        if given.data:
            cases += marked_cases(given.data, embedder, encoder)
            cases += public_cases(*read_sets(given.data), embedder, encoder)
    gate = fit_gate(cases, Levels(*given.levels))
    found = held_out_scores(gate, cases)
    stored = as_stored(gate, Levels(*given.levels), cases, found)
    print("fitted, on what it was not fitted on:", *lines(found), sep="\n  ")
    print("shipped, on the same:", *lines(held_out_scores(fitted_gate(), cases)), sep="\n  ")
    print(json.dumps({name: value for name, value in stored.items() if name != "report"}))
    if given.json:
        write_json(given.json, {**stored, "seconds": round(time.monotonic() - started, 2)})
    if given.write:
        write_json(GATE, stored)
    return 0


def read_sets(data: Path) -> tuple[PublicSet, PublicSet]:
    """EPQA and SubjQA (`EvalError` with every mistake in the first that has any)."""
    epqa, subjqa = (read_set(*(data / name / file for file in FILES)) for name in (EPQA, SUBJQA))
    return epqa, subjqa


def sample_cases(home: str | None, embedder: Embedder, encoder: CrossEncoder | None) -> list[Case]:
    """Cases of our own sets over an ingested home (`EvalError` when it holds another corpus)."""
    from data.ledger import Ledger
    from eval.corpus import read_corpus
    from eval.sets_reading import read_questions, set_paths
    from retrieval.assembly import open_index
    from retrieval.search import Searcher

    settings = load_settings(home=home)
    place = Home(settings.home).prepare()
    with Ledger.open(settings.ledger_url or place.ledger_url) as ledger:
        questions = read_questions(set_paths([]), read_corpus(ledger))
    return list(
        own_cases(questions, Searcher(open_index(settings, place), embedder, settings.shelves, cross_encoder=encoder))
    )


def written_cases(embedder: Embedder, encoder: CrossEncoder | None) -> list[Case]:
    """Cases of the held-out scenarios."""
    return _cases([scenario for scenario in shipped_scenarios() if scenario.held_out], embedder, encoder, WRITTEN)


def marked_cases(data: Path, embedder: Embedder, encoder: CrossEncoder | None) -> list[Case]:
    """Cases of marked reviews of products the cross-encoder never learnt from."""
    return _cases([product for product in marked_products(data) if product.held_out], embedder, encoder, MARKED)


def _cases(scenarios: Sequence[Scenario], embedder: Embedder, encoder: CrossEncoder | None, source: str) -> list[Case]:
    records = [record for scenario in scenarios for record in scenario.records()]
    questions = [asked.text for scenario in scenarios for asked in scenario.questions]
    with trial(records, questions, embedder, encoder) as bench:
        return list(scenario_cases(scenarios, bench.searcher, source))


def public_cases(epqa: PublicSet, subjqa: PublicSet, embedder: Embedder, encoder: CrossEncoder | None) -> list[Case]:
    """Cases of the public sets; of SubjQA only the reviews its sample of questions was judged on are indexed."""
    with trial([*map(record_of, epqa.documents)], [q.text for q in epqa.questions], embedder, encoder) as bench:
        cases = list(epqa_cases(epqa, bench.searcher))
    asked = subjqa_sample(subjqa.questions)
    judged = {document for question in asked for document in subjqa.grades.get(question.id, {})}
    records = [record_of(document) for document in subjqa.documents if document.id in judged]
    with trial(records, [question.text for question in asked], embedder, encoder) as bench:
        return [*cases, *subjqa_cases(subjqa, bench.searcher)]


def as_stored(gate: Gate, levels: Levels, cases: Sequence[Case], found: Mapping[str, Mapping[str, Score]]) -> Stored:
    """What `chat/gate.json` holds: models, marks, and the report on how they were made and how good they are."""
    held_out = {source: {name: asdict(score) for name, score in scores.items()} for source, scores in found.items()}
    fitting = dict(sorted(Counter(case.source for case in cases if not case.held_out).items()))
    report = {"levels": levels._asdict(), "fitting_cases": fitting, "held_out": held_out}
    return {**asdict(gate), "report": report}


def lines(found: Mapping[str, Mapping[str, Score]]) -> list[str]:
    """A line a source."""
    return [
        f"{source:<28} n {scores['AUC'].n:>4}  " + "  ".join(f"{name} {told(score)}" for name, score in scores.items())
        for source, scores in found.items()
    ]
