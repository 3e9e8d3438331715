"""A real Chromium as tests use it: one page at a time, which may meet no error and ask nothing of strangers."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from playwright.sync_api import Browser, Page, Route, expect

from chat.api_tally import count_topic
from tests.ui.fake_shop import FakeShop

FLAGS: Final = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE, SMALLEST, DESK = (360, 740), (320, 600), (1280, 860)
CHAT: Final = "temoin-chat "
ASKED: Final = {"fr": "Convient-elle aux peaux sèches ?", "en": "Is it good for dry skin?"}
WAIT_MS: Final = 60_000
"""How long anything is waited for: what is there sooner costs nothing, and a machine with other work takes its time."""
FOCUSED: Final = """() => { let e = document.activeElement;
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    return e?.getAttribute("aria-label") ?? (e?.id || e?.textContent); }"""


expect.set_options(timeout=WAIT_MS)


@contextmanager
def page_at(
    browser: Browser, size: tuple[int, int], *origins: str, forgiven: str = r"(?!)", **more: Any
) -> Iterator[Page]:
    """A page that may ask only these origins; `forgiven` matches the messages of errors a test brings about."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        reduced_motion="reduce",
        has_touch=size[0] < 500,
        **{"locale": "fr-FR"} | more,
    )
    page, foreign, errors = context.new_page(), list[str](), list[str]()
    page.set_default_timeout(WAIT_MS)
    page.on("request", lambda r: foreign.append(r.url) if not r.url.startswith((*origins, "data:", "blob:")) else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    try:
        yield page
        assert foreign == []
        assert [error for error in errors if not re.search(forgiven, error)] == []
        assert page.evaluate("window.hacked") is None
        assert context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0 or "/console" in page.url
    finally:
        context.close()  # a page left open keeps its server from ending


def open_product(page: Page, address: str, language: str = "fr") -> None:
    """The product page of the fake shop's cream."""
    page.goto(f"{address}/p/creme-rosee?lang={language}")


def counted(page: Page, language: str) -> None:
    """The API's own count of the fake shop's voices, whatever the running server counts."""
    shop = FakeShop()
    counted = count_topic(shop, "creme-rosee", ASKED[language], "fr" if language == "fr" else "en", 0, 10)
    page.route("**/tally?*", lambda route: route.fulfill(json=counted.model_dump(mode="json", by_alias=True)))


def focused(page: Page, name: str) -> None:
    """Wait until what has the focus has this name, or begins with it: it is given back after a window has closed."""
    page.wait_for_function(f"(name) => (({FOCUSED})() ?? '').startsWith(name)", arg=name)


def fits(page: Page) -> None:
    """Wait until nothing of a page is wider than its window."""
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")


def until(page: Page, held: Callable[[], bool]) -> None:
    """Wait until something holds that the browser tells us of, such as a request."""
    for _ in range(WAIT_MS // 50):
        if held():
            return
        page.wait_for_timeout(50)  # what the browser tells is heard meanwhile
    raise AssertionError("what was waited for never came")


def posted(page: Page, address: str) -> list[dict[str, str]]:
    """What the panel sends to an address from now on; the server never sees it."""
    heard: list[dict[str, str]] = []

    def note(route: Route) -> None:
        heard.append(json.loads(route.request.post_data or "{}"))
        route.fulfill(status=204)

    page.route(address, note)
    return heard


def ask(page: Page, question: str) -> None:
    """Ask from the box in the page, or from the panel once it is open, and wait for the finished answer."""
    panel, box = page.locator(f"{CHAT}.panel[open] > form input"), page.locator(f"{CHAT}.box input")
    expect(panel.or_(box).first).to_be_visible()  # a panel just asked for is still on its way
    turns = page.locator(f"{CHAT}.turn")
    before = turns.count()
    (panel if panel.count() else box).fill(question)
    page.keyboard.press("Enter")
    expect(turns.nth(before).locator(".answer[data-outcome]")).to_be_visible()
