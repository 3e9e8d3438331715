"""The panel in pages that make it hard: strict policies, styles of their own, errors, servers that stall or go."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.threaded_server import serving
from tests.ui.browsing import ASKED, CHAT, DESK, PHONE, ask, open_product, page_at
from tests.ui.conftest import OtherShop

pytestmark = pytest.mark.browser
UNREACHED = r"Failed to load resource|net::ERR"
POLICIES = {
    "own-address": "default-src 'none'; script-src {0}; connect-src {0}",
    "strict-dynamic": "default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src {0}",
    "trusted-types": "default-src 'none'; script-src {0}; connect-src {0}; require-trusted-types-for 'script'; trusted-types 'none'",
}
HOSTILE = """html { font-size: 62.5%; direction: rtl } body { line-height: 3; text-align: center; white-space: nowrap; color: red }
    * { text-transform: uppercase; letter-spacing: 3px; font-style: italic } button, h2, p { display: none !important }"""


def written(running: str, other_shop: OtherShop, path: str, policy: str, body: str, tag: str = "") -> str:
    """Address of a page of the other shop with the panel's script in its head."""
    script = f'<script nonce="abc" src="{running}/widget/temoin.js" data-product="creme-rosee" {tag}></script>'
    html = f"<!doctype html><html lang='en'><head><title>Shop</title>{script}</head><body><h1>Shop</h1>{body}"
    other_shop.pages[path] = (policy, html)
    return f"{other_shop.origin}{path}"


@pytest.mark.parametrize("policy", POLICIES)
def test_the_strictest_policies_let_the_panel_work(
    browser: Browser, running: str, other_shop: OtherShop, policy: str
) -> None:
    address = written(running, other_shop, f"/{policy}", POLICIES[policy].format(running), "")
    with page_at(browser, DESK, running, other_shop.origin) as page:
        page.goto(address)
        page.get_by_role("button", name="Ask a question").click()
        page.get_by_role("button", name=ASKED["en"]).click()
        expect(page.locator(f"{CHAT}.answer[data-outcome=answered]")).to_be_visible()


def test_the_styles_of_a_shops_page_do_not_reach_the_panel(
    browser: Browser, running: str, other_shop: OtherShop
) -> None:
    policy = POLICIES["own-address"].format(running) + "; style-src 'unsafe-inline'"
    address = written(running, other_shop, "/hostile", policy, f"<style>{HOSTILE}</style>")
    with page_at(browser, PHONE, running, other_shop.origin) as page:
        page.goto(address)
        page.get_by_role("button", name="Ask a question").click()
        ask(page, ASKED["en"])
        words = page.locator(f"{CHAT}.lines p").first
        for name, value in (("text-transform", "none"), ("letter-spacing", "normal"), ("font-style", "normal"),
                            ("direction", "ltr"), ("white-space", "normal"), ("color", "rgb(29, 35, 33)")):  # fmt: skip
            expect(words).to_have_css(name, value)
        assert words.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)") >= 16
        assert page.locator(f"{CHAT}.log").evaluate("(e) => e.scrollWidth <= e.clientWidth")


def test_errors_of_the_page_and_of_the_panel_stay_where_they_are(
    browser: Browser, running: str, other_shop: OtherShop
) -> None:
    heard = """<script>const heard = [];
        for (const name of ["error", "unhandledrejection"]) addEventListener(name, () => heard.push(name));
        window.early = typeof Temoin.open; setTimeout(() => { throw new Error("the shop's own"); });</script>"""
    policy = POLICIES["own-address"].format(running + " 'unsafe-inline'")
    address = written(running, other_shop, "/errors", policy, heard)
    with page_at(browser, DESK, running, other_shop.origin, forgiven="the shop's own") as page:
        page.route(
            "**/suggestions?*",
            lambda route: route.fulfill(json={"suggestions": 3}, headers={"Access-Control-Allow-Origin": "*"}),
        )
        page.goto(address)
        assert page.evaluate("early") == "function"
        page.evaluate("Temoin.open({ question: 3 })")
        page.evaluate("Temoin.open(null)")
        expect(page.locator(f"{CHAT}.answer[data-outcome]")).to_be_visible()
        ask(page, ASKED["en"])
        assert page.evaluate("heard") == ["error"]


def test_a_frame_in_a_foreign_page_holds_the_whole_conversation(
    browser: Browser, running: str, other_shop: OtherShop
) -> None:
    html = f'<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1><iframe src="{running}/embed/frame?product=creme-rosee&lang=en&support=https://shop.example/help" title="Questions" width="320" height="560"></iframe>'
    other_shop.pages["/framed"] = (f"default-src 'none'; frame-src {running}", html)
    with page_at(browser, PHONE, running, other_shop.origin) as page:
        page.goto(f"{other_shop.origin}/framed")
        frame = page.frame_locator("iframe")
        frame.get_by_role("button", name=ASKED["en"]).click()
        expect(frame.locator(f"{CHAT}.answer[data-outcome=answered]")).to_be_visible()
        expect(frame.get_by_role("link", name="Talk to a person").first).to_have_attribute(
            "href", "https://shop.example/help"
        )
        frame.get_by_role("button", name="Open proof 1").last.click()
        expect(frame.locator(f"{CHAT}.proof mark")).to_be_visible()


