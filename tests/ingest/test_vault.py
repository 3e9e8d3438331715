"""Originals are kept only under the shop's key, open only with it, and go with the record."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from data.errors import NotFoundError, SettingsError
from data.ledger import Ledger
from data.settings import Settings
from ingest.pipeline import Options, Stores, ingest
from ingest.vault import original, reseal, vault_of
from tests.imports_for_tests import TODAY, Importer, row
from tests.records_for_tests import Watcher

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ADDRESS = "claire.dubois@example.org"
HIDDEN = f"It leaked at once. Write to me at {ADDRESS} and I will tell you more."
PLAIN = "My very dry skin drinks it up and there is no tightness left."
PASSPHRASE = "un bocal de confiture à la fraise"


def settings(key: str | None = PASSPHRASE, before: str | None = None) -> Settings:
    return Settings(pii_key=key and SecretStr(key), pii_key_before=before and SecretStr(before))


def taken_in(importer: Importer, key: str | None = PASSPHRASE) -> str:
    """Import both texts; the id of the one in which something is hidden."""
    importer.write("a.csv", row(1, HIDDEN, author=ADDRESS), row(2, PLAIN))
    stores = Stores(
        importer.home, importer.ledger, importer.index, importer.model, vault_of(settings(key), importer.ledger)
    )
    ingest([importer.exports], stores, Options(today=TODAY), Watcher())
    (record_id,) = (record.id for record in importer.ledger.records(served_only=False) if "leaked" in record.text)
    return record_id


def test_what_was_hidden_opens_with_the_key_and_only_that_is_kept(importer: Importer) -> None:
    record_id = taken_in(importer)
    ledger = importer.ledger
    assert ledger.originals.count() == 1
    opened = original(vault_of(settings(), ledger), ledger, record_id)
    assert (opened.text, opened.author) == (HIDDEN, ADDRESS)
    assert ADDRESS not in ledger.record(record_id, served_only=False).text
    with pytest.raises(NotFoundError, match="no original of record 'review-0'"):
        original(vault_of(settings(), ledger), ledger, "review-0")


def test_without_a_key_nothing_is_kept_and_nowhere_does_the_address_stand(importer: Importer) -> None:
    taken_in(importer, None)
    assert importer.ledger.originals.count() == 0
    with_key = Importer(importer.home.root.parent / "with key")
    taken_in(with_key)
    with_key.ledger.close()
    importer.ledger.close()
    for path in (*importer.home.root.rglob("*"), *with_key.home.root.rglob("*")):
        assert not path.is_file() or ADDRESS.encode() not in path.read_bytes()


def test_another_key_does_not_open_it_and_says_what_helps(importer: Importer) -> None:
    record_id = taken_in(importer)
    for key in (Fernet.generate_key().decode(), "another passphrase of some length"):
        with pytest.raises(SettingsError, match="TEMOIN_PII_KEY_BEFORE"):
            original(vault_of(settings(key), importer.ledger), importer.ledger, record_id)
    with pytest.raises(SettingsError, match="no key is set"):
        original(None, importer.ledger, record_id)


def test_a_seal_moved_to_another_record_does_not_open(importer: Importer) -> None:
    record_id = taken_in(importer)
    sealed = importer.ledger.originals.find(record_id)
    assert sealed is not None
    importer.ledger.originals.put({"review-2": sealed}, NOW)
    with pytest.raises(SettingsError, match="or is damaged"):
        original(vault_of(settings(), importer.ledger), importer.ledger, "review-2")


def test_a_passphrase_that_is_too_short_is_refused_without_being_shown(importer: Importer) -> None:
    with pytest.raises(SettingsError, match="TEMOIN_PII_KEY has 6 characters") as refused:
        vault_of(settings("secret"), importer.ledger)
    assert "secret" not in str(refused.value)


def test_words_that_changed_and_hide_nothing_any_more_keep_no_original(importer: Importer) -> None:
    taken_in(importer)
    importer.write("a.csv", row(1, "It leaked at once, and I have nothing to add to that."), row(2, PLAIN))
    importer.run()
    assert importer.ledger.originals.count() == 0


def test_resealed_it_opens_with_the_new_key_and_no_longer_with_the_old(importer: Importer) -> None:
    record_id, ledger, new = taken_in(importer), importer.ledger, Fernet.generate_key().decode()
    turning = vault_of(settings(new, PASSPHRASE), ledger)
    assert turning is not None
    assert original(turning, ledger, record_id).text == HIDDEN  # while it lasts, both open
    assert reseal(turning, ledger, Watcher(), NOW) == 1
    assert original(vault_of(settings(new), ledger), ledger, record_id).text == HIDDEN
    with pytest.raises(SettingsError):
        original(vault_of(settings(), ledger), ledger, record_id)


def test_the_same_passphrase_makes_another_key_in_another_ledger(importer: Importer, tmp_path: Path) -> None:
    record_id = taken_in(importer)
    sealed = importer.ledger.originals.find(record_id)
    with Ledger.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        other.originals.put({record_id: sealed or b""}, NOW)
        with pytest.raises(SettingsError):
            original(vault_of(settings(), other), other, record_id)
