"""The console in a real Chromium: opened in a language, and its tabs wherever a phone keeps them."""

import re
from contextlib import suppress
from typing import Final

from playwright.sync_api import Error, Page, expect

from ui.console.places import PLACES

SLOW_MS: Final = 120_000
"""Gradio is loaded at the first visit, on a machine that may have other work."""
TRY_MS: Final = 5_000
TRIES: Final = 24
QUIET: Final = """() => new Promise((done) => {
    let timer = setTimeout(done, 2000);
    const again = () => { clearTimeout(timer); timer = setTimeout(done, 2000); };
    new MutationObserver(again).observe(document.body, { subtree: true, childList: true, attributes: true });
})"""
"""Ends once nothing in the page has changed for two seconds."""
SPOKEN: Final = {"fr": "Français", "en": "English"}
NAMES: Final = {place.id: place.title for place in PLACES}


def open_console(page: Page, address: str, language: str, tab: str = PLACES[0].id) -> None:
    """The console as a person opens it: its language chosen, then a tab."""
    page.set_default_timeout(SLOW_MS)
    page.goto(f"{address}/console/")
    page.locator("body[data-opened]").wait_for()
    page.locator("#interface").get_by_label(SPOKEN[language]).check()
    expect(page.locator("html")).to_have_attribute("lang", language)
    go_to(page, language, tab)


def go_to(page: Page, language: str, tab: str) -> None:
    """Open a tab by its name; what there is no room for stands in a menu, once the page has measured itself."""
    name = NAMES[tab][language]
    shown = page.get_by_role("tab", name=name, exact=True).locator("visible=true")
    kept = page.locator("#tabs .overflow-dropdown").get_by_text(name, exact=True)
    for _ in range(TRIES):
        if _is_open(page, tab):
            return
        with suppress(Error):  # moved into the menu, or out of it, while it was reached for
            if shown.count():
                shown.first.click(timeout=TRY_MS)
            else:
                page.locator("#tabs .overflow-menu > button").first.click(timeout=TRY_MS)
                kept.click(timeout=TRY_MS)
            page.wait_for_url(re.compile(rf"[?&]tab={tab}\b"), timeout=TRY_MS)
    assert _is_open(page, tab), f"{name} was not opened"


def settled(page: Page) -> None:
    """Wait until nothing is pale or empty any more, and tables and plots have laid themselves out."""
    expect(page.locator(".pending, .plot .empty:visible")).to_have_count(0)
    page.evaluate(QUIET)
    expect(page.locator(".pending, .plot .empty:visible")).to_have_count(0)


def _is_open(page: Page, tab: str) -> bool:
    """Whether the address names it; it names none while the first one is open from the beginning."""
    return f"tab={tab}" in page.url or (tab == PLACES[0].id and "tab=" not in page.url)