def asked_of_a_stalled_server(page: Page, running: str, path: str) -> None:
    """A question typed while nothing comes back from `path`, on a page whose clock stands still."""
    began = datetime(2026, 3, 1, 12, tzinfo=UTC)
    page.clock.install(time=began)
    page.route(path, lambda _: None)
    open_product(page, running)
    page.clock.pause_at(began + timedelta(hours=1))
    page.locator(f"{CHAT}.box input").fill(ASKED["fr"])
    page.keyboard.press("Enter")


def test_a_panel_that_does_not_come_is_given_up_and_asked_for_again(browser: Browser, running: str) -> None:
    with page_at(browser, PHONE, running) as page:
        asked_of_a_stalled_server(page, running, "**/widget/panel.js")
        expect(page.locator(f"{CHAT}.note")).to_have_text("Ouverture…")
        page.clock.fast_forward(21_000)
        expect(page.locator(f"{CHAT}.note")).to_contain_text("Pas de connexion")
        page.get_by_role("button", name=ASKED["fr"]).first.click()
        expect(page.locator(f"{CHAT}.answer[data-outcome]")).to_be_visible()


def test_a_slow_answer_says_so_can_be_stopped_and_is_given_up_after_a_minute(browser: Browser, running: str) -> None:
    with page_at(browser, PHONE, running) as page:
        asked_of_a_stalled_server(page, running, "**/v1/chat/stream")
        expect(page.locator(f"{CHAT}.reading")).to_contain_text("Je cherche")
        page.clock.fast_forward(7_000)
        expect(page.locator(f"{CHAT}.reading")).to_contain_text("plus long que d'habitude")
        expect(page.get_by_role("button", name="Arrêter")).to_be_visible()
        page.clock.fast_forward(60_000)
        expect(page.locator(f"{CHAT}.failed")).to_contain_text("La réponse n'est pas arrivée.")
        expect(page.get_by_role("button", name="Arrêter")).to_be_hidden()
        expect(page.get_by_role("button", name="Réessayer")).to_be_visible()


@contextmanager
def broken_server() -> Iterator[str]:
    """A server that begins an answer and is gone before its end."""

    class Handler(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            self.send_response(204)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "content-type")
            self.end_headers()

        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Content-Length", "9999")
            self.end_headers()
            self.wfile.write(b'event: evidence\ndata: {"citations": []}\n\nevent: sentence\ndata: {"text": "Half')
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with serving(server) as address:
        yield address


def test_a_server_gone_in_the_middle_of_an_answer_leaves_no_half_of_it(
    browser: Browser, running: str, other_shop: OtherShop
) -> None:
    with broken_server() as broken:
        policy = POLICIES["own-address"].format(f"{running} {broken}")
        address = written(running, other_shop, "/broken", policy, "", f'data-api="{broken}"')
        with page_at(browser, DESK, running, other_shop.origin, broken, forgiven=UNREACHED + "|501|CORS") as page:
            page.goto(address)
            page.evaluate("Temoin.open({ question: 'Is it good?' })")
            expect(page.locator(f"{CHAT}.failed")).to_contain_text("The answer did not arrive.")
            expect(page.locator(f"{CHAT}.lines")).to_be_empty()
            page.get_by_role("button", name="Try again").click()
            expect(page.locator(f"{CHAT}.turn")).to_have_count(1)
            expect(page.locator(f"{CHAT}.failed")).to_contain_text("The answer did not arrive.")


def _open_first_proof(page: Page) -> None:
    page.locator(f"{CHAT}.panel .card .chip").first.click()


def test_a_proof_and_a_list_that_could_not_be_read_are_asked_for_again_in_place(browser: Browser, running: str) -> None:
    with page_at(browser, PHONE, running, forgiven=UNREACHED) as page:
        open_product(page, running)
        ask(page, ASKED["fr"])
        sheet = page.locator(f"{CHAT}.proof")
        page.context.set_offline(True)
        for opened, there in ((_open_first_proof, "mark"), (_open_voices, ".card, .record")):
            opened(page)
            expect(sheet.get_by_role("alert")).to_contain_text("Ce texte n'a pas pu être ouvert.")
            page.context.set_offline(False)
            sheet.get_by_role("button", name="Réessayer").click()
            expect(sheet.locator(there).first).to_be_visible()
            sheet.get_by_role("button", name="Fermer").click()
            page.context.set_offline(True)


def _open_voices(page: Page) -> None:
    page.get_by_role("button", name="Voir les 5").click()
