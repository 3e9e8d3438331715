"""The house is kept: settings and their example agree, rooms say their question, no import rebinds a builtin."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from data.settings import Settings

ROOT = Path(__file__).parent.parent
ROOMS = {
    "data": "What is UGC?",
    "retrieval": "How is it found?",
    "ingest": "How does it get in?",
    "chat": "How is it said?",
    "ui": "How is it shown?",
    "eval": "Is it good?",
}


def test_the_example_of_settings_names_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    expected = {
        f"TEMOIN_{name.upper()}": "" if field.default is None else str(field.default)
        for name, field in Settings.model_fields.items()
    }
    assert given == expected


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize(("room", "question"), ROOMS.items())
def test_each_room_opens_with_its_question(room: str, question: str) -> None:
    docstring = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8")))
    assert docstring is not None
    assert docstring.splitlines()[0] == question
    assert f"| {question} |" in (ROOT / "README.md").read_text(encoding="utf-8")


def python_files() -> list[Path]:
    return [path for room in (*ROOMS, "tests") for path in (ROOT / room).rglob("*.py")]


def test_no_module_imports_the_eval_room_whole_which_would_rebind_the_builtin() -> None:
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.asname or alias.name.split(".")[0] for alias in node.names]
                assert "eval" not in names, path


def test_no_module_passes_three_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_every_recipe_of_the_makefile_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    for recipe in phony.group(1).split():
        assert re.search(rf"^{recipe}:.*## \S", makefile, re.MULTILINE), recipe


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for group in project["optional-dependencies"].values() for name in group),
    ]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {plain(line.split("==")[0]) for line in lines if "==" in line and not line.startswith("#")}
    assert {plain(re.split(r"[\[<>=]", name)[0]) for name in wanted} - pins == {"temoin"}


def plain(name: str) -> str:
    return name.strip().lower().replace("_", "-")
