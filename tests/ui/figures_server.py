"""A server over a home with figures, as one of its own: `python -m tests.ui.figures_server PORT HOME`."""

import os
import sys
from pathlib import Path

import uvicorn

from data.settings import Settings
from tests.fakes_assistant import FakeAssistant
from tests.imports_for_tests import FakeModel
from ui.quiet import hush
from ui.server import create_server
from ui.staff.office import Office


def main(port: int, home: Path) -> None:
    """Serve until it is ended."""
    hush(os.environ)
    office = Office(Settings(_env_file=None, home=home), FakeModel())
    uvicorn.run(
        create_server(FakeAssistant(), staff=True, office=office),
        port=port,
        log_level="error",
        ws="none",
        timeout_graceful_shutdown=2,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
