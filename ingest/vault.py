"""The vault: what people wrote before personal data was hidden in it, sealed with the shop's key, opened by staff.

Without a key nothing is kept. The key is never written down; a passphrase becomes one by scrypt, salted with the secret
of the ledger. Sealing is Fernet (AES-128-CBC with HMAC-SHA-256), which also tells a damaged seal.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from data.errors import NotFoundError, SettingsError
from data.ledger import Ledger
from data.records import Record
from data.settings import Settings
from retrieval.builder import Watcher

SHORTEST: Final = 16
"""Characters of a passphrase."""
WORK: Final = {"n": 2**15, "r": 8, "p": 1}
NAMES: Final = ("TEMOIN_PII_KEY", "TEMOIN_PII_KEY_BEFORE")
REMEDY: Final = "set TEMOIN_PII_KEY to the key it was sealed with, or that one as TEMOIN_PII_KEY_BEFORE"


@dataclass(frozen=True, slots=True)
class Original:
    """Every field of a record in which something was hidden, as its source had it."""

    record_id: str
    text: str
    title: str | None
    author: str | None
    incentive: str | None
    attributes: Mapping[str, str]
    speakers: tuple[str, ...]


class Vault:
    """Seals with one key; opens with it or with the one before it."""

    def __init__(self, *keys: bytes) -> None:
        """Fernet keys, the one that seals first."""
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def seal(self, record: Record) -> bytes:
        """The record's own words, unreadable without the key."""
        said = {
            "record_id": record.id,
            "text": record.text,
            "title": record.title,
            "author": record.author,
            "incentive": record.provenance.incentive,
            "attributes": record.attributes,
            "speakers": sorted({cue.speaker for cue in record.cues if cue.speaker}),
        }
        return self._fernet.encrypt(json.dumps(said, ensure_ascii=True).encode())

    def open(self, record_id: str, sealed: bytes) -> Original:
        """What was sealed of a record.

        Raises:
            SettingsError: with another key, or the seal is damaged or another record's.
        """
        try:
            said: dict[str, Any] = json.loads(self._fernet.decrypt(sealed))
        except InvalidToken as error:
            raise _wrong(record_id) from error
        if said["record_id"] != record_id:
            raise _wrong(record_id)
        return Original(**{**said, "speakers": tuple(said["speakers"])})

    def again(self, record_id: str, sealed: bytes) -> bytes:
        """The same, sealed with the key of today (`SettingsError` when neither key opens it)."""
        try:
            return self._fernet.rotate(sealed)
        except InvalidToken as error:
            raise _wrong(record_id) from error


def vault_of(settings: Settings, ledger: Ledger) -> Vault | None:
    """The vault of an installation; `None` where the shop set no key.

    Raises:
        SettingsError: a key is neither a Fernet key nor a long enough passphrase.
    """
    given = [settings.pii_key, settings.pii_key_before]
    if given[0] is None:
        return None
    salt = ledger.journal.salt()
    said = zip(NAMES, given, strict=True)
    return Vault(*(_key(name, key.get_secret_value(), salt) for name, key in said if key is not None))


def keep_originals(
    vault: Vault | None, ledger: Ledger, given: Iterable[Record], hidden: set[str], at: datetime
) -> None:
    """Keep the originals of records in which something was hidden; of the others an older one goes.

    Args:
        given: records as their source has them, new or changed.
        hidden: ids of those in which something was hidden.
    """
    records = list(given)
    sealed = {record.id: vault.seal(record) for record in records if record.id in hidden} if vault else {}
    if ledger.originals.count():
        ledger.originals.drop([record.id for record in records if record.id not in sealed])
    ledger.originals.put(sealed, at)


def original(vault: Vault | None, ledger: Ledger, record_id: str) -> Original:
    """What a record said before personal data was hidden in it.

    Raises:
        NotFoundError: none is kept of this record.
        SettingsError: there is no key, or another one.
    """
    sealed = ledger.originals.find(record_id)
    if sealed is None:
        raise NotFoundError(
            f"no original of record {record_id!r} is kept: nothing was hidden in it, or no key was set when it came in"
        )
    if vault is None:
        raise SettingsError(f"the original of record {record_id!r} is sealed and no key is set: {REMEDY}")
    return vault.open(record_id, sealed)


def reseal(vault: Vault, ledger: Ledger, watcher: Watcher, at: datetime) -> int:
    """Seal every original with today's key; how many. Stopped anywhere, run again.

    Raises:
        SettingsError: one opens with neither key; it and those after it are as they were.
    """
    progress, done = watcher.begin("reseal", ledger.originals.count()), 0
    for block in ledger.originals.blocks():
        ledger.originals.put({record_id: vault.again(record_id, sealed) for record_id, sealed in block.items()}, at)
        progress(len(block))
        done += len(block)
    return done


def _key(name: str, said: str, salt: str) -> bytes:
    try:
        Fernet(said)
    except ValueError:
        if len(said) < SHORTEST:
            raise SettingsError(
                f"{name} has {len(said)} characters: a passphrase of {SHORTEST} or more, or a Fernet key, was expected"
            ) from None
        return base64.urlsafe_b64encode(Scrypt(salt=salt.encode(), length=32, **WORK).derive(said.encode()))
    return said.encode()


def _wrong(record_id: str) -> SettingsError:
    return SettingsError(f"the original of record {record_id!r} does not open with this key, or is damaged: {REMEDY}")
