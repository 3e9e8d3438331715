"""The shop, the panel and the console in a real Chromium, as a shopper and as staff use them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.fakes_assistant import DISCLOSURE

pytestmark = pytest.mark.browser
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE, SMALLEST, DESK = (360, 740), (320, 600), (1280, 860)


@pytest.fixture(scope="module")  # while Playwright runs, no other event loop can
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def page_at(browser: Browser, size: tuple[int, int], origin: str, **more: Any) -> Iterator[Page]:
    """A page that may ask for nothing beyond its own origin and must meet no error."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", has_touch=size[0] < 500, **more
    )
    page, foreign, errors = context.new_page(), list[str](), list[str]()
    page.set_default_timeout(15_000)
    page.on("request", lambda r: foreign.append(r.url) if not r.url.startswith((origin, "data:", "blob:")) else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    assert foreign == []
    assert errors == []
    assert page.evaluate("window.hacked") is None
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0 or "/console" in page.url
    context.close()


def ask(page: Page, question: str) -> None:
    """Type a question into the box in the page, and wait for the finished answer."""
    page.locator("temoin-chat .box input").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("temoin-chat .turn:last-child .answer[data-outcome]")).to_be_visible()


def test_the_server_says_where_to_go_and_nothing_alarming(running: str, server_log: Path) -> None:
    said = server_log.read_text()
    for line in ("Témoin is ready.", f"{running}/console", "  Convient-elle aux peaux sèches ?"):
        assert line in said
    assert "Traceback" not in said
    assert "Warning" not in said


def test_a_shopper_asks_in_french_on_a_phone_and_opens_a_proof(browser: Browser, running: str) -> None:
    with page_at(browser, PHONE, running) as page:
        page.goto(f"{running}/p/creme-rosee?lang=fr")
        expect(page.locator("temoin-chat .box .notice")).to_have_text(DISCLOSURE["fr"])
        page.get_by_role("button", name="Convient-elle aux peaux sèches").first.click()
        answer = page.locator("temoin-chat .answer[data-outcome=answered]")
        expect(answer).to_contain_text("Selon les clients, plutôt oui")
        expect(answer).to_have_attribute("data-generated", "assembled")
        expect(page.locator("temoin-chat .card")).to_have_count(4)
        page.get_by_role("button", name="Ouvrir la preuve 2").last.click()
        proof = page.locator("temoin-chat .proof")
        expect(proof.locator("mark")).to_have_text("Un peu légère pour moi en plein hiver, j'ajoute une huile.")
        for words in ("Marion", "3 sur 5", "Avis non vérifié", "Publié le 9 janvier 2026", "L'odeur est agréable."):
            expect(proof).to_contain_text(words)
        expect(proof).to_contain_text("Expérience : date non communiquée".replace(" :", "\u00a0:"))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_shopper_asks_in_english_at_a_desk_and_follows_a_moment(browser: Browser, running: str) -> None:
    with page_at(browser, DESK, running, locale="en-GB") as page:
        page.goto(f"{running}/p/creme-rosee?lang=en")
        ask(page, "Is it good for dry skin?")
        assert page.locator("temoin-chat .lines").inner_text().startswith("According to customers, mostly yes")
        moment = page.get_by_role("link", name="Watch at 0:42")
        expect(moment).to_have_attribute("href", "https://fauvette.example/videos/1#t=42")
        expect(moment).to_have_attribute("rel", "noopener noreferrer nofollow ugc")
        page.get_by_role("button", name="Open proof 3").last.click()
        expect(page.locator("temoin-chat .cues li")).to_have_count(3)
        expect(page.locator("temoin-chat .proof mark")).to_contain_text("Sur peau sèche je mets deux pressions")
        expect(page.locator("temoin-chat .whole")).to_have_attribute("lang", "fr")
        page.get_by_role("button", name="Close").last.click()
        page.get_by_role("button", name="See all 5").click()
        expect(page.locator("temoin-chat .proof .record")).to_have_count(5)


def test_absence_is_said_and_the_nearest_is_labelled(browser: Browser, running: str) -> None:
    with page_at(browser, DESK, running) as page:
        page.goto(f"{running}/p/creme-rosee?lang=fr")
        ask(page, "Tient-elle sur la neige ?")
        expect(page.locator("temoin-chat .lines")).to_have_text("Aucun client n'en parle encore.")
        expect(page.locator("temoin-chat .nearest h4")).to_have_text("Ce qui s'en approche le plus, sans y répondre")
        expect(page.locator("temoin-chat .nearest blockquote")).to_have_text("il faut juste attendre deux minutes")


