"""Ranks the documents of a public set for each of its questions, as the product would find them.

A question's relevant documents are those judged `--min-relevance` or better that may be found for it: of its own
product under `--scope product`, of `--doc-lang` where that is given. Questions without any are left out and counted.

The default of `--min-relevance` is 1, what most sets mean by relevant. ePQA grades 2 "fully answers" and 1 "helpful",
and by its own convention a question is answerable when a document has a 2: measure it with `--min-relevance 2`.
"""

import argparse
import sys
import time

from eval.contracts.arguments import add_set, count, read_given
from eval.figures import Figures, deliver
from eval.measures.ranking import ranking_scores
from eval.progress import watched
from eval.public_sets import PublicSet
from eval.ranked_units import ranking
from eval.ranking_plan import Plan, Task, planned
from eval.trial_index import trial
from retrieval.embedder import Embedder
from retrieval.search import Searcher


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    add_set(parser)
    parser.add_argument("--scope", choices=("product", "corpus"), required=True, help="search one product, or all")
    parser.add_argument("--query-lang", metavar="L", help="only questions in this language")
    parser.add_argument("--doc-lang", metavar="L", help="only documents in this language")
    parser.add_argument("--min-relevance", type=int, default=1, metavar="N", help="grade that counts (default 1)")
    parser.add_argument("--group-by", metavar="FIELD", help="rank groups of documents, such as meta.video_id")
    parser.add_argument("--limit-queries", type=count, metavar="N", help="only the first N questions")


def run(given: argparse.Namespace) -> int:
    """Measure, print, write."""
    task = Task(given.scope, given.query_lang, given.doc_lang, given.min_relevance, given.group_by, given.limit_queries)
    return deliver(measure(read_given(given), task), given.json)


def measure(given: PublicSet, task: Task, embedder: Embedder | None = None) -> Figures:
    """Index what the task lets be found, ask every question that has a relevant document, score the rankings."""
    started = time.monotonic()
    plan = planned(given, task)
    with trial(plan.records, [question.text for question in plan.questions], embedder) as bench:
        return asked(plan, bench.searcher, started, given.strays)


def asked(plan: Plan, searcher: Searcher, started: float, strays: int = 0) -> Figures:
    """The figures of a plan over an index of its records; `started` is when the work on it began."""
    questions = watched(plan.questions, "search", len(plan.questions))
    rankings = {question.id: ranking(plan, searcher, question) for question in questions}
    scores = ranking_scores(plan.grades, rankings, plan.task.min_relevance)
    notes: dict[str, str | int | float] = {
        "scope": plan.task.scope,
        "min_relevance": plan.task.min_relevance,
        "documents": len(set(plan.unit_of.values())),
        "skipped": plan.skipped,
    }
    if strays:
        print(f"{strays} judgments of unknown questions or documents were left out", file=sys.stderr)
    return Figures(scores, time.monotonic() - started, notes | ({"strays": strays} if strays else {}))
