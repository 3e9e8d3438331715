"""What is not used is not loaded: no help text waits for a model, no shop for the console."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {
    "alembic", "bm25s", "chromadb", "fastapi", "gradio", "langchain", "langchain_core", "onnx", "onnxruntime",
    "pandas", "pydantic_settings", "scipy", "sentence_transformers", "sqlalchemy", "torch", "transformers", "uvicorn",
}  # fmt: skip
SHOP = """
import sys
from fastapi.testclient import TestClient
from tests.fakes_assistant import FakeAssistant
from ui.server import create_server
with TestClient(create_server(FakeAssistant(), staff=True), base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as shop:
    for path in ("/healthz", "/readyz", "/", "/docs", "/v1/products"):
        assert shop.get(path).status_code == 200, path
"""


def loaded_by(program: str, heavy: set[str]) -> set[str]:
    """Which of `heavy` a fresh Python has loaded after `program`."""
    told = f"{program}\nprint('loaded', *({heavy!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize("room", ["ingest", "chat", "ui", "eval"])
def test_help_loads_nothing_heavy(room: str) -> None:
    program = (
        f"import runpy, sys\nsys.argv = ['{room}', '--help']\n"
        f"try:\n    runpy.run_module('{room}', run_name='__main__')\n"
        "except SystemExit as left:\n    assert left.code == 0, left.code"
    )
    assert loaded_by(program, HEAVY) == set()


def test_the_shop_and_the_api_are_served_without_the_consoles_library_and_without_torch() -> None:
    assert loaded_by(SHOP, {"gradio", "torch", "transformers", "sentence_transformers", "scipy.stats"}) == set()
