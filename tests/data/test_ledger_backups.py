"""A backup is one moment of the ledger, whichever database it lives in, and comes back as it was or not at all."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.backups import Backup, backups_in, drop_expired, fault_of, read_backup
from data.erasures import agreed, mark_of, note_erased, noted
from data.errors import LedgerError
from data.identity import fingerprint
from data.journal import AskedQuestion, Decision
from data.ledger import Ledger
from data.restoring import stage
from tests.records_for_tests import review

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Told:
    """Remembers how far a copy said it was."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def __call__(self, done: int, total: int) -> None:
        self.steps.append((done, total))


def keep(ledger: Ledger, *numbers: int) -> None:
    found = [review(number, f"Ça tient très bien, number {number}.") for number in numbers]
    ledger.put_records([(record, fingerprint(record)) for record in found])


def filled(ledger: Ledger) -> Ledger:
    keep(ledger, *range(40))
    ledger.mark_duplicates({review(1, "").id: review(0, "").id})
    ledger.journal.add_decision(Decision(review(2, "").id, "hand", "1", "rejected", None, "Zoé", NOON))
    ledger.journal.add_question(AskedQuestion("Taille ?", None, "fr", "no_evidence", NOON))
    ledger.originals.put({review(3, "").id: b"\x00sealed\xff"}, NOON)
    return ledger


def test_a_backup_says_what_the_ledger_says(ledger: Ledger, tmp_path: Path) -> None:
    told = Told()
    made = filled(ledger).care.backup(tmp_path / "backups", NOON, told)
    assert made.ledger == ledger.care.content().hash
    assert made.counts["records"] == 40
    assert told.steps[-1][0] == told.steps[-1][1] > 0
    assert read_backup(made.folder) == made
    assert fault_of(made) is None
    assert made.expires == NOON + timedelta(days=30)
    assert sorted(path.name for path in made.folder.iterdir()) == ["ledger.db", "manifest.json"]
    assert made.path.stat().st_mode & 0o077 == 0


def test_a_backup_put_back_is_the_same_ledger_and_goes_on_counting(ledger: Ledger, tmp_path: Path) -> None:
    made = filled(ledger).care.backup(tmp_path / "backups", NOON, Told())
    before = list(ledger.records(served_only=False))
    keep(ledger, 50)
    ledger.erase([review(5, "").id])
    revision = ledger.revision()
    staged = tmp_path / "staged.db"
    assert stage(made, staged, lambda ledger: None, revision) == 40
    ledger.care.replace_by(staged, Told())
    assert list(ledger.records(served_only=False)) == before
    assert ledger.care.content().hash == made.ledger
    assert ledger.care.faults() == []
    assert ledger.revision() > revision
    ledger.journal.add_question(AskedQuestion("Lavable ?", None, "fr", "no_evidence", NOON))
    assert len(ledger.journal.questions()) == 2


def test_a_backup_of_one_database_is_put_back_into_the_other(
    ledger: Ledger, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = filled(ledger).care.backup(tmp_path / "backups", NOON, Told())
    with Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('other') / 'ledger.db'}") as other:
        staged = tmp_path / "staged.db"
        stage(made, staged, lambda ledger: None, 0)
        other.care.replace_by(staged, Told())
        assert other.care.content().hash == made.ledger == ledger.care.content().hash


def test_a_backup_made_while_others_write_is_one_moment_and_keeps_nobody_waiting(
    ledger: Ledger, tmp_path: Path
) -> None:
    keep(ledger, *range(200))
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        number = 1000
        while not stop.is_set():
            keep(ledger, number, number + 1)  # both, or neither
            written.append(number)
            number += 2

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [ledger.care.backup(tmp_path / f"b{i}", NOON, Told()) for i in range(3)]
    finally:
        stop.set()
        writer.join()
    assert written
    assert all(backup.counts["records"] % 2 == 0 for backup in made)
    assert all(fault_of(backup) is None for backup in made)


@pytest.fixture
def backup(sqlite_ledger_url: str, tmp_path: Path) -> Backup:
    with Ledger.open(sqlite_ledger_url) as ledger:
        return filled(ledger).care.backup(tmp_path / "backups", NOON, Told(), keep_days=2)


@pytest.mark.parametrize("damage", ["cut", "flip", "lost", "sparse"])
def test_a_damaged_backup_is_refused_before_anything_is_replaced(backup: Backup, tmp_path: Path, damage: str) -> None:
    content = backup.path.read_bytes()
    if damage == "cut":
        backup.path.write_bytes(content[: len(content) // 2])
    elif damage == "flip":
        backup.path.write_bytes(content[:5000] + bytes([content[5000] ^ 8]) + content[5001:])
    elif damage == "sparse":
        with backup.path.open("r+b") as file:
            file.truncate(len(content) + 50_000_000)
    else:
        backup.path.unlink()
    with pytest.raises(LedgerError, match="is not what was written"):
        stage(backup, tmp_path / "staged.db", lambda ledger: None, 0)


def test_a_manifest_that_is_none_is_told_and_left_out_of_the_list(backup: Backup) -> None:
    (backup.folder / "manifest.json").write_text("[" * 9000)
    with pytest.raises(LedgerError, match="no backup that can be read"):
        read_backup(backup.folder)
    assert backups_in(backup.folder.parent) == []


def test_a_backup_goes_when_its_time_is_over(backup: Backup) -> None:
    place = backup.folder.parent
    assert drop_expired(place, NOON + timedelta(days=1)) == []
    assert drop_expired(place, NOON + timedelta(days=2)) == [backup]
    assert list(place.iterdir()) == []


def test_what_damaged_and_killed_ones_left_goes_too(backup: Backup) -> None:
    place = backup.folder.parent
    for name in ("damaged-20260601T120000Z", "20260601T130000-000000Z.partial"):
        (place / name).mkdir()
        (place / name / "ledger.db").touch()
    now = datetime.now(UTC)
    drop_expired(place, now)
    assert len(list(place.iterdir())) == 2 + (not backup.has_expired(now))
    drop_expired(place, now + timedelta(days=31))
    assert list(place.iterdir()) == []


def test_a_backup_that_was_killed_is_no_backup(backup: Backup) -> None:
    place = backup.folder.parent
    backup.folder.rename(place / "20260601T120000-000000Z.partial")
    assert backups_in(place / "none") == []
    assert [one for one in backups_in(place) if not one.folder.name.endswith(".partial")] == []


def test_erasures_are_noted_beside_the_ledger_without_a_name(tmp_path: Path) -> None:
    file = tmp_path / "erased.jsonl"
    assert noted(file) == []
    note_erased(file, "salt", "a1b2", NOON)
    with file.open("a") as lines:
        lines.write('{"salt": "cut sho')
    assert [(one.salt, dict(one.contributors)) for one in noted(file)] == [(mark_of("salt"), {"a1b2": NOON})]
    assert agreed(noted(file), "salt") == {"a1b2": NOON}
    with pytest.raises(LedgerError, match="erased here from another ledger"):
        agreed(noted(file), "another salt")
