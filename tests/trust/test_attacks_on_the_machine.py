"""The quick tier of R and G1: nothing acknowledged is lost, nothing erased is left, whatever happens to the machine."""

from pathlib import Path

import pytest

from tests.trust.quick import attack_quickly


@pytest.mark.parametrize("check", ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "G1"])
def test_the_promise_holds_whatever_happens(check: str, tmp_path: Path) -> None:
    attack_quickly(check, tmp_path, tmp_path / "models")
