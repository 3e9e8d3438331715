"""Real reviews of the public sets, questions about them, and every passage marked that bears on each.

The texts are read from the folder of the public sets; a file of `eval/marked` holds only where passages stand, the
questions and the marks. eval/marked/README.md describes it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from data.errors import EvalError
from data.records import Record
from eval.public_records import record_of
from eval.public_sets import DocumentRow, Mistakes, read_rows
from eval.scenarios import QUESTION, Asked, Passage, Scenario, as_asked, headed

FOLDER = Path(__file__).with_name("marked")
HEAD = re.compile(r"## (?P<path>\S+) (?P<product>\S+) \| (?P<name>.+)")
PLACE = re.compile(r"(?P<number>\d+) (?P<record>\S+) (?P<start>\d+) (?P<end>\d+)")
NEVER_LEARNT = ("reviews_skincare_sephora", "reviews_womens_clothing", "size_fit_rtr")
"""Folders of which the cross-encoder has learnt nothing but some of these marks: half of their products is held out."""


@dataclass(frozen=True, slots=True)
class MarkedProduct(Scenario):
    """A product of a public set, some of its reviews whole, and questions as in a scenario.

    `path` is the file they stand in, below the folder of the public sets.
    """

    kept: tuple[Record, ...] = ()
    path: str = ""

    def records(self) -> Iterator[Record]:
        """Its reviews."""
        yield from self.kept


def marked_products(data: Path, folder: Path = FOLDER) -> list[MarkedProduct]:
    """Those of every file, in the order of their names.

    Raises:
        EvalError: a public set cannot be read, or a file names what is not in it.
    """
    return [product for path in sorted(folder.glob("*.txt")) for product in _read(path, data)]


def _read(path: Path, data: Path) -> Iterator[MarkedProduct]:
    rows: dict[str, dict[str, DocumentRow]] = {}
    for lines in headed(path):
        (number, first), *rest = lines
        if not (head := HEAD.fullmatch(first)):
            raise EvalError(f"{path.name}, line {number}: {first[:40]!r}: '## file product | name' expected")
        if head["path"] not in rows:
            rows[head["path"]] = _documents(data / head["path"])
        yield _product(path.name, head, rest, rows[head["path"]])


def reviews_of(path: Path) -> Iterator[Record]:
    """Every review of a file of a public set (`EvalError` when it cannot be read)."""
    return (_record(row) for row in _documents(path).values())


def _documents(path: Path) -> dict[str, DocumentRow]:
    mistakes = Mistakes()
    found = {row.id: row for row in read_rows(path, DocumentRow, mistakes)}
    mistakes.check()
    return found


def _product(
    name: str, head: re.Match[str], lines: list[tuple[int, str]], rows: dict[str, DocumentRow]
) -> MarkedProduct:
    records, passages, questions = dict[str, Record](), dict[int, Passage](), list[Asked]()
    for number, line in lines:
        if asked := QUESTION.fullmatch(line):
            questions.append(as_asked(asked, passages, name, number))
            continue
        place = PLACE.fullmatch(line)
        if place is None or place["record"] not in rows:
            raise EvalError(
                f"{name}, line {number}: {line[:40]!r}: '7 record start end' or '? en question | 7+' expected"
            )
        row = rows[place["record"]]
        record = records.setdefault(row.id, _record(row))
        start, end = int(place["start"]), int(place["end"])
        passages[int(place["number"])] = Passage(record.language, record.text[start:end], row.id, start)
    product = head["product"]
    folder = head["path"].partition("/")[0]
    held_out = folder in NEVER_LEARNT and sha256(product.encode()).digest()[1] % 2 == 1
    kept = tuple(records.values())
    return MarkedProduct(head["name"], product, passages, tuple(questions), held_out, kept, head["path"])


def _record(row: DocumentRow) -> Record:
    """As the product would keep it, stars included where the set has them, of five or of ten."""
    rating = row.meta.get("rating") or (row.meta.get("rating_10") or 0) / 2
    return replace(record_of(row), rating=float(rating) or None)
