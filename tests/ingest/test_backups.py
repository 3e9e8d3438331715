"""Backup and restore: the same ledger and the same rows again, nobody who was erased, and never neither of two."""

import errno
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.api_keys import ApiKey
from data.backups import Backup, backups_in, read_backup
from data.erasures import note_erased
from data.errors import HomeError, LedgerError
from data.ledger import Ledger
from ingest import restoring
from ingest.__main__ import main
from ingest.erasure_contributor import Contributor, stones_for
from ingest.pipeline import Stores, rebuild
from ingest.restoring import Restored, made, restore
from tests.imports_for_tests import Importer, assert_index_says_what_the_ledger_says, row
from tests.records_for_tests import Watcher

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DRY = "My very dry skin drinks it up and there is no tightness left."
PUMP = "The pump of the second bottle broke within a week, sadly."
SMELL = "It smells of fresh almond and of nothing else, which I like."


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("TEMOIN_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def filled(importer: Importer) -> Importer:
    importer.write("a.csv", row(1, DRY), row(2, PUMP), row(3, SMELL))
    importer.run()
    return importer


def backed_up(importer: Importer) -> Backup:
    return made(importer.ledger, importer.home.backups, Watcher(), "Zoé", NOW, 30)


def put_back(importer: Importer, backup: Backup, *, replace: bool = True) -> Restored:
    home = importer.home
    return restore(backup, home, home.ledger_url, Watcher(), replace=replace, actor="Zoé", now=datetime.now(UTC))


def rebuilt(importer: Importer) -> None:
    rebuild(Stores(importer.home, importer.ledger, importer.index, importer.model), Watcher())


def test_a_backup_put_back_gives_the_same_ledger_and_the_same_rows(filled: Importer) -> None:
    before, backup = filled.ledger.care.content().hash, backed_up(filled)
    for number in range(3):
        filled.write(f"b{number}.csv", row(10 + number, f"Something else to say, number {number}, of the box."))
        filled.run()
        done = put_back(filled, backup)
        assert (done.records, done.left_out) == (3, 0)
        rebuilt(filled)
        assert filled.ledger.care.content().hash == before
        assert_index_says_what_the_ledger_says(filled)
    acts = [event.action for event in filled.ledger.audit.read() if event.actor == "Zoé"]
    assert acts == [*["ledger restored"] * 3, "backup made"]


def test_a_key_that_was_ended_since_the_backup_stays_ended_and_a_new_one_stays(filled: Importer) -> None:
    keys = filled.ledger.keys
    keys.add(ApiKey("old", "admin", "left the shop", "digest 1", NOW))
    backup = backed_up(filled)
    keys.end("old", NOW)
    keys.add(ApiKey("new", "admin", "came after", "digest 2", NOW))
    put_back(filled, backup)
    assert {key.id: key.ends for key in keys.all()} == {"old": NOW, "new": None}


def test_a_home_that_holds_something_is_not_replaced_unasked(filled: Importer) -> None:
    backup = backed_up(filled)
    with pytest.raises(HomeError, match="holds 3 records: --replace"):
        put_back(filled, backup, replace=False)
    assert not filled.home.to_rebuild.exists()


def test_what_is_replaced_is_laid_aside_as_a_backup(filled: Importer) -> None:
    backup = backed_up(filled)
    filled.write("b.csv", row(4, "A fourth person finds the lid too tight to open."))
    filled.run()
    before = put_back(filled, backup).before
    assert before is not None
    assert read_backup(before).counts["records"] == 4


def test_whoever_was_erased_since_does_not_come_back(filled: Importer) -> None:
    backup = backed_up(filled)
    ledger, salt = filled.ledger, filled.ledger.journal.salt()
    who = Contributor(("author 2",))
    ids = ledger.ids_of_author("author 2")
    for stone in stones_for(who, list(ledger.records_among(ids).values()), salt):
        ledger.journal.add_tombstone(stone, NOW)
    ledger.erase(ids)
    done = put_back(filled, backup)
    assert (done.records, done.left_out) == (2, 1)
    rebuilt(filled)
    assert set(filled.served().values()) == {DRY, SMELL}
    filled.run()
    assert set(filled.served().values()) == {DRY, SMELL}
    filled.ledger.close()
    for path in filled.home.root.glob("ledger.db*"):
        assert PUMP.encode() not in path.read_bytes()


def test_nobody_comes_back_either_when_the_ledger_that_knew_is_damaged(filled: Importer) -> None:
    backup, salt = backed_up(filled), filled.ledger.journal.salt()
    for stone in stones_for(Contributor(("author 2",)), [], salt):
        note_erased(filled.home.erased, salt, stone, NOW)
    filled.ledger.close()
    file = filled.home.root / "ledger.db"
    file.write_bytes(b"nonsense" * 4000)
    done = put_back(filled, backup)
    assert (done.records, done.left_out) == (2, 1)
    assert done.before is not None
    assert (done.before / "ledger.db").read_bytes().startswith(b"nonsense")
    with Ledger.open(filled.home.ledger_url) as ledger:
        assert {record.text for record in ledger.records()} == {DRY, SMELL}


def test_a_backup_is_not_put_into_another_ledger_that_erased_people(filled: Importer, tmp_path: Path) -> None:
    backup, other = backed_up(filled), Importer(tmp_path / "other")
    other.ledger.journal.add_tombstone("aa", NOW)
    with pytest.raises(LedgerError, match="into a home of its own"):
        put_back(other, backup)
    other.ledger.close()


@pytest.mark.parametrize("moment", ["_note", "stage"])
def test_stopped_before_the_ledger_is_replaced_the_old_one_is_there(
    filled: Importer, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, before = backed_up(filled), filled.ledger.care.content().hash
    monkeypatch.setattr(restoring, moment, stopped)
    with pytest.raises(KeyboardInterrupt):
        put_back(filled, backup)
    assert filled.ledger.care.content().hash == before
    assert_index_says_what_the_ledger_says(filled)
    assert not list(filled.home.root.glob("restored*"))


def test_stopped_before_the_index_is_built_the_next_import_builds_it_from_nothing(filled: Importer) -> None:
    backup = backed_up(filled)
    filled.write("b.csv", row(4, "A fourth person finds the lid too tight to open."))
    filled.run()
    put_back(filled, backup)
    assert filled.home.to_rebuild.exists()
    (filled.exports / "b.csv").unlink()
    assert filled.run().generation is not None
    assert_index_says_what_the_ledger_says(filled)
    assert not filled.home.to_rebuild.exists()


def test_the_commands_back_up_list_and_drop_what_is_over(filled: Importer, capsys: pytest.CaptureFixture[str]) -> None:
    home = str(filled.home.root)
    assert main(["backup", "--home", home, "--keep-days", "1", "--json"]) == 0
    (kept,) = json.loads(capsys.readouterr().out)["backups"]
    assert kept["counts"]["records"] == 3
    manifest = Path(kept["folder"]) / "manifest.json"
    manifest.write_text(manifest.read_text().replace(kept["expires"], "2020-01-01T00:00:00+00:00"))
    assert main(["backup", "--home", home]) == 0
    assert "dropped" in capsys.readouterr().out
    assert main(["backup", "--list", "--home", home]) == 0
    assert capsys.readouterr().out.endswith("1 backups\n")
    assert len(backups_in(filled.home.backups)) == 1
    assert main(["audit", "--home", home]) == 0
    assert capsys.readouterr().out.count("backup made") == 2


def test_a_restore_that_cannot_be_is_told_in_one_line(filled: Importer, capsys: pytest.CaptureFixture[str]) -> None:
    home = str(filled.home.root)
    assert main(["restore", "newest", "--home", home]) == 1
    assert "python -m ingest backup" in capsys.readouterr().err
    backup = backed_up(filled)
    shutil.rmtree(backup.folder)
    assert main(["restore", backup.folder.name, "--home", home]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def stopped(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_restore_on_a_full_disk_is_told_in_one_line_and_replaces_nothing(
    filled: Importer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, before = str(filled.home.root), filled.served()
    backed_up(filled)

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "ledger.db")

    monkeypatch.setattr(shutil, "copyfile", no_room)
    assert main(["restore", "newest", "--replace", "--home", home]) == 1
    told = capsys.readouterr().err
    assert "ingest: ledger.db cannot be written: free some space on its disk" in told
    assert filled.served() == before
