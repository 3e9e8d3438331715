"""`run [SET…]`: ask every question of the sets, judge the replies, write figures and report."""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from eval.opening import Opener, Room, add_room_arguments, jobs_of, open_room, ready

if TYPE_CHECKING:
    from eval.questions import EvalQuestion
    from eval.runs import EvalRun


NARROW = " (gates are made for all shipped sets, and what a set does not ask fails them as not measured)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sets, tier and where to write."""
    parser.add_argument("sets", nargs="*", metavar="SET", help="a .jsonl file or a shipped set's name; otherwise all")
    parser.add_argument("--quick", action="store_true", help="about 150 questions of the test half")
    parser.add_argument("--variants", action="store_true", help="also every question as it is typed otherwise")
    parser.add_argument(
        "--json", type=Path, metavar="OUT", help="write the run here; otherwise eval/last.json of the home"
    )
    parser.add_argument("--html", type=Path, metavar="OUT", help="write the report here; otherwise beside the run")
    parser.add_argument("--markdown", type=Path, metavar="OUT", help="write a summary for a pull request")
    parser.add_argument("--language", choices=("fr", "en"), default="en", help="language of the report")
    add_room_arguments(parser)


def run(given: argparse.Namespace, opener: Opener | None = None) -> int:
    """Ask, judge, write, print; 0 however good or bad the answers are."""
    from eval.quick import quick_subset
    from eval.sets_reading import read_questions, set_paths

    room = open_room(given, opener)
    paths = set_paths(given.sets)
    questions: Sequence[EvalQuestion] = read_questions(paths, room.corpus, variants=given.variants)
    if given.quick:
        questions = quick_subset(questions)
    out = given.json or room.last
    try:
        found = _asked(given, room, [path.stem for path in paths], questions, out)
    except KeyboardInterrupt:
        print("\neval: stopped; run the same command again, it goes on where it was", file=sys.stderr)
        return 130
    return _deliver(given, found, out)


def _asked(
    given: argparse.Namespace, room: Room, sets: list[str], questions: Sequence["EvalQuestion"], out: Path
) -> "EvalRun":
    from eval.asking import Journal, ask_all, asker, timed
    from eval.keys import index_name, run_key
    from eval.runs import About, EvalRun, excerpts
    from eval.scorecard import scores

    index, jobs = index_name(room.home), jobs_of(given)
    key = run_key(questions, index, room.answerer)
    journal, started = Journal(out.with_name(out.name + ".partial"), key), time.monotonic()
    assistant = ready(room.open_assistant())
    ask = asker(assistant)
    results = timed(questions, ask_all(questions, ask, jobs, journal), ask)
    made, seconds = datetime.now(UTC).isoformat(timespec="seconds"), round(time.monotonic() - started, 1)
    about = About(tuple(sets), room.answerer, given.quick, given.variants, index, key, jobs, made, seconds)
    shown = excerpts(questions, results, assistant.record)
    bare = EvalRun(about, {}, tuple(questions), tuple(results), shown)
    whole = replace(bare, slices=scores(bare.asked))
    write(out, whole.as_json())
    journal.close()
    return whole


def _deliver(given: argparse.Namespace, found: "EvalRun", out: Path) -> int:
    from eval.baseline import ACCEPTED, of_run, read_baseline
    from eval.compare import compare
    from eval.gates import check, read_gates
    from eval.report.markdown import summary
    from eval.report.page import page
    from eval.report.tables import lines

    before = read_baseline(ACCEPTED) if ACCEPTED.is_file() else None
    after = of_run(found)
    comparison = compare(before, after) if before else None
    checked = check(read_gates(), after, before)
    html = given.html or out.with_suffix(".html")
    write(html, page(found, comparison, checked, given.language))
    if given.markdown:
        write(given.markdown, summary(found, comparison, checked))
    print("\n".join(lines(found)))
    failed = [one.gate.measure for one in checked if one.verdict == "failed"]
    print(f"\n{len(found.questions)} questions in {found.about.seconds:.0f} s; run {out}, report {html}")
    print(f"gates that would fail: {', '.join(failed) or 'none'}{NARROW if given.sets else ''}")
    return 0


def write(path: Path, text: str) -> None:
    """Write one file, its folder created.

    Raises:
        EvalError: when it cannot be written.
    """
    from data.errors import EvalError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{path} cannot be written ({error.strerror or error}): choose another file") from error
