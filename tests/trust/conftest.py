"""The browser the tests of the faces use."""

from tests.ui.conftest import browser, chromium

__all__ = ["browser", "chromium"]
