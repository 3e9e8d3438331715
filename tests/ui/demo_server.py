"""The real server over the fake assistant: `python -m tests.ui.demo_server --port 8000`."""

import sys
from types import ModuleType

from data.settings import Settings
from retrieval.model import Model
from tests.ui.fake_shop import FakeShop
from ui.__main__ import main


def _open_assistant(settings: Settings, *, embedding: Model) -> FakeShop:
    return FakeShop()


if __name__ == "__main__":
    standing_in = ModuleType("chat.assistant")
    vars(standing_in)["open_assistant"] = _open_assistant
    sys.modules["chat.assistant"] = standing_in
    sys.exit(main())
