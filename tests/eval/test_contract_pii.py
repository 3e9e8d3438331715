"""Personal data found by a masker made for the test, and by the product's own rules."""

import argparse
import json
import re
from pathlib import Path
from typing import Any

import pytest

from data.errors import EvalError
from eval.contracts import pii
from eval.masking import Masked
from tests.eval.small_sets import write_lines


def line(number: int, text: str, **marks: str) -> dict[str, Any]:
    spans = [
        {"type": kind, "start": text.index(value), "end": text.index(value) + len(value), "value": value}
        for kind, value in marks.items()
    ]
    return {"id": f"t{number}", "lang": "en", "text": text, "spans": spans}


LINES = [
    line(
        1,
        "Écrivez à zoé@exemple.fr ou au 06 12 34 56 78",
        EMAIL_ADDRESS="zoé@exemple.fr",
        PHONE_NUMBER="06 12 34 56 78",
    ),
    line(2, "Write to ann@example.org, says Ann Lee", EMAIL_ADDRESS="ann@example.org", PERSON="Ann Lee"),
    line(3, "Lot 2024 arrived whole"),
    line(4, "Rien à signaler"),
]


def masker(text: str, language: str | None) -> list[Masked]:
    """Hides e-mail addresses, and runs of digits one by one."""
    return [Masked(*found.span()) for found in re.finditer(r"\S+@[\w.]+\w|\d+", text)]


def test_the_figures_of_a_masker_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    """Both addresses and the number (its spaces tell nothing) are hidden, the name is not; one of two clean texts is touched."""
    figures = pii.measure(pii.read_texts(write_lines(tmp_path / "t.jsonl", LINES)), masker, "addresses and digits")
    values = {name: (score.value, score.n) for name, score in figures.measures.items()}
    assert values == {
        "recall@EMAIL_ADDRESS": (1.0, 2), "recall@PERSON": (0.0, 1), "recall@PHONE_NUMBER": (1.0, 1),
        "recall": (0.75, 4), "false_rate": (0.5, 2),
    }  # fmt: skip
    assert figures.notes["masking"] == "addresses and digits"


def test_what_is_hidden_only_in_part_is_not_found(tmp_path: Path) -> None:
    rows = pii.read_texts(write_lines(tmp_path / "t.jsonl", [LINES[1]]))
    figures = pii.measure(rows, lambda text, language: [Masked(text.index("Ann"), text.index("Ann") + 3)])
    assert figures.measures["recall@PERSON"].value == 0
    assert figures.measures["false_rate"].n == 0, "no text is clean"


def test_the_products_own_rules_are_measured_and_named(tmp_path: Path) -> None:
    """Addresses and telephone numbers are hidden, and a lot's number is not."""
    out = tmp_path / "out.json"
    assert pii.run(argparse.Namespace(texts=write_lines(tmp_path / "t.jsonl", LINES), json=out)) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert "own rules" in told["masking"]
    found = {name: score["value"] for name, score in told["measures"].items()}
    assert (found["recall@EMAIL_ADDRESS"], found["recall@PHONE_NUMBER"], found["false_rate"]) == (1, 1, 0)


def test_every_mistake_is_told(tmp_path: Path) -> None:
    wrong = {**LINES[1], "id": "t7", "spans": [{"type": "PERSON", "start": 0, "end": 5, "value": "Ann L"}]}
    outside = {**LINES[2], "id": "t5", "spans": [{"type": "PERSON", "start": 3, "end": 900}]}
    lines = [LINES[0], LINES[0], wrong, outside, {"id": "t6", "text": "no spans"}, "[]"]
    with pytest.raises(EvalError) as raised:
        pii.read_texts(write_lines(tmp_path / "t.jsonl", lines))
    told = str(raised.value)
    assert "5 mistakes" in told
    for part in (
        "line 2: id 't1'",
        "holds 'Write', not 'Ann L'",
        "is not inside a text of 22 characters",
        "line 5: spans",
        "line 6: row",
    ):
        assert part in told


def test_an_empty_file_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="holds no line"):
        pii.read_texts(write_lines(tmp_path / "t.jsonl", []))
