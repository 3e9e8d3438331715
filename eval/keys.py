"""What a run depends on, as one key: a run goes on only while none of it has changed."""

from collections.abc import Sequence
from pathlib import Path

from data.home import Home
from data.identity import digest
from eval.questions import EvalQuestion

ROOMS = ("data", "retrieval", "chat", "eval")
SUFFIXES = (".py", ".toml", ".json")


def run_key(questions: Sequence[EvalQuestion], index: str, answerer: str) -> str:
    """Changes with the questions, the index, the answerer, or any line of the code that answers and judges."""
    root = Path(__file__).parent.parent
    files = [path for room in ROOMS for path in sorted((root / room).rglob("*")) if path.suffix in SUFFIXES]
    kept = [path for path in files if not {"baselines", "sets"} & set(path.relative_to(root).parts)]
    return digest(repr(questions), index, answerer, *(path.read_text(encoding="utf-8") for path in kept))[:16]


def index_name(home: Home) -> str:
    """The generation of the index that is served; empty when there is none."""
    current = home.index / "CURRENT"
    return current.read_text(encoding="utf-8").strip() if current.is_file() else ""
