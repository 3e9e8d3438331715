"""Public question sets as their files keep them: documents, questions and judgments, every mistake told at once."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.errors import EvalError

Grades = Mapping[str, Mapping[str, int]]
"""Grade by question id and document id."""
SHOWN = 50
"""Mistakes told in full; more are counted."""
WHOLE = re.compile(r"-?[0-9]{1,6}")
Row = TypeVar("Row", bound=BaseModel)


class PublicRow(BaseModel):
    """A line under its id; fields no measure needs are passed over."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(min_length=1)


Identified = TypeVar("Identified", bound=PublicRow)


class DocumentRow(PublicRow):
    """One line of a corpus; `text` alone is ever indexed, `meta` is what the measures may need."""

    text: str
    product_id: str | None = None
    source_type: str = "review"
    lang: str | None = None
    meta: dict[str, Any] = Field(default_factory=dict)


class QuestionRow(PublicRow):
    """One line of a query file; `answerable` is what the set's own annotators say, where they say it."""

    text: str = Field(pattern=r"\S")
    product_id: str | None = None
    lang: str | None = None
    answerable: bool | None = None
    answerability: str | None = None
    meta: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PublicSet:
    """One set, in the order of its files; judgments of what is not there are left out, `strays` says how many."""

    documents: tuple[DocumentRow, ...]
    questions: tuple[QuestionRow, ...]
    grades: Grades
    strays: int = 0


@dataclass(slots=True)
class Mistakes:
    """What is wrong with the files read so far."""

    lines: list[str] = field(default_factory=list)

    def add(self, path: Path, line: int, what: str) -> None:
        """Note one mistake, `line` counted from 1."""
        self.lines.append(f"{path.name}, line {line}: {what}")

    def check(self) -> None:
        """Raise `EvalError` with every mistake, if there is one."""
        if self.lines:
            more = len(self.lines) - SHOWN
            told = "\n  ".join(self.lines[:SHOWN] + ([f"… and {more} more"] if more > 0 else []))
            raise EvalError(f"{len(self.lines)} mistakes, nothing was run; mend the lines and run again:\n  {told}")


def read_set(corpus: Path, queries: Path, qrels: Path) -> PublicSet:
    """Read the three files of a set.

    Raises:
        EvalError: naming each line that cannot be read, or repeats an id, and each file without documents or questions.
    """
    mistakes = Mistakes()
    documents = read_some(corpus, DocumentRow, mistakes)
    questions = read_some(queries, QuestionRow, mistakes)
    judged = _read_grades(qrels, mistakes)
    mistakes.check()
    known, asked = {row.id for row in documents}, {row.id for row in questions}
    grades = {q: {d: grade for d, grade in of.items() if d in known} for q, of in judged.items() if q in asked}
    strays = sum(map(len, judged.values())) - sum(map(len, grades.values()))
    return PublicSet(tuple(documents), tuple(questions), grades, strays)


def read_some(path: Path, model: type[Identified], mistakes: Mistakes) -> list[Identified]:
    """The rows of a file by id; an empty file is a mistake like any other."""
    before = len(mistakes.lines)
    rows = read_rows(path, model, mistakes, key=lambda row: row.id)
    if not rows and len(mistakes.lines) == before:
        mistakes.lines.append(f"{path}: holds no line, at least one was expected")
    return rows


def read_rows(path: Path, model: type[Row], mistakes: Mistakes, key: Callable[[Row], str] | None = None) -> list[Row]:
    """The rows of a file of JSON lines; mistakes, repeated keys among them, are added to `mistakes`."""
    rows: list[Row] = []
    seen: set[str] = set()
    for number, line in _lines(path, mistakes):
        try:
            row = model.model_validate(json.loads(line))
        except ValidationError as error:
            told = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'row'}: {e['msg']}" for e in error.errors())
            mistakes.add(path, number, told)
        except (ValueError, RecursionError) as error:
            mistakes.add(path, number, f"not JSON: {str(error).splitlines()[0]}")
        else:
            if key and key(row) in seen:
                mistakes.add(path, number, f"id {key(row)!r} was there before")
                continue
            seen |= {key(row)} if key else set()
            rows.append(row)
    return rows


def _read_grades(path: Path, mistakes: Mistakes) -> dict[str, dict[str, int]]:
    """Judgments from tab-separated `query_id doc_id relevance`, with or without that header."""
    grades: dict[str, dict[str, int]] = {}
    for number, line in _lines(path, mistakes):
        cells = [cell.strip() for cell in line.split("\t")]
        if number == 1 and cells[-1:] == ["relevance"]:
            continue
        if len(cells) != 3 or not WHOLE.fullmatch(cells[2]):
            mistakes.add(path, number, f"question id, document id and a whole number were expected, not {cells}")
        elif grades.setdefault(cells[0], {}).setdefault(cells[1], int(cells[2])) != int(cells[2]):
            mistakes.add(path, number, f"{cells[0]} and {cells[1]} were judged {grades[cells[0]][cells[1]]} before")
    return grades


def _lines(path: Path, mistakes: Mistakes) -> Iterator[tuple[int, str]]:
    """Lines that are not blank, with their numbers; one that is not UTF-8 is a mistake."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        mistakes.lines.append(f"{path}: cannot be read ({error.strerror or error})")
        return
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            mistakes.add(path, number, f"byte {error.start + 1} is not UTF-8")
            continue
        if text.strip():
            yield number, text
