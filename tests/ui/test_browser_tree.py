"""What a screen reader is told: Chromium's own accessibility tree of every state of the panel."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.browsing import CHAT, PHONE, ask, counted, open_product, page_at

pytestmark = pytest.mark.browser
NAMED = set("button link textbox radio dialog log article table columnheader rowheader region".split())
WORDS = {
    "fr": {"dialog": "Vos questions", "dry": "Peau sèche ?", "size": "Quelle taille ?", "compare": "Compare peau sèche",
           "voices": "Les 5 voix comptées", "open": "Ouvrir la preuve 2 · Marion"},
    "en": {"dialog": "Your questions", "dry": "Is it for dry skin?", "size": "Which size is right?",
           "compare": "Compare: is it for dry skin?", "voices": "The 5 voices counted", "open": "Open proof 2 · Marion"},
}  # fmt: skip


def tree(page: Page) -> list[tuple[str, str]]:
    """Role and name of everything a screen reader is told, in order."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        (str(node["role"]["value"]), str(node.get("name", {}).get("value", "")).replace("\u00a0", " "))
        for node in nodes
        if not node.get("ignored")
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_that_is_operated_or_entered_has_a_name_of_its_own(
    browser: Browser, running: str, language: str
) -> None:
    words = WORDS[language]
    with page_at(browser, PHONE, running) as page:
        counted(page, language)
        open_product(page, running, language)
        states = {"closed": tree(page)}
        page.evaluate("window.Temoin.open()")
        page.locator(f"{CHAT}.welcome .questions").wait_for()
        states["welcome"] = tree(page)
        for question in ("dry", "size", "compare"):
            ask(page, words[question])
        states["answers"] = tree(page)
        page.locator(f"{CHAT}.tally button").click()
        expect(page.locator(f"{CHAT}.proof .card")).to_have_count(5)
        states["voices"] = tree(page)
        page.locator(f"{CHAT}.proof .card .chip").first.click()
        page.locator(f"{CHAT}.proof mark").wait_for()
        page.locator(f"{CHAT}.report button").click()
        page.locator(f"{CHAT}.report textarea").wait_for()
        states["report"] = tree(page)
    for state, told in states.items():
        assert [role for role, name in told if role in NAMED and not name] == [], state
    assert ("dialog", words["dialog"]) in states["welcome"]
    assert "log" in dict(states["welcome"])
    assert "status" in dict(states["welcome"])
    assert ("button", words["open"]) in states["answers"]
    assert ("rowheader", "Foulque 3") in states["answers"]
    assert ("dialog", words["voices"]) in states["voices"]
    opened = [name for role, name in states["voices"] if role == "button"]
    assert len(opened) == len(set(opened)) == 6
    assert [role for role, _ in states["report"] if role == "banner"] == []
