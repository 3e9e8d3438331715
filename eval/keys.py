"""What a run depends on, as one key: a run goes on only while none of it has changed."""

from collections.abc import Sequence
from pathlib import Path

from data.home import Home
from data.identity import digest
from eval.questions import EvalQuestion

ROOMS = ("data", "retrieval", "chat")
JUDGES = ("asking.py", "judging.py", "results.py")
"""Modules of this room that a result depends on; measures are taken when all is asked."""
SUFFIXES = (".py", ".toml", ".json")


def run_key(questions: Sequence[EvalQuestion], index: str, answerer: str) -> str:
    """Changes with the questions, the index, the answerer, or any line of the code that answers or judges."""
    root = Path(__file__).parent.parent
    found = [path for room in ROOMS for path in sorted((root / room).rglob("*")) if path.suffix in SUFFIXES]
    code = [path for path in found if "sample" not in path.relative_to(root).parts]
    code += [root / "eval" / name for name in JUDGES]
    return digest(repr(questions), index, answerer, *(path.read_text(encoding="utf-8") for path in code))[:16]


def index_name(home: Home) -> str:
    """The generation of the index that is served; empty when there is none."""
    current = home.index / "CURRENT"
    return current.read_text(encoding="utf-8").strip() if current.is_file() else ""
