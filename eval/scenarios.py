"""Scenarios: invented products with passages on them, and questions of which every passage that bears on it is marked.

A file of `eval/scenarios` is plain text; eval/scenarios/README.md describes it, and how the marks are meant.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from data.errors import EvalError
from data.records import Kind, Provenance, Record
from ingest.pipeline import describe

FOLDER = Path(__file__).with_name("scenarios")
HELD_OUT = 3
"""The last scenarios of each file: measured on, never fitted on by the cross-encoder."""
SIDES = "+-~="
"""Good, bad, both, plain fact: a passage so marked answers. `o` is a near miss; unmarked: about something else."""
NEAR_MISS = "o"
HEAD = re.compile(r"## (?P<product>.+?) \| (?P<category>.+)")
PASSAGE = re.compile(r"(?P<number>\d+) (?P<language>fr|en) (?P<text>\S.*)")
QUESTION = re.compile(r"\? (?P<language>fr|en) (?P<text>\S.*?) ?\|(?P<marks>.*)")
MARK = re.compile(rf"(\d+)([{SIDES}{NEAR_MISS}])")


@dataclass(frozen=True, slots=True)
class Passage:
    """What somebody said of the product, "fr" or "en", and where it stands: a record and a first character."""

    language: str
    text: str
    record_id: str
    start: int = 0

    def meets(self, record_id: str, start: int, end: int) -> bool:
        """Whether these characters of that record hold some of it."""
        return record_id == self.record_id and start < self.start + len(self.text) and end > self.start


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the mark of each passage that bears on it, by the passage's number."""

    language: Literal["fr", "en"]
    text: str
    marks: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A product, its passages by number, the questions; `held_out` is never fitted on by the cross-encoder."""

    product: str
    product_id: str
    passages: Mapping[int, Passage]
    questions: tuple[Asked, ...]
    held_out: bool = False

    def records(self) -> Iterator[Record]:
        """What its passages stand in: each in a review of its own."""
        for passage in self.passages.values():
            yield describe(
                Record(
                    id=passage.record_id,
                    kind=Kind.REVIEW,
                    product_id=self.product_id,
                    text=passage.text,
                    provenance=Provenance("scenario", external_id=passage.record_id),
                    language=passage.language,
                )
            )

    def answers(self, asked: Asked, record_id: str, start: int, end: int) -> bool:
        """Whether these characters of a record hold some of a passage that answers."""
        return any(
            mark in SIDES and self.passages[number].meets(record_id, start, end) for number, mark in asked.marks.items()
        )


def shipped_scenarios(folder: Path = FOLDER) -> list[Scenario]:
    """Those of every file, in the order of their names (`EvalError` with the first mistake)."""
    return [scenario for path in sorted(folder.glob("*.txt")) for scenario in read_scenarios(path)]


def read_scenarios(path: Path) -> list[Scenario]:
    """The scenarios of one file, the last of them held out.

    Raises:
        EvalError: a line is none of the four kinds, or marks a passage that is not there.
    """
    parts = headed(path)
    return [_scenario(path.name, lines, held_out=at >= len(parts) - HELD_OUT) for at, lines in enumerate(parts)]


def headed(path: Path) -> list[list[tuple[int, str]]]:
    """The lines of a file with their numbers, parted where one begins with `## ` (`EvalError` where none is first)."""
    parts: list[list[tuple[int, str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            parts.append([])
        if line.strip():
            if not parts:
                raise EvalError(f"{path.name}, line {number}: a line '## product | category' was expected first")
            parts[-1].append((number, line))
    return parts


def _scenario(name: str, lines: Iterable[tuple[int, str]], *, held_out: bool) -> Scenario:
    product, product_id, passages, questions = "", "", dict[int, Passage](), list[Asked]()
    for number, line in lines:
        if head := HEAD.fullmatch(line):
            product = head["product"]
            product_id = "scenario-" + re.sub(r"\W+", "-", product.casefold()).strip("-")
        elif asked := QUESTION.fullmatch(line):
            questions.append(as_asked(asked, passages, name, number))
        elif (said := PASSAGE.fullmatch(line)) and int(said["number"]) not in passages:
            place = int(said["number"])
            passages[place] = Passage(said["language"], said["text"], f"{product_id}-{place}")
        else:
            raise EvalError(
                f"{name}, line {number}: {line[:40]!r}: a passage '7 fr text' or '? en question | 7+' expected"
            )
    return Scenario(product, product_id, passages, tuple(questions), held_out)


def as_asked(line: re.Match[str], passages: Mapping[int, Passage], name: str, number: int) -> Asked:
    """A line of QUESTION (`EvalError` with the file's `name` and the line's `number` where a mark is none)."""
    return Asked(
        "fr" if line["language"] == "fr" else "en", line["text"], _marks(line["marks"], passages, name, number)
    )


def _marks(told: str, passages: Mapping[int, Passage], name: str, line: int) -> dict[int, str]:
    found = dict[int, str]()
    for word in told.split():
        mark = MARK.fullmatch(word)
        if mark is None or int(mark[1]) not in passages or int(mark[1]) in found:
            raise EvalError(
                f"{name}, line {line}: {word!r}: the number of a passage above and one of {SIDES}{NEAR_MISS}"
            )
        found[int(mark[1])] = mark[2]
    return found
