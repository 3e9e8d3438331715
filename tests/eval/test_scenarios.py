"""Scenarios are read as they are marked, and every mistake in one is told with its line."""

from pathlib import Path

import pytest

from data.errors import EvalError
from eval.cross_encoder_examples import NO_SIDE, Says, scenario_pairs
from eval.scenarios import HELD_OUT, read_scenarios, shipped_scenarios

WRITTEN = """## Bonnet Ourlik | vêtements
1 fr Il gratte le front, mais il tient chaud.
2 en My forehead says no.
3 fr Livré en deux jours.
? en Is it itchy? | 1- 2-
? fr la chaleur | 1+ 3o
? fr en rouge ? |
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_scenario_is_read_as_it_is_written(tmp_path: Path) -> None:
    (scenario,) = read_scenarios(written(tmp_path, WRITTEN))
    assert scenario.product == "Bonnet Ourlik"
    assert scenario.passages[2].text == "My forehead says no."
    assert [(asked.language, asked.text, dict(asked.marks)) for asked in scenario.questions] == [
        ("en", "Is it itchy?", {1: "-", 2: "-"}),
        ("fr", "la chaleur", {1: "+", 3: "o"}),
        ("fr", "en rouge ?", {}),
    ]
    assert [record.id for record in scenario.records()] == [f"scenario-bonnet-ourlik-{n}" for n in (1, 2, 3)]


def test_every_passage_is_a_pair_with_its_sign(tmp_path: Path) -> None:
    pairs = list(scenario_pairs(read_scenarios(written(tmp_path, WRITTEN))))
    assert len(pairs) == 9
    assert [(pair.says, pair.side) for pair in pairs[:3]] == [(Says.ANSWER, 1), (Says.ANSWER, 1), (Says.OTHER, NO_SIDE)]
    assert [pair.says for pair in pairs[3:6]] == [Says.ANSWER, Says.OTHER, Says.NEAR]
    assert {pair.says for pair in pairs[6:]} == {Says.OTHER}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("1 fr Un texte.\n", "line 1: a line '## product"),
        ("## A | b\n1 de Ein Text.\n", "line 2"),
        ("## A | b\n1 fr Un.\n1 fr Deux.\n", "line 3"),
        ("## A | b\n1 fr Un.\n? fr Quoi ? | 2+\n", "'2\\+'"),
        ("## A | b\n1 fr Un.\n? fr Quoi ? | 1*\n", "'1\\*'"),
        ("## A | b\n1 fr Un.\n? fr Quoi ? | 1+ 1-\n", "'1-'"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, wrong: str, told: str) -> None:
    with pytest.raises(EvalError, match=told):
        read_scenarios(written(tmp_path, wrong))


def test_those_that_are_shipped_have_both_languages_and_questions_nobody_answers() -> None:
    scenarios = shipped_scenarios()
    asked = [asked for scenario in scenarios for asked in scenario.questions]
    assert len({scenario.product_id for scenario in scenarios}) == len(scenarios) > 250
    assert min(sum(one.language == code for one in asked) for code in ("fr", "en")) > len(asked) / 3
    nobody = sum(all(mark == "o" for mark in one.marks.values()) for one in asked)
    assert len(asked) / 8 < nobody < len(asked) / 2
    assert sum(scenario.held_out for scenario in scenarios) % HELD_OUT == 0
