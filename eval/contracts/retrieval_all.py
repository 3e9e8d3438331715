"""Every public set of a folder, ranked and put into one table with intervals."""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.errors import EvalError
from eval.contracts.arguments import add_output
from eval.contracts.retrieval import asked
from eval.figures import Figures, told, write_json
from eval.public_sets import PublicSet, read_set
from eval.ranking_plan import Task, planned
from eval.trial_index import one_model, trial
from retrieval.embedder import Embedder

FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
SHOWN = ("hit@1", "hit@3", "hit@5", "nDCG@10")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a name, the folder of a set, what is asked of it."""

    name: str
    folder: str
    task: Task

    @property
    def index(self) -> tuple[str, str | None, str | None]:
        """What its index is made of; lines alike in this share one."""
        return self.folder, self.task.document_language, self.task.group_by


LINES = (
    Line("ePQA, in the product", "en_product_qa_epqa", Task("product", min_relevance=2)),
    Line("ePQA, whole corpus", "en_product_qa_epqa", Task("corpus", min_relevance=2)),
    Line("FAQ, FR to EN", "fr_en_faq_parallel", Task("corpus", "fr", "en")),
    Line("FAQ, EN to FR", "fr_en_faq_parallel", Task("corpus", "en", "fr")),
    Line("FAQ, FR to FR", "fr_en_faq_parallel", Task("corpus", "fr", "fr")),
    Line("PIAF, FR", "fr_qa_piaf", Task("corpus")),
    Line("tutorials, right video", "video_tutorials_pstuts", Task("corpus", group_by="meta.video_id")),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the sets")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only lines whose name begins so, such as FAQ")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Measure each line, print the table as it grows, write all."""
    started = time.monotonic()
    lines = present(given.data, tuple(given.only or ("",)))
    found = {}
    print(header())
    with one_model() as embedder:
        for line, figures in measured(lines, given.data, embedder):
            found[line.name] = figures.as_json()
            print(row(line, figures), flush=True)
    if given.json:
        write_json(given.json, {"sets": found, "seconds": round(time.monotonic() - started, 2)})
    return 0


def present(data: Path, names: tuple[str, ...]) -> list[Line]:
    """The lines whose set is in the folder; those missing are told on stderr.

    Raises:
        EvalError: none is.
    """
    wanted = [line for line in LINES if line.name.startswith(names)]
    lines = [line for line in wanted if all((data / line.folder / name).is_file() for name in FILES)]
    for folder in sorted({line.folder for line in wanted} - {line.folder for line in lines}):
        print(f"{data / folder} is not there: left out", file=sys.stderr)
    if not lines:
        raise EvalError(f"{data} holds none of the sets {', '.join(sorted({line.folder for line in LINES}))}")
    return lines


def measured(lines: Sequence[Line], data: Path, embedder: Embedder) -> Iterable[tuple[Line, Figures]]:
    """Figures of each line; lines that search the same documents share an index."""
    sets = {folder: read_set(*(data / folder / name for name in FILES)) for folder in {line.folder for line in lines}}
    for index in dict.fromkeys(line.index for line in lines):
        alike = [line for line in lines if line.index == index]
        yield from _over_one_index(alike, sets[alike[0].folder], embedder)


def _over_one_index(lines: Sequence[Line], given: PublicSet, embedder: Embedder) -> Iterable[tuple[Line, Figures]]:
    started = time.monotonic()
    plans = [planned(given, line.task) for line in lines]
    questions = [question.text for plan in plans for question in plan.questions]
    with trial(plans[0].records, questions, embedder) as bench:
        for line, plan in zip(lines, plans, strict=True):
            yield line, asked(plan, bench.searcher, started, given.strays)
            started = time.monotonic()


def header() -> str:
    """The head of the table."""
    return f"{'':<24}{'n':>6}  " + "".join(f"{name:<20}" for name in SHOWN) + "seconds"


def row(line: Line, figures: Figures) -> str:
    """One line of the table."""
    cells = "".join(f"{told(figures.measures[name]):<20}" for name in SHOWN)
    return f"{line.name:<24}{figures.measures[SHOWN[0]].n:>6}  {cells}{figures.seconds:.0f}"
