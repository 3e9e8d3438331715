"""Every state of shop and panel under axe: nothing serious or critical, in both languages, on phone and desktop."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.axe import Axe, needs_axe
from tests.ui.browsing import CHAT, DESK, PHONE, ask, counted, open_product, page_at

pytestmark = [pytest.mark.browser, needs_axe]
WORDS = {
    "fr": {"dry": "Peau sèche ?", "size": "Quelle taille ?", "compare": "Compare peau sèche",
           "order": "Où est ma commande ?", "none": "Et la neige ?", "close": "Fermer"},
    "en": {"dry": "Is it for dry skin?", "size": "Which size is right?", "compare": "Compare: is it for dry skin?",
           "order": "Where is my order?", "none": "Is snow a problem?", "close": "Close"},
}  # fmt: skip


@pytest.mark.parametrize(("size", "language"), [(PHONE, "fr"), (DESK, "en")])
def test_no_state_has_a_serious_violation(browser: Browser, running: str, size: tuple[int, int], language: str) -> None:
    words = WORDS[language]
    with page_at(browser, size, running, bypass_csp=True) as page:
        axe = Axe(page)
        page.goto(f"{running}/?lang={language}")
        page.locator("[data-temoin-snippets]").scroll_into_view_if_needed()
        page.locator("[data-temoin-snippets] .turns").wait_for()
        axe.look("shop")
        page.goto(f"{running}/avis?lang={language}")
        axe.look("how reviews are treated")
        counted(page, language)
        open_product(page, running, language)
        axe.look("product")
        page.evaluate("window.Temoin.open()")
        page.locator(f"{CHAT}.welcome .questions").wait_for()
        axe.look("welcome")
        for question in ("dry", "size", "compare", "order", "none"):
            ask(page, words[question])
        page.route("**/v1/chat/stream", lambda route: route.fulfill(body=": nothing\n\n"), times=1)
        page.locator(f"{CHAT}.panel > form input").fill("?")
        page.keyboard.press("Enter")
        page.locator(f"{CHAT}.failed").wait_for()
        page.locator(f"{CHAT}[data-verdict=wrong]").first.click()
        page.locator(f"{CHAT}.opinion textarea").wait_for()
        axe.look("answers")
        _over_an_answer(page, axe)
        page.goto(f"{running}/embed/frame?product=creme-rosee&lang={language}")
        page.locator(f"{CHAT}.welcome .questions").wait_for()
        axe.look("frame")
        assert axe.found == []
        assert axe.passed > 200


def _over_an_answer(page: Page, axe: Axe) -> None:
    first = page.locator(f"{CHAT}.turn").first
    first.locator(".card .chip").nth(2).click()
    page.locator(f"{CHAT}.proof mark").wait_for()
    page.locator(f"{CHAT}.report button").click()
    page.locator(f"{CHAT}.report textarea").wait_for()
    axe.look("report")
    page.keyboard.press("Escape")
    expect(page.locator(f"{CHAT}.proof")).to_be_hidden()
    first.locator(".tally button").click()
    page.locator(f"{CHAT}.proof .card").first.wait_for()
    axe.look("voices")
    page.keyboard.press("Escape")
