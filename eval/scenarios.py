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
    """What somebody said of the product, "fr" or "en"."""

    language: str
    text: str


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
    passages: Mapping[int, Passage]
    questions: tuple[Asked, ...]
    held_out: bool = False

    @property
    def product_id(self) -> str:
        """Its name as an id."""
        return "scenario-" + re.sub(r"\W+", "-", self.product.casefold()).strip("-")

    def record_id(self, number: int) -> str:
        """The id of the record of one passage."""
        return f"{self.product_id}-{number}"

    def records(self) -> Iterator[Record]:
        """Its passages as reviews."""
        for number, passage in self.passages.items():
            record_id = self.record_id(number)
            yield describe(
                Record(
                    id=record_id,
                    kind=Kind.REVIEW,
                    product_id=self.product_id,
                    text=passage.text,
                    provenance=Provenance("scenario", external_id=record_id),
                    language=passage.language,
                )
            )


def shipped_scenarios(folder: Path = FOLDER) -> list[Scenario]:
    """Those of every file, in the order of their names (`EvalError` with the first mistake)."""
    return [scenario for path in sorted(folder.glob("*.txt")) for scenario in read_scenarios(path)]


def read_scenarios(path: Path) -> list[Scenario]:
    """The scenarios of one file, the last of them held out.

    Raises:
        EvalError: a line is none of the four kinds, or marks a passage that is not there.
    """
    parts: list[list[tuple[int, str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            parts.append([])
        if line.strip():
            if not parts:
                raise EvalError(f"{path.name}, line {number}: a line '## product | category' was expected first")
            parts[-1].append((number, line))
    return [_scenario(path.name, lines, held_out=at >= len(parts) - HELD_OUT) for at, lines in enumerate(parts)]


def _scenario(name: str, lines: Iterable[tuple[int, str]], *, held_out: bool) -> Scenario:
    product, passages, questions = "", dict[int, Passage](), list[Asked]()
    for number, line in lines:
        if head := HEAD.fullmatch(line):
            product = head["product"]
        elif asked := QUESTION.fullmatch(line):
            marks = _marks(asked["marks"], passages, name, number)
            questions.append(Asked("fr" if asked["language"] == "fr" else "en", asked["text"], marks))
        elif (said := PASSAGE.fullmatch(line)) and int(said["number"]) not in passages:
            passages[int(said["number"])] = Passage(said["language"], said["text"])
        else:
            raise EvalError(
                f"{name}, line {number}: {line[:40]!r}: a passage '7 fr text' or '? en question | 7+' expected"
            )
    return Scenario(product, passages, tuple(questions), held_out)


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
