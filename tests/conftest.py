"""The built-in model, built once for all tests that need the real one; and no test reaches another machine."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from data.home import Home
from data.settings import Settings
from retrieval.built_in_model import built_in_model
from retrieval.embedder import Embedder, open_embedder
from tests.trust.socket_guard import attempts, guard

guard()


@pytest.fixture(scope="session")
def model_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder that holds the built-in model and nothing else; the workers of one run share it.

    Half a gigabyte: the last worker that used it takes it away.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if worker else base) / "model-home"
    mark = home / f"used-by-{worker or 'this-run'}"
    with FileLock(f"{home}.lock"):
        built_in_model(Home(home).prepare().models)
        mark.touch()
    yield home
    with FileLock(f"{home}.lock"):
        mark.unlink()
        if not list(home.glob("used-by-*")):
            shutil.rmtree(home)


@pytest.fixture(scope="session")
def model(model_home: Path) -> Embedder:
    """The built-in model, loaded."""
    return open_embedder(Settings(_env_file=None, threads=1), Home(model_home))


@pytest.fixture(autouse=True)
def _reaches_this_machine_only() -> Iterator[None]:
    """Fails a test that tried to reach another machine, even where the error was swallowed."""
    before = len(attempts)
    yield
    assert attempts[before:] == []
