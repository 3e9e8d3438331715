"""`verify` finds what is wrong anywhere and says which command helps; on a sound home it says so and returns 0."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

import ingest.commands.verify as command
from ingest.__main__ import main
from ingest.pipeline import Stores
from ingest.restoring import made
from ingest.verifying import Verification, verify
from retrieval.checksums import with_checksum
from retrieval.rows import Row
from tests.imports_for_tests import FakeModel, Importer, expected_rows, row
from tests.records_for_tests import Watcher

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DRY = "My very dry skin drinks it up. There is no tightness left at night."
PUMP = "The pump of the second bottle broke within a week, sadly."


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("TEMOIN_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def filled(importer: Importer) -> Importer:
    importer.write("a.csv", row(1, DRY), row(2, PUMP))
    importer.run()
    return importer


def stores_of(importer: Importer) -> Stores:
    return Stores(importer.home, importer.ledger, importer.index, importer.model)


def verified(importer: Importer) -> Verification:
    return verify(stores_of(importer), Watcher(), NOW)


def told(importer: Importer) -> dict[str, str]:
    return {finding.what: finding.remedy for finding in verified(importer).findings}


def test_a_sound_home_is_sound(filled: Importer) -> None:
    found = verified(filled)
    assert found.sound
    assert (found.records, found.rows) == (2, len(expected_rows(filled)))
    assert found.ledger == filled.ledger.care.content().hash


def test_an_empty_home_is_sound(importer: Importer) -> None:
    assert verified(importer).sound


def lose(row: Row) -> list[Row]:
    return []


def bend(row: Row) -> list[Row]:
    return [replace(row, vector=np.roll(row.vector, 1))]


def reword(row: Row) -> list[Row]:
    return [replace(row, text=row.text + " Not.")]


def another_vector(row: Row) -> list[Row]:
    """One that agrees with its own checksum."""
    return [with_checksum(replace(row, vector=np.roll(row.vector, 1)))]


def stray(row: Row) -> list[Row]:
    return [row, replace(row, id="review-0:0-4", metadata={**row.metadata, "record_id": "review-0"})]


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lose, "rows the ledger asks for are not in the index"),
        (bend, "vectors are not those that were written"),
        (reword, "rows of the index say other than the ledger"),
        (another_vector, "rows of the index say other than the ledger"),
        (stray, "rows of the index have no record in the ledger"),
    ],
)
def test_a_row_that_is_not_what_the_ledger_says_is_found(
    filled: Importer, damage: Callable[[Row], list[Row]], what: str
) -> None:
    filled.index._probe = lambda: nullcontext(lambda folder: None)  # as if the fault had come after the build
    with filled.index.draft("fake-1") as draft:
        (first, *_) = sorted((row for page in draft.store.pages() for row in page), key=lambda row: row.id)
        draft.store.remove([first])
        draft.store.add(damage(first))
        rows = [row for page in draft.store.pages() for row in page]
        draft.commit(replace(draft.base, rows=len(rows)))
    assert told(filled)[what] == "python -m ingest rebuild"


def test_an_index_that_is_damaged_behind_or_of_another_model_is_found(filled: Importer) -> None:
    filled.ledger.retire([next(record.id for record in filled.ledger.records())])
    assert "the index is behind the ledger" in told(filled)
    filled.model = FakeModel()
    filled.model.embedder.model_id = "fake-2"
    assert "the index is of another model than the settings name" in told(filled)
    filled.home.to_rebuild.touch()
    filled.model = FakeModel()
    assert "the index is older than the ledger that was restored" in told(filled)
    (filled.home.index / "gen-000001" / "chroma.sqlite3").write_bytes(b"")
    assert told(filled)["the index is damaged"] == "python -m ingest rebuild"


def test_a_fault_in_the_ledger_is_found(filled: Importer) -> None:
    with closing(sqlite3.connect(filled.home.root / "ledger.db")) as file, file:
        file.execute("UPDATE records SET duplicate_of = 'review-nobody' WHERE rowid = 1")
    assert "faults in the ledger's database" in told(filled)


def test_backups_that_are_damaged_or_kept_too_long_are_found(filled: Importer) -> None:
    for days in (1, 40):
        made(filled.ledger, filled.home.backups, Watcher(), "Zoé", NOW - timedelta(days=days), 30)
    newest = max(filled.home.backups.iterdir())
    (newest / "ledger.db").write_bytes(b"")
    assert {"backups are damaged", "backups are kept longer than said"} <= told(filled).keys()


def test_the_command_reports_as_json_and_by_its_status(
    filled: Importer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.model.ModelSource.made", lambda self, model_id: model_id == "fake-1")
    assert command.__doc__
    assert main(["verify", "--json", "--home", str(filled.home.root)]) == 0
    assert json.loads(capsys.readouterr().out)["sound"] is True
    (filled.home.index / "CURRENT").write_text("gen-000009")
    assert main(["verify", "--home", str(filled.home.root)]) == 1
    assert "what helps: python -m ingest rebuild" in capsys.readouterr().out
