"""Ranks the documents of a public set for each of its questions, as the product would find them.

A question's relevant documents are those judged `--min-relevance` or better that may be found for it: of its own
product under `--scope product`, of `--doc-lang` where that is given. Questions without any are left out and counted.

The default of `--min-relevance` is 1, what every set here means by "relevant". ePQA grades 2 "fully answers" and 1
"helpful", and its own convention of an answerable question is one with a 2: measure it with `--min-relevance 2`.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.figures import Figures, deliver
from eval.measures.ranking import ranking_scores
from eval.progress import watched
from eval.public_records import Unit, units_of
from eval.public_sets import DocumentRow, Grades, PublicSet, QuestionRow, read_set
from eval.ranked_units import ranked
from eval.trial_index import trial
from retrieval.embedder import Embedder
from retrieval.search import Searcher


@dataclass(frozen=True, slots=True)
class Task:
    """What to rank, and for which questions."""

    scope: str
    query_language: str | None = None
    document_language: str | None = None
    min_relevance: int = 1
    group_by: str | None = None
    limit_questions: int | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    for name, what in (
        ("corpus", "documents, JSON lines"),
        ("queries", "questions, JSON lines"),
        ("qrels", "judgments, tab-separated"),
    ):
        parser.add_argument(f"--{name}", type=Path, required=True, metavar="FILE", help=what)
    parser.add_argument("--scope", choices=("product", "corpus"), required=True, help="search one product, or all")
    parser.add_argument("--query-lang", metavar="L", help="only questions in this language")
    parser.add_argument("--doc-lang", metavar="L", help="only documents in this language")
    parser.add_argument("--min-relevance", type=int, default=1, metavar="N", help="grade that counts (default 1)")
    parser.add_argument("--group-by", metavar="FIELD", help="rank groups of documents, such as meta.video_id")
    parser.add_argument("--limit-queries", type=int, metavar="N", help="only the first N questions")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures here")


def run(given: argparse.Namespace) -> int:
    """Measure, print, write."""
    task = Task(
        given.scope, given.query_lang, given.doc_lang, given.min_relevance, given.group_by, given.limit_queries
    )
    return deliver(measure(read_set(given.corpus, given.queries, given.qrels), task), given.json)


def measure(given: PublicSet, task: Task, embedder: Embedder | None = None) -> Figures:
    """Index what the task lets be found, ask every question that has a relevant document, score the rankings."""
    started = time.monotonic()
    plan = planned(given, task)
    with trial(plan.records, [question.text for question in plan.questions], embedder) as bench:
        rankings = {
            question.id: ranking_of(question, plan, bench.searcher)
            for question in watched(plan.questions, "search", len(plan.questions))
        }
    return Figures(
        ranking_scores(plan.grades, rankings, task.min_relevance), time.monotonic() - started, _notes(plan, task)
    )
