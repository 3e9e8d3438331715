"""A trial in a process of its own: a pattern somebody types may take for ever, and a thread cannot be stopped.

`python -m ingest.moderation.trial_process` reads the ledger's URL and a rule as JSON, and prints the trial as JSON.
"""

import json
import math
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data.errors import IngestError
from data.ledger import Ledger
from data.records import Record
from ingest.moderation.rules import rule_book, rule_of
from ingest.moderation.trial import Example, tried

GENTLE = 5
"""By how much it gives way to the process that serves."""
REFUSED = 3
"""Exit code for a pattern that cannot be read."""
CUT = -signal.SIGXCPU
"""Exit code of a process the system ended for its work."""
ENOUGH = 0.6
"""Share of either bound after which a trial of a large ledger ends with what it has read."""


class EndlessPatternError(IngestError):
    """A pattern that takes more work than a trial may."""


class StarvedTrialError(IngestError):
    """A trial that was given too little of a busy machine; nothing is said of its patterns."""


class PatternError(IngestError):
    """A pattern that is no regular expression; `number` counts from 1, `also` after `patterns`."""

    def __init__(self, number: int, fault: str) -> None:
        """`fault` is what Python says of it."""
        super().__init__(f"pattern {number} is no regular expression ({fault}): see docs.python.org/3/library/re.html")
        self.number, self.fault = number, fault


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule as a person writes it: `patterns` and `also` are regular expressions, read over folded text.

    A learned rule has none; `threshold` is how likely a text must be for it to hold, `None`: as it runs.
    """

    code: str
    status: str
    patterns: tuple[str, ...]
    also: tuple[str, ...] = ()
    threshold: float | None = None


def try_rule(ledger_url: str, proposal: Proposal, most_work_s: float, most_wait_s: float) -> dict[str, Any]:
    """What the rule would change, as JSON says it (see `ingest.moderation.trial.Trial`).

    `most_work_s` are seconds of a processor, the same on a busy machine as on an idle one; `most_wait_s` by the clock.

    Raises:
        PatternError: a pattern cannot be read.
        EndlessPatternError: its patterns were not through after `most_work_s`.
        StarvedTrialError: it had not worked so long when `most_wait_s` had passed.
        IngestError: the ledger could not be read.
    """
    asked = {
        "ledger": ledger_url,
        "code": proposal.code,
        "status": proposal.status,
        "patterns": list(proposal.patterns),
        "also": list(proposal.also),
        "threshold": proposal.threshold,
        "most_work_s": most_work_s,
        "most_wait_s": most_wait_s,
    }
    command, root = [sys.executable, "-m", "ingest.moderation.trial_process"], Path(__file__).resolve().parents[2]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, input=json.dumps(asked), capture_output=True, text=True, cwd=root, timeout=most_wait_s, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise StarvedTrialError(f"rule {proposal.code!r} was not tried within {most_wait_s:g} s: try again") from error
    if done.returncode == CUT:
        raise EndlessPatternError(f"rule {proposal.code!r} was not through after {most_work_s:g} s: simplify it")
    if done.returncode == REFUSED:
        said = json.loads(done.stdout)
        raise PatternError(said["number"], said["fault"])
    if done.returncode:
        raise IngestError(
            f"the trial of rule {proposal.code!r} failed: {(done.stderr.strip() or '?').splitlines()[-1]}"
        )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> int:
    """One trial, from stdin to stdout; `REFUSED` for a pattern that cannot be read."""
    started = time.monotonic()
    os.nice(GENTLE)
    asked = json.load(sys.stdin)
    _bound_work(asked["most_work_s"])
    if fault := _first_fault([*asked["patterns"], *asked["also"]]):
        json.dump(fault, sys.stdout)
        return REFUSED
    book = rule_book()
    rule = rule_of({**asked, "version": "trial", "title": {}, "reason": {}})
    if asked["code"] in book.learned:
        rule = replace(rule, like=next(one.like for one in book.rules if one.code == asked["code"]))
    with Ledger.open(asked["ledger"]) as ledger:
        spent = _spent(started, asked["most_work_s"], asked["most_wait_s"])
        trial = tried(rule, book, ledger, spent, asked["threshold"])
    told = {
        "read": trial.read,
        "whole": trial.whole,
        "matched": trial.matched,
        "by_people": trial.by_people,
        "changes": dict(trial.changes),
        "languages": dict(trial.languages),
        "examples": [_row(change, one) for change, shown in trial.examples.items() for one in shown],
    }
    json.dump(told, sys.stdout)
    return 0


def _bound_work(seconds: float) -> None:
    """Let the system end this process once it has worked so long: a pattern at work hears no timer of Python's."""
    most = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))


def _spent(started: float, most_work_s: float, most_wait_s: float) -> Callable[[], bool]:
    """Whether a trial begun at `started` has had enough of its work or of the wait."""
    worked = time.process_time()
    return lambda: (
        time.process_time() - worked > ENOUGH * most_work_s or time.monotonic() - started > ENOUGH * most_wait_s
    )


def _first_fault(patterns: list[str]) -> dict[str, Any] | None:
    for number, pattern in enumerate(patterns, 1):
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            return {"number": number, "fault": str(error)}
    return None


def _row(change: str, example: Example) -> dict[str, Any]:
    record: Record = example.record
    return {
        "change": change,
        "before": record.status.value,
        "after": example.after.value,
        "record_id": record.id,
        "product_id": record.product_id,
        "language": record.language,
        "title": record.title,
        "text": record.text,
        "author": record.author,
        "passages": [{"field": one.field, "start": one.start, "end": one.end} for one in example.passages],
    }


if __name__ == "__main__":
    sys.exit(main())
