"""The quick tier of the API's ids and of load: no 5xx, no leak, no open door, no connection that stays."""

from pathlib import Path

import pytest

from tests.trust.quick import attack_quickly


@pytest.mark.parametrize("check", ["X3", "F1", "F2", "A1", "G2", "L3", "L4"])
def test_the_promise_holds_against_every_client(check: str, tmp_path: Path) -> None:
    attack_quickly(check, tmp_path, tmp_path / "models")


@pytest.mark.model
@pytest.mark.parametrize("check", ["L1", "L2", "N1"])
def test_the_promise_holds_at_work(check: str, tmp_path: Path, model_home: Path) -> None:
    attack_quickly(check, tmp_path, model_home / "models")
