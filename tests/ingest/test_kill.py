"""An import killed at any moment leaves what was served; run again, it ends where an undisturbed one ends."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from data.errors import HomeError, IndexUnavailableError
from data.records import Record
from retrieval.centres import Centres
from retrieval.manifest import Manifest
from retrieval.rows import Row
from retrieval.vectors import Floats
from tests.imports_for_tests import Importer, row
from tests.ingest.stopped_import import MOMENTS

ROOT = Path(__file__).parents[2]
WORDS = """zip strap lining colour smell weight hood pocket sleeve collar seam tag winter rain city bike office train dog
 beach morning cousin parcel wash iron stitch buckle fabric button hem pattern""".split()


def said(number: int, verdict: str) -> str:
    """Two sentences of which no two numbers share much."""
    words = Random(number).sample(WORDS, 12)  # noqa: S311 - a game, not a secret
    return f"The {' and the '.join(words[:6])} {verdict}. Bought {number} for {', '.join(words[6:])} days."


EARLIER = [row(number, said(number, "is good")) for number in range(12)]
LATER = [
    *(row(number, said(number, "broke")) for number in range(5)),
    *(row(number, said(number, "is good"), rating=1) for number in range(5, 10)),
    *(row(number, said(number, "surprised me")) for number in range(12, 30)),
    *(row(40 + number, said(number, "broke").replace("Bought", "Boguht"), date="") for number in range(3)),
]
TO_READ = 2 * 5 + 3 * 18
"""Texts the model has not read: a sentence and the whole of each reworded review, both sentences too of a new one."""


@dataclass(frozen=True)
class Result:
    """Everything an import leaves, but for the number of the revision."""

    records: dict[str, Record]
    fingerprints: dict[str, str]
    copies: dict[str, str]
    rows: dict[str, tuple[str, dict[str, object]]]
    manifest: Manifest
    vectors: Floats
    centres: Floats


def result_of(importer: Importer) -> Result:
    snapshot = importer.index.snapshot()
    rows: list[Row] = sorted((r for page in snapshot.store.pages() for r in page), key=lambda r: r.id)
    return Result(
        {record.id: record for record in importer.ledger.records(served_only=False)},
        importer.ledger.fingerprints(),
        importer.ledger.duplicates(),
        {r.id: (r.text, dict(r.metadata)) for r in rows},
        replace(snapshot.manifest, revision=0),
        np.stack([r.vector for r in rows]),
        numbers_of(snapshot.centres),
    )


def numbers_of(centres: Centres) -> Floats:
    totals = {
        **{f"p {k}": t for k, t in centres.passages.items()},
        **{f"q {k}": t for k, t in centres.questions.items()},
    }
    return np.stack([np.append(totals[name].vector, totals[name].count) for name in sorted(totals)])


def assert_same(one: Result, other: Result) -> None:
    for name in Result.__dataclass_fields__:
        value, expected = getattr(one, name), getattr(other, name)
        if isinstance(value, np.ndarray):
            np.testing.assert_allclose(value, expected, atol=1e-4)
        else:
            assert value == expected, name


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an earlier import, and the later export waiting."""
    folder = tmp_path_factory.mktemp("before")
    importer = Importer(folder)
    importer.write("a.csv", *EARLIER)
    importer.run()
    importer.ledger.close()
    importer.write("a.csv", *LATER)
    return folder


@pytest.fixture(scope="module")
def undisturbed(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    importer = Importer(shutil.copytree(before, tmp_path_factory.mktemp("undisturbed") / "shop"))
    report = importer.run(full=True)
    assert (report.new, report.changed, report.duplicate, report.retired) == (18, 10, 3, 2)
    assert report.embedded == TO_READ
    result = result_of(importer)
    importer.ledger.close()
    assert len(result.copies) == 3
    return result


class Imports:
    """Imports in processes of their own that stop at a moment."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._ask, self._answer = process.stdin, process.stdout

    @contextmanager
    def stopped_at(self, moment: str, folder: Path) -> Iterator[None]:
        """An import of the folder that has come to a moment, killed with -9 at the end."""
        self._ask.write(f"{folder}\t{moment}\n")
        self._ask.flush()
        said_what, number = self._answer.readline().split()
        assert said_what == "here", f"the import ended with {number} before its moment came"
        try:
            yield
        finally:
            os.kill(int(number), signal.SIGKILL)
            assert self._answer.readline() == "gone -9\n"


@pytest.fixture(scope="module")
def imports() -> Iterator[Imports]:
    typed = [sys.executable, "-m", "tests.ingest.stopped_import"]
    with subprocess.Popen(typed, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Imports(process)
        process.kill()


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_and_run_again_it_ends_where_an_undisturbed_import_ends(
    moment: str, imports: Imports, before: Path, undisturbed: Result, tmp_path: Path
) -> None:
    folder = shutil.copytree(before, tmp_path / "shop")
    with imports.stopped_at(moment, folder):
        pass
    importer = Importer(folder)
    left = importer.index.snapshot()
    assert left.store.count() == left.manifest.rows
    assert left.version == ("gen-000002" if moment == "after the pointer is moved" else "gen-000001")
    importer.run(full=True)
    assert_same(result_of(importer), undisturbed)
    assert importer.run(full=True).generation is None
    assert not list(importer.home.index.glob("*.partial"))
    importer.ledger.close()


@pytest.mark.parametrize("moment", ["in the middle of the index", "before the pointer is moved"])
def test_a_first_import_that_was_killed_is_completed_by_the_next(moment: str, imports: Imports, tmp_path: Path) -> None:
    undisturbed, killed = Importer(tmp_path / "undisturbed"), Importer(tmp_path / "killed")
    for importer in (undisturbed, killed):
        importer.write("a.csv", *LATER)
    undisturbed.run(full=True)
    with imports.stopped_at(moment, tmp_path / "killed"):
        pass
    with pytest.raises(IndexUnavailableError, match="python -m ingest PATH"):
        killed.index.snapshot()
    killed.run(full=True)
    assert_same(result_of(killed), result_of(undisturbed))
    assert [path.name for path in killed.home.index.glob("gen-*")] == ["gen-000001"]


def test_while_another_process_imports_a_second_one_is_refused_at_once_and_no_text_is_read_twice(
    imports: Imports, before: Path, undisturbed: Result, tmp_path: Path
) -> None:
    folder = shutil.copytree(before, tmp_path / "shop")
    importer = Importer(folder)
    with imports.stopped_at("after vectors are kept", folder):
        started = time.monotonic()
        with pytest.raises(HomeError, match="another import is running"):
            importer.run()
        assert time.monotonic() - started < 60
    report = importer.run(full=True)
    assert report.unchanged == len(LATER)
    assert 0 < report.embedded < TO_READ
    assert_same(result_of(importer), undisturbed)
