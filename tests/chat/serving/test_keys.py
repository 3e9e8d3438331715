"""Keys: made by a command, shown once, kept as a digest, refused from the moment they end."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chat.__main__ import main
from chat.keys import NOBODY, Role, accepted, digest_of, new_key, parts_of
from chat.ledger_keyring import LedgerKeyring, keyring_of
from data.settings import Settings

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def keyring(home: Path) -> Iterator[LedgerKeyring]:
    opened = keyring_of(Settings(_env_file=None, home=home))
    yield opened
    opened.close()


def run(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> str:
    assert main(["keys", *words, "--home", str(home)]) == 0
    return capsys.readouterr().out


def test_a_key_is_long_unguessable_and_known_by_its_digest_only() -> None:
    (one, kept), (other, _) = new_key(Role.STAFF, "", NOW), new_key(Role.STAFF, "", NOW)
    assert one != other
    key_id, secret = parts_of(one) or ("", "")
    assert len(secret) == 43
    assert (kept.id, kept.digest) == (key_id, digest_of(secret))
    assert secret not in repr(kept)


def test_a_key_is_accepted_until_it_ends_and_only_as_a_whole() -> None:
    written, kept = new_key(Role.STAFF, "", NOW, NOW + timedelta(days=1))
    _, secret = parts_of(written) or ("", "")
    assert accepted(secret, kept, NOW)
    assert not accepted(secret, kept, NOW + timedelta(days=1))
    assert not accepted(secret[:-1] + ("A" if secret[-1] != "A" else "B"), kept, NOW)
    assert not accepted(secret, None, NOW)
    assert len(NOBODY) == len(kept.digest)


@pytest.mark.parametrize("text", ["", "temoin_", "temoin_zz_x", "a" * 5000, "temoin_0123456789abcdef_" + "é" * 43])
def test_what_does_not_look_like_a_key_is_none_and_opens_no_ledger(text: str, keyring: LedgerKeyring) -> None:
    assert keyring.holder(text) is None
    assert keyring._ledger is None


def test_a_key_made_by_the_command_opens_the_door_and_is_nowhere_in_the_home_folder(
    capsys: pytest.CaptureFixture[str], home: Path, keyring: LedgerKeyring
) -> None:
    written = run(capsys, home, "add", "--role", "staff", "--label", "Zoé").splitlines()[0]
    holder = keyring.holder(written)
    assert holder is not None
    assert holder.role is Role.STAFF
    _, secret = parts_of(written) or ("", "")
    assert secret.encode() not in b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_a_revoked_key_is_refused_at_the_next_request(
    capsys: pytest.CaptureFixture[str], home: Path, keyring: LedgerKeyring
) -> None:
    written = run(capsys, home, "add", "--role", "admin").splitlines()[0]
    holder = keyring.holder(written)
    assert holder is not None
    assert run(capsys, home, "revoke", holder.key_id) == f"Key {holder.key_id} is refused from now on.\n"
    assert keyring.holder(written) is None


def test_a_rotated_key_lives_beside_its_successor_until_its_end(
    capsys: pytest.CaptureFixture[str], home: Path, keyring: LedgerKeyring
) -> None:
    old = run(capsys, home, "add", "--role", "staff", "--label", "console").splitlines()[0]
    key_id = (parts_of(old) or ("", ""))[0]
    new = run(capsys, home, "rotate", key_id, "--hours", "2").splitlines()[0]
    assert keyring.holder(old) is not None
    assert keyring.holder(new) is not None
    listed = {key["id"]: key for key in json.loads(run(capsys, home, "list", "--json"))}
    assert listed[key_id]["ends"] is not None
    assert [key["label"] for key in listed.values()] == ["console", "console"]
    assert all("digest" not in key for key in listed.values())


def test_the_list_says_role_end_and_label_and_no_secret(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert run(capsys, home, "list") == "No keys yet: python -m chat keys add --role staff\n"
    run(capsys, home, "add", "--role", "public", "--label", "boutique", "--days", "30")
    assert re.fullmatch(
        r"[0-9a-f]{16}  public  until 20\d\d-\d\d-\d\d \d\d:\d\d  boutique\n", run(capsys, home, "list")
    )


def test_mistakes_are_one_line_with_the_command_that_helps(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    for words in (["revoke", "zz"], ["rotate", "zz"]):
        assert main(["keys", *words, "--home", str(home)]) == 1
        assert capsys.readouterr().err.endswith("python -m chat keys list shows them\n")
    with pytest.raises(SystemExit):
        main(["keys", "add", "--role", "staff", "--days", "0", "--home", str(home)])
    assert "'0' was given, a number from 1 to 36500 was expected" in capsys.readouterr().err