def test_the_panel_works_from_the_keyboard_and_gives_focus_back(browser: Browser, running: str) -> None:
    with page_at(browser, DESK, running) as page:
        page.goto(f"{running}/p/creme-rosee?lang=en")
        focused = "() => document.querySelector('temoin-chat').shadowRoot.activeElement?.getAttribute('aria-label') ?? document.querySelector('temoin-chat').shadowRoot.activeElement?.id"
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        launch = page.get_by_role("button", name="Ask a question")
        expect(launch).to_be_visible()
        launch.focus()
        page.keyboard.press("Enter")
        assert page.evaluate(focused) == "panel-question"
        page.keyboard.type("Is it good for dry skin?")
        page.keyboard.press("Enter")
        expect(page.locator("temoin-chat .answer[data-outcome]")).to_be_visible()
        expect(page.locator("temoin-chat [role=status]")).to_contain_text("According to customers, mostly yes")
        chip = page.get_by_role("button", name="Open proof 1").first
        chip.focus()
        page.keyboard.press("Enter")
        expect(page.locator("temoin-chat .proof mark")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("temoin-chat .proof")).to_be_hidden()
        assert page.evaluate(focused) == "Open proof 1"
        expect(page.locator("temoin-chat .panel")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("temoin-chat .panel")).to_be_hidden()
        expect(launch).to_be_focused()


def test_a_hostile_review_stays_text_in_answer_and_proof(browser: Browser, running: str) -> None:
    with page_at(browser, DESK, running) as page:
        page.goto(f"{running}/p/creme-rosee?lang=fr")
        ask(page, "Que dit Bob ?")
        expect(page.locator("temoin-chat blockquote")).to_contain_text("<script>window.hacked=1</script><img src=x")
        page.get_by_role("button", name="Ouvrir la preuve 1").last.click()
        expect(page.locator("temoin-chat .proof mark")).to_contain_text("[cliquez](javascript:alert(1))")
        expect(page.locator("temoin-chat .proof .by")).to_contain_text("<b onmouseover=alert(1)>Bob</b>")
        assert page.locator("temoin-chat").locator("img, script, iframe, a[href^=javascript]").count() == 0


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESK])
def test_targets_are_large_and_nothing_overflows(browser: Browser, running: str, size: tuple[int, int]) -> None:
    with page_at(browser, size, running) as page:
        page.goto(f"{running}/p/creme-rosee?lang=fr")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        ask(page, "Convient-elle aux peaux sèches ?")
        small = page.evaluate("""() => [...document.querySelector("temoin-chat").shadowRoot.querySelectorAll("button, a.moment, input")]
            .map((e) => [e.getAttribute("aria-label") ?? e.textContent, e.getBoundingClientRect()])
            .filter(([, r]) => r.width > 0 && (r.width < 44 || r.height < 44)).map(([name, r]) => `${name} ${r.width}×${r.height}`)""")
        assert small == []
        log = page.locator("temoin-chat .log")
        assert log.evaluate("(e) => e.scrollWidth <= e.clientWidth")


def test_a_failed_answer_can_be_tried_again(browser: Browser, running: str) -> None:
    with page_at(browser, DESK, running) as page:
        page.goto(f"{running}/p/creme-rosee?lang=en")
        page.route("**/v1/chat/stream", lambda route: route.fulfill(status=200, body=": nothing\n\n"), times=1)
        page.locator("temoin-chat .box input").fill("Is it good for dry skin?")
        page.keyboard.press("Enter")
        expect(page.locator("temoin-chat .failed")).to_contain_text("The answer did not arrive.")
        page.get_by_role("button", name="Try again").click()
        expect(page.locator("temoin-chat .answer[data-outcome=answered]")).to_be_visible()


def test_one_script_tag_puts_a_button_on_any_page(browser: Browser, running: str) -> None:
    tag = f'<script type="module" src="{running}/widget/temoin.js" data-product="creme-rosee" data-lang="en"></script>'
    with page_at(browser, DESK, running) as page:
        page.route(
            f"{running}/elsewhere", lambda route: route.fulfill(content_type="text/html", body=f"<h1>Shop</h1>{tag}")
        )
        page.goto(f"{running}/elsewhere")
        page.get_by_role("button", name="Ask a question").click()
        expect(page.locator("temoin-chat .panel .notice")).to_contain_text("automated assistant (AI)")
        page.get_by_role("button", name="Is it good for dry skin?").click()
        expect(page.locator("temoin-chat .answer[data-outcome=answered]")).to_be_visible()


def test_staff_ask_in_the_console_and_see_why_in_both_languages(browser: Browser, running: str) -> None:
    with page_at(browser, DESK, running) as page:
        page.goto(f"{running}/console/")
        page.get_by_role("textbox", name="Question").fill("Convient-elle aux peaux sèches ?")
        page.get_by_role("button", name="Demander").click()
        expect(page.locator("#conversation")).to_contain_text("Selon les clients, plutôt oui")
        expect(page.locator("#proofs .proof")).to_have_count(4)
        expect(page.locator("#proofs")).to_contain_text("Avis vérifié · Publié le 18 janvier 2026")
        expect(page.locator("#stages")).to_contain_text("hybrid search")
        expect(page.locator("#candidates")).to_contain_text("autre sujet")
        page.get_by_label("English").check()
        expect(page.get_by_role("button", name="New conversation")).to_be_visible()
        expect(page.locator("#proofs")).to_contain_text("Verified review · Published 18 January 2026")
        page.get_by_role("textbox", name="Question").fill("what does bob say?")
        page.get_by_role("textbox", name="Question").press("Enter")
        expect(page.locator("#proofs .proof")).to_have_count(1)
        expect(page.locator("#proofs blockquote")).to_contain_text("<script>window.hacked=1</script><img src=x")
        assert page.locator("#proofs, #conversation, #candidates").locator("img, script, a").count() == 0
