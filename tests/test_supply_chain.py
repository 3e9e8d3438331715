"""No pinned or installed package is older than the version that fixed a hole we know of, and none runs foreign code."""

import ast
import re
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
ROOMS = ("data", "retrieval", "ingest", "chat", "ui", "eval")
FLOORS = {
    "aiohttp": ("3.13.3", "CVE-2025-69223: answers that unpack without bounds"),
    "certifi": ("2024.7.4", "CVE-2024-39689: certificates of a distrusted authority"),
    "fastapi": ("0.109.1", "CVE-2024-24762: a content type that takes minutes to read"),
    "gradio": ("6.15.0", "CVE-2026-48545: cookies of one user sent for another"),
    "h11": ("0.16.0", "CVE-2025-43859: request smuggling by chunked bodies"),
    "idna": ("3.7", "CVE-2024-3651: names that take minutes to encode"),
    "jinja2": ("3.1.6", "CVE-2025-27516: a way out of the sandbox"),
    "langchain-core": ("1.2.5", "CVE-2025-68664: text taken for serialised objects"),
    "langgraph-checkpoint": ("3.0.0", "CVE-2025-64439: code run from a stored JSON"),
    "pillow": ("11.3.0", "CVE-2025-48379: a buffer written past its end"),
    "protobuf": ("6.31.1", "CVE-2025-4565: nesting without bounds"),
    "pydantic": ("2.4.0", "CVE-2024-3772: an address that takes minutes to check"),
    "python-multipart": ("0.0.27", "CVE-2026-42561: parts with headers without bounds"),
    "pyyaml": ("5.4", "CVE-2020-14343: code run from YAML"),
    "requests": ("2.32.4", "CVE-2024-47081: passwords sent to another host"),
    "starlette": (
        "1.3.1",
        "CVE-2026-48710: checks by path passed with a Host header; CVE-2026-54283: forms without bounds",
    ),
    "torch": ("2.6.0", "CVE-2025-32434: code run from a file of weights"),
    "tqdm": ("4.66.3", "CVE-2024-34062: code run from an argument"),
    "transformers": ("4.48.0", "CVE-2024-11392, -11393, -11394: code run from model files"),
    "urllib3": ("2.6.0", "CVE-2025-66418, CVE-2025-66471: answers that unpack without bounds"),
}
"""The first version without the hole; packages we do not ask for ourselves come with those we do."""


def pins() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    named = (line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    return {canonicalize_name(name): Version(number) for name, number in named}


def wanted() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(line) for line in project["dependencies"]]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_what_is_pinned_and_what_is_installed_are_past_the_holes_we_know(name: str) -> None:
    floor, hole = FLOORS[name]
    assert pins()[name] >= Version(floor), hole
    try:
        assert Version(version(name)) >= Version(floor), hole
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed here")


def test_everything_we_ask_for_ourselves_is_pinned_and_has_a_floor() -> None:
    assert [one.name for one in wanted() if not len(one.specifier) or canonicalize_name(one.name) not in pins()] == []


def test_what_is_installed_is_what_is_pinned() -> None:
    found = {}
    for name, pinned in pins().items():
        try:
            installed = Version(version(name))
        except PackageNotFoundError:
            continue
        if installed.public != pinned.public:
            found[name] = (str(installed), str(pinned))
    assert found == {}


def sources() -> list[Path]:
    return [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]


SUSPECT = re.compile(r"pickle|dill|joblib|marshal|shelve|\b(eval|exec)\(|os\.system|yaml|trust_remote_code")


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """Every call in the modules of ours that name something suspect, with the dotted name of what is called."""
    texts = [path.read_text(encoding="utf-8") for path in sources()]
    trees = [ast.parse(text) for text in texts if SUSPECT.search(text)]
    return [(ast.unparse(n.func), n) for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Call)]


def test_nothing_of_ours_unpacks_objects_or_runs_text() -> None:
    runs = re.compile(
        r"(pickle|dill|joblib|marshal|shelve)\.\w+|eval|exec|os\.system|yaml\.(full_|unsafe_)?load(_all)?"
    )
    found = [ast.unparse(call) for name, call in calls() if runs.fullmatch(name)]
    assert [call for call in found if not re.search(r"Loader=yaml\.C?BaseLoader\)", call)] == []


def test_no_model_may_bring_its_own_code() -> None:
    given = [word for _, call in calls() for word in call.keywords if word.arg == "trust_remote_code"]
    assert [ast.unparse(word.value) for word in given if ast.unparse(word.value) != "False"] == []


def test_the_index_server_is_never_the_one_in_python() -> None:
    """CVE-2026-45829 is in `chromadb.server.fastapi`; `chroma run` starts the one in Rust."""
    named = re.compile(r"chromadb[./](app|server|cli)\b|uvicorn chromadb")
    shipped = [ROOT / "Makefile", ROOT / "Containerfile", *(ROOT / "docs").rglob("*.y*ml"), *sources()]
    assert [path for path in shipped if named.search(path.read_text(encoding="utf-8"))] == []


def test_the_container_installs_what_is_pinned_and_runs_as_nobody_special() -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    installs = [line for line in lines if "pip install" in line]
    assert installs
    assert all("--constraint constraints.txt" in line for line in installs)
    assert "USER temoin" in lines
