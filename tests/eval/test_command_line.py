"""`python -m eval` answers at once: nothing heavy is loaded before it is needed."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter

import pytest

from eval.__main__ import COMMANDS

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "sentence_transformers", "chromadb", "sqlalchemy", "numpy", "pydantic")


def seconds(*words: str) -> tuple[float, str]:
    """How long a command took, the better of three runs, and what it said."""
    times = []
    for _ in range(3):
        began = perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "eval", *words], cwd=ROOT, capture_output=True, text=True, check=True
        )
        times.append(perf_counter() - began)
    return min(times), done.stdout


def test_help_lists_every_command_within_four_tenths_of_a_second() -> None:
    taken, said = seconds("--help")
    assert taken < 0.4
    assert all(name in said for name in COMMANDS)


def test_help_loads_nothing_heavy() -> None:
    code = f"import sys; from eval.__main__ import main\ntry: main(['--help'])\nfinally: print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_can_be_imported_and_has_its_two_functions(name: str) -> None:
    module = import_module(COMMANDS[name][0])
    assert callable(module.add_arguments)
    assert callable(module.run)
