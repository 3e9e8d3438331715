"""The quick tier of S and X1: what strangers wrote stays a quote, and runs nowhere."""

from pathlib import Path

import pytest

from tests.trust.quick import attack_quickly


@pytest.mark.model
@pytest.mark.parametrize("check", ["S1", "S2", "S3"])
def test_poisoned_reviews_stay_quotes_and_answers_stay_useful(check: str, tmp_path: Path, model_home: Path) -> None:
    attack_quickly(check, tmp_path, model_home / "models")


@pytest.mark.browser
def test_no_markup_runs_in_a_browser(tmp_path: Path, chromium: str) -> None:
    attack_quickly("X1", tmp_path, tmp_path / "models")
