"""The panel and customers' words in pages of other origins, in a real Chromium."""

import threading

import pytest
from playwright.sync_api import Browser, expect

from tests.ui.browsing import ASKED, CHAT, DESK, PHONE, ask, fits, page_at
from tests.ui.conftest import OtherShop

pytestmark = pytest.mark.browser


def strict(running: str) -> str:
    """A policy that allows the assistant's own address and nothing else."""
    return f"default-src 'none'; script-src {running}; connect-src {running}; frame-src {running}"


def test_one_script_tag_puts_the_panel_on_a_foreign_page(browser: Browser, running: str, other_shop: OtherShop) -> None:
    tag = f'<script src="{running}/widget/temoin.js" data-product="creme-rosee" data-lang="en" data-support="https://shop.example/help"></script>'
    other_shop.pages["/one"] = (strict(running), f"<!doctype html><title>Shop</title><h1>Shop</h1>{tag}<p>More")
    with page_at(browser, DESK, running, other_shop.origin) as page:
        page.goto(f"{other_shop.origin}/one")
        page.get_by_role("button", name="Ask a question").click()
        expect(page.locator(f"{CHAT}.panel .notice")).to_contain_text("automated assistant (AI)")
        page.get_by_role("button", name=ASKED["en"]).click()
        expect(page.locator(f"{CHAT}.answer[data-outcome=answered]")).to_be_visible()
        expect(page.get_by_role("link", name="Talk to a person")).to_have_attribute("href", "https://shop.example/help")
        page.get_by_role("button", name="Helpful", exact=True).click()
        expect(page.locator(f"{CHAT}.opinion .done")).to_be_visible()
        page.get_by_role("button", name="Open proof 1").last.click()
        expect(page.locator(f"{CHAT}.proof mark")).to_be_visible()


def test_a_page_opens_the_panel_by_a_call_and_dresses_it(browser: Browser, running: str, other_shop: OtherShop) -> None:
    html = f'<!doctype html><html lang="en"><title>Shop</title><button>Help</button><script type="module" src="{running}/widget/temoin.js"></script>'
    other_shop.pages["/two"] = (strict(running) + "; style-src 'unsafe-inline'", html)
    with page_at(browser, DESK, running, other_shop.origin) as page:
        page.goto(f"{other_shop.origin}/two")
        page.wait_for_function("window.Temoin")
        assert page.locator("temoin-chat").count() == 0
        page.evaluate("document.documentElement.style.setProperty('--temoin-accent', 'rgb(120, 20, 60)')")
        page.get_by_role("button", name="Help").focus()
        page.evaluate(f"window.Temoin.open({{ product: 'creme-rosee', question: '{ASKED['en']}' }})")
        expect(page.locator(f"{CHAT}.answer[data-outcome=answered]")).to_be_visible()
        expect(page.locator(f"{CHAT}.asked")).to_have_css("background-color", "rgb(120, 20, 60)")
        page.evaluate("window.Temoin.close()")
        expect(page.locator(f"{CHAT}.panel")).to_be_hidden()
        expect(page.get_by_role("button", name="Help")).to_be_focused()


def test_an_origin_that_is_not_listed_gets_a_sentence_and_no_answer(browser: Browser, running: str) -> None:
    tag = f'<script src="{running}/widget/temoin.js" data-product="creme-rosee" data-lang="en"></script>'
    stranger = OtherShop()
    stranger.pages["/"] = (strict(running), f"<!doctype html><title>Shop</title><h1>Shop</h1>{tag}")
    threading.Thread(target=stranger.server.serve_forever, daemon=True).start()
    try:
        with page_at(browser, DESK, running, stranger.origin, forgiven="CORS|Failed to load") as page:
            page.goto(stranger.origin)
            page.get_by_role("button", name="Ask a question").click()
            page.locator(f"{CHAT}.panel input").fill(ASKED["en"])
            page.keyboard.press("Enter")
            expect(page.locator(f"{CHAT}.failed")).to_contain_text("The answer did not arrive.")
    finally:
        stranger.server.shutdown()
        stranger.server.server_close()


def test_the_frame_holds_the_whole_conversation(browser: Browser, running: str) -> None:
    with page_at(browser, PHONE, running) as page:
        page.goto(f"{running}/embed/frame?product=creme-rosee&lang=fr&support=javascript:alert(1)")
        expect(page.get_by_role("button", name="Fermer")).to_have_count(0)
        page.get_by_role("button", name=ASKED["fr"]).click()
        expect(page.locator(f"{CHAT}.answer[data-outcome=answered]")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(f"{CHAT}.panel")).to_be_visible()
        ask(page, "Où est ma commande ?")
        expect(page.locator(f"{CHAT}p.person")).to_contain_text("ses coordonnées sont sur le site de la boutique")
        assert page.locator(f"{CHAT}a[href^=javascript]").count() == 0


def test_a_listing_page_fills_and_turns_customers_words(browser: Browser, running: str, other_shop: OtherShop) -> None:
    html = f'<!doctype html><html lang="en"><title>Shop</title><h1>Creams</h1><div data-temoin-snippets data-product="creme-rosee foulque-3" data-lang="en"></div><script defer src="{running}/widget/temoin.js"></script>'
    other_shop.pages["/three"] = (strict(running), html)
    with page_at(browser, PHONE, running, other_shop.origin) as page:
        page.goto(f"{other_shop.origin}/three")
        words = page.get_by_role("region", name="Words from customer reviews")
        expect(words.locator("blockquote").first).to_contain_text("plus aucun tiraillement")
        expect(words.locator("blockquote").first).to_have_attribute("lang", "fr")
        expect(words).to_contain_text("Verified review")
        expect(words).to_contain_text("Experience of 4 January 2026")
        expect(words.locator(".criteria")).to_contain_text("their rating plays no part")
        expect(words.get_by_role("button", name="Previous words")).to_be_disabled()
        words.get_by_role("button", name="Next words").click()
        expect(words.get_by_role("button", name="Previous words")).to_be_enabled()
        fits(page)


def test_words_the_server_wrote_into_a_page_are_read_without_a_script_and_turn_with_one(
    browser: Browser, running: str, other_shop: OtherShop
) -> None:
    with page_at(browser, PHONE, running, other_shop.origin) as page:
        written = page.request.get(f"{running}/embed/snippets.html?product=creme-rosee&lang=fr").text()
        other_shop.pages["/four"] = (
            strict(running),
            f'<!doctype html><title>Shop</title>{written}<script defer src="{running}/widget/temoin.js"></script>',
        )
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{other_shop.origin}/four")
        expect(page.get_by_role("button", name="Extraits suivants")).to_be_attached()
        assert not [url for url in asked if "/embed/" in url]
