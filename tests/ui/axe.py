"""The accessibility engine axe, looking at pages of a real Chromium (their policy must let a test's script in)."""

from importlib.resources import files
from importlib.util import find_spec

import pytest
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
needs_axe = pytest.mark.skipif(
    find_spec("axe_playwright_python") is None, reason="axe is not installed: pip install axe-playwright-python"
)


class Axe:
    """Looks at a page again and again, and remembers what it found wrong."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.source = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
        self.found: list[tuple[str, str, str]] = []
        self.passed = 0

    def look(self, state: str) -> None:
        """Look at what is shown now."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(self.source)
        seen = self.page.evaluate(
            "(rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES
        )
        self.passed += len(seen["passes"])
        for rule in seen["violations"]:
            if rule["impact"] in ("serious", "critical"):
                self.found.append((state, rule["id"], str([node["target"] for node in rule["nodes"]])))
