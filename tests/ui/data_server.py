"""A server over a home of its own, with a fake assistant and a fake model: `python -m tests.ui.data_server PORT HOME`."""

import sys
from pathlib import Path

import uvicorn

import ui.staff.office
from data.home import Home
from data.settings import Settings
from retrieval.generations import EmbeddedIndex
from retrieval.index import Index
from retrieval.probe import probe_here
from tests.fakes_assistant import FakeAssistant
from tests.imports_for_tests import FakeModel
from ui.quiet import hush
from ui.server import create_server


def opened(_: Settings, home: Home) -> Index:
    """The index, new generations read back in this process: quicker, and enough here."""
    return EmbeddedIndex(home.index, probe_here)


if __name__ == "__main__":
    import os

    hush(os.environ)
    vars(ui.staff.office)["open_index"] = opened
    office = ui.staff.office.Office(Settings(_env_file=None, home=Path(sys.argv[2])), FakeModel())
    office.home.prepare()
    app = create_server(FakeAssistant(), staff=True, office=office)
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error", ws="none", timeout_graceful_shutdown=2)
