"""An empty home to import into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.imports_for_tests import Importer


@pytest.fixture
def importer(tmp_path: Path) -> Iterator[Importer]:
    importer = Importer(tmp_path)
    yield importer
    importer.ledger.close()
