"""A run: questions, results, and what is needed to read them later without the corpus."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from data.errors import EvalError, NotFoundError
from eval.intervals import Score
from eval.judging import Lookup
from eval.questions import EvalQuestion
from eval.results import Asked, Result

FORMAT = "temoin-eval-run-1"
EXCERPT = 240
"""Characters of a record kept for the report."""


@dataclass(frozen=True, slots=True)
class About:
    """What was run, when and on what; `seconds` is the time of asking, `key` changes with questions, code or index."""

    sets: tuple[str, ...]
    answerer: str
    quick: bool
    variants: bool
    index: str
    key: str
    jobs: int
    made: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The beginning of a record, for the reader of a report."""

    product_id: str
    kind: str
    language: str
    text: str
    author: str | None = None
    rating: float | None = None


@dataclass(frozen=True)
class EvalRun:
    """One run; `slices` are its scores, `records` excerpts by id of every record that is evidence or was shown."""

    about: About
    slices: dict[str, dict[str, Score]]
    questions: tuple[EvalQuestion, ...]
    results: tuple[Result, ...]
    records: dict[str, Excerpt] = field(default_factory=dict)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Questions beside their results."""
        return tuple(Asked(q, r) for q, r in zip(self.questions, self.results, strict=True))

    def as_json(self) -> str:
        """The run as a file holds it, `measures` in front: the figures over all questions."""
        body = _RUN.dump_python(self, mode="json")
        return json.dumps({"format": FORMAT, "measures": body["slices"]["all"], **body}, ensure_ascii=False, indent=1)


_RUN: TypeAdapter[EvalRun] = TypeAdapter(EvalRun)


def read_run(path: Path) -> EvalRun:
    """A run from its file.

    Raises:
        EvalError: when it cannot be read or is something else.
    """
    content = read_object(path)
    if content.get("format") != FORMAT:
        raise EvalError(f"{path} is not a run of this version ({FORMAT} was expected): {RUN_FIRST}")
    try:
        return _RUN.validate_python(content, strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise EvalError(f"{path} is a damaged run ({where}: {first['msg']}): {RUN_FIRST}") from error


def read_object(path: Path) -> dict[str, Any]:
    """A JSON object from a file.

    Raises:
        EvalError: when there is none.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EvalError(f"{path} cannot be read ({error.strerror or error}): {RUN_FIRST}") from error
    except ValueError as error:
        raise EvalError(f"{path} is not JSON ({str(error).splitlines()[0]}): {RUN_FIRST}") from error
    if not isinstance(content, dict):
        raise EvalError(f"{path} is not a run: {RUN_FIRST}")
    return content


RUN_FIRST = "make one with python -m eval run --json FILE"


def excerpts(questions: Sequence[EvalQuestion], results: Sequence[Result], look_up: Lookup) -> dict[str, Excerpt]:
    """Excerpts of the records a report may show, by id."""
    wanted = {record_id for question in questions for record_id in question.acceptable}
    wanted |= {cited.record_id for result in results for cited in (*result.citations, *result.nearest)}
    found = {}
    for record_id in sorted(wanted):
        try:
            record = look_up(record_id)
        except NotFoundError:
            continue
        cut = record.text if len(record.text) <= EXCERPT else f"{record.text[:EXCERPT].rsplit(' ', 1)[0]} …"
        found[record_id] = Excerpt(
            record.product_id, record.kind.value, record.language, cut, record.author, record.rating
        )
    return found
