"""The shopper's path and the console in a real Chromium, as people use them."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chat.serving.wire import until
from tests.fakes_assistant import DISCLOSURE
from tests.ui.browsing import (
    ASKED,
    CHAT,
    DESK,
    FOCUSED,
    PHONE,
    SMALLEST,
    ask,
    counted,
    fits,
    focused,
    open_product,
    page_at,
    posted,
)
from tests.ui.console_browsing import open_console

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("language", ["fr", "en"])
WORDS = {
    "fr": {"open": "Ouvrir la preuve {}", "close": "Fermer", "yes": "Selon les clients, plutôt oui", "all": "Voir les 5",
           "helpful": "Utile",
           "marks": ("Marion", "3 sur 5", "Avis non vérifié", "Publié le 9 janvier 2026", "date non communiquée")},
    "en": {"open": "Open proof {}", "close": "Close", "yes": "According to customers, mostly yes", "all": "See all 5",
           "helpful": "Helpful",
           "marks": ("Marion", "3 out of 5", "Unverified review", "Published 9 January 2026", "not communicated")},
}  # fmt: skip


def test_the_server_says_where_to_go_and_nothing_alarming(running: str, server_log: Path) -> None:
    until(lambda: "Témoin is ready." in server_log.read_text())  # said a moment after it answers
    said = server_log.read_text()
    for line in ("Témoin is ready.", f"{running}/console", "  Convient-elle aux peaux sèches ?"):
        assert line in said
    assert "Traceback" not in said
    assert "Warning" not in said


@BOTH
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_shopper_asks_reads_both_sides_and_opens_a_proof(
    browser: Browser, running: str, language: str, size: tuple[int, int]
) -> None:
    words = WORDS[language]
    with page_at(browser, size, running) as page:
        open_product(page, running, language)
        expect(page.locator(f"{CHAT}.box .notice")).to_have_text(DISCLOSURE[language])
        page.get_by_role("button", name=ASKED[language]).click()
        answer = page.locator(f"{CHAT}.answer[data-outcome=answered]")
        expect(answer).to_contain_text(str(words["yes"]))
        expect(answer).to_have_attribute("data-generated", "assembled")
        expect(page.locator(f"{CHAT}.panel .notice")).to_have_text(DISCLOSURE[language])
        expect(page.locator(f"{CHAT}.card")).to_have_count(4)
        assert [card.get_attribute("data-stance") for card in page.locator(f"{CHAT}.card").all()] == [
            "for", "against", "mixed", "none",
        ]  # fmt: skip
        page.get_by_role("button", name=str(words["open"]).format(2)).last.click()
        proof = page.locator(f"{CHAT}.proof")
        expect(proof.locator("mark")).to_have_text("Un peu légère pour moi en plein hiver, j'ajoute une huile.")
        expect(proof.locator(".whole")).to_have_attribute("lang", "fr")
        for mark in words["marks"]:
            expect(proof).to_contain_text(mark)
        expect(proof).to_contain_text("L'odeur est agréable.")
        fits(page)


@BOTH
def test_machines_find_in_the_page_what_people_read_on_it(browser: Browser, running: str, language: str) -> None:
    with page_at(browser, PHONE, running) as page:
        open_product(page, running, language)
        data = json.loads(page.locator('script[type="application/ld+json"]').text_content() or "")
        product, questions = data["@graph"]
        assert (product["@type"], questions["@type"]) == ("Product", "FAQPage")
        assert product["name"] == page.locator("h1").inner_text().replace("\n", " ")
        read = page.locator("body").evaluate("(body) => body.textContent.split(/\\s+/).join(' ')")
        for review in product["review"]:
            assert " ".join(review["reviewBody"].split()) in read
            assert review["author"]["name"] in read
        for question in questions["mainEntity"]:
            assert " ".join(question["acceptedAnswer"]["text"].split()) in read


def test_the_basket_says_that_nothing_is_sold_without_a_script(browser: Browser, running: str) -> None:
    with page_at(browser, PHONE, running, java_script_enabled=False) as page:
        page.goto(f"{running}/p/foulque-3?lang=fr")
        page.get_by_role("radio", name="42").check()
        expect(page.get_by_role("button", name="Ajouter au panier")).to_be_disabled()  # none is left
        page.goto(f"{running}/p/creme-rosee?lang=fr")
        page.get_by_role("button", name="Ajouter au panier").click()
        expect(page.locator("#basket")).to_contain_text("on n'y vend rien")
        page.get_by_role("button", name="Fermer").click()
        expect(page.locator("#basket")).to_be_hidden()


def test_a_moment_opens_the_video_at_its_second(browser: Browser, running: str) -> None:
    with page_at(browser, DESK, running) as page:
        open_product(page, running, "en")
        ask(page, ASKED["en"])
        moment = page.get_by_role("link", name="Watch at 0:42 until 0:47")
        expect(moment).to_have_attribute("href", "https://fauvette.example/videos/1#t=42")
        expect(moment).to_have_attribute("rel", "noopener noreferrer nofollow ugc")
        page.get_by_role("button", name="Open proof 3").last.click()
        expect(page.locator(f"{CHAT}.cues li")).to_have_count(3)
        expect(page.locator(f"{CHAT}.proof mark")).to_contain_text("Sur peau sèche je mets deux pressions")


def tab_to(page: Page, name: str, most: int = 40) -> None:
    """Press Tab until what has this name, or begins with it, holds the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if (page.evaluate(FOCUSED) or "").startswith(name):
            return
    raise AssertionError(f"{name} was not reached by {most} presses of Tab")


@BOTH
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_whole_path_works_from_the_keyboard_and_gives_focus_back(
    browser: Browser, running: str, language: str, size: tuple[int, int]
) -> None:
    words = WORDS[language]
    with page_at(browser, size, running) as page:
        counted(page, language)
        posted(page, "**/v1/answers/*/feedback")
        open_product(page, running, language)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        launch = page.locator(f"{CHAT}.launch:not(.away)")
        launch.focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"{CHAT}.panel")).to_be_visible()
        if (
            page.evaluate(FOCUSED) != "panel-question"
        ):  # on a touch screen the title has it, and the keyboard stays away
            tab_to(page, "panel-question")
        page.keyboard.type(ASKED[language])
        page.keyboard.press("Enter")
        expect(page.locator(f"{CHAT}.answer[data-outcome]")).to_be_visible()
        expect(page.locator(f"{CHAT}.panel [role=status]")).to_contain_text(str(words["yes"]))
        name = str(words["open"]).format(1)
        page.locator(f"{CHAT}.log").focus()
        tab_to(page, name, 3)
        page.keyboard.press("Enter")
        expect(page.locator(f"{CHAT}.proof mark")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(f"{CHAT}.proof")).to_be_hidden()
        focused(page, name)
        tab_to(page, str(words["all"]))
        page.keyboard.press("Enter")
        expect(page.locator(f"{CHAT}.proof .card")).to_have_count(5)
        page.keyboard.press("Escape")
        focused(page, str(words["all"]))
        tab_to(page, str(words["helpful"]))
        page.keyboard.press("Enter")
        expect(page.locator(f"{CHAT}.opinion .done")).to_be_focused()
        expect(page.locator(f"{CHAT}.panel")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(f"{CHAT}.panel")).to_be_hidden()
        expect(launch).to_be_focused()


def test_the_screen_reader_hears_a_log_and_each_finished_answer_once(browser: Browser, running: str) -> None:
    with page_at(browser, PHONE, running) as page:
        open_product(page, running, "en")
        ask(page, ASKED["en"])
        log = page.get_by_role("log", name="Conversation")
        expect(log.get_by_role("article", name="Answer")).to_be_visible()
        said = page.locator(f"{CHAT}.panel [role=status]").inner_text()
        assert said.endswith("4 proofs follow.")
        assert "[1]" not in said
        expect(page.get_by_role("dialog", name="Your questions")).to_be_visible()


def test_absence_is_said_the_nearest_labelled_and_a_person_offered(browser: Browser, running: str) -> None:
    with page_at(browser, DESK, running) as page:
        open_product(page, running)
        ask(page, "Tient-elle sur la neige ?")
        expect(page.locator(f"{CHAT}.lines")).to_have_text("Aucun client n'en parle encore.")
        expect(page.locator(f"{CHAT}.nearest h3")).to_have_text("Ce qui s'en approche le plus, sans y répondre")
        expect(page.locator(f"{CHAT}.nearest blockquote")).to_have_text("il faut juste attendre deux minutes")
        person = page.get_by_role("link", name="Parler à une personne")
        expect(person).to_have_attribute("href", "mailto:bonjour@comptoir-temoin.example")


def test_a_hostile_review_stays_text_in_answer_and_proof(browser: Browser, running: str) -> None:
    with page_at(browser, DESK, running) as page:
        open_product(page, running)
        ask(page, "Que dit Bob ?")
        expect(page.locator(f"{CHAT}blockquote")).to_contain_text("<script>window.hacked=1</script><img src=x")
        page.get_by_role("button", name="Ouvrir la preuve 1").last.click()
        expect(page.locator(f"{CHAT}.proof mark")).to_contain_text("[cliquez](javascript:alert(1))")
        expect(page.locator(f"{CHAT}.proof .by")).to_have_text("Sans nom · 5 sur 5")  # its signature is no name
        assert page.locator("temoin-chat").locator("img, script, iframe, a[href^=javascript]").count() == 0


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESK])
def test_targets_are_large_and_nothing_overflows(browser: Browser, running: str, size: tuple[int, int]) -> None:
    small = """() => [...document.querySelector("temoin-chat").shadowRoot.querySelectorAll("button, a, input, textarea")]
        .map((e) => [e.getAttribute("aria-label") ?? e.textContent, e.getBoundingClientRect()])
        .filter(([, r]) => r.width > 0 && (r.width < 44 || r.height < 44)).map(([name, r]) => `${name} ${r.width}×${r.height}`)"""
    with page_at(browser, size, running) as page:
        open_product(page, running)
        fits(page)
        for question in (ASKED["fr"], "Quelle taille ?", "Compare les deux"):
            ask(page, question)
            assert page.evaluate(small) == []
            assert page.locator(f"{CHAT}.log").evaluate("(e) => e.scrollWidth <= e.clientWidth")
        page.locator(f"{CHAT}.turn:first-child .card .chip").nth(2).click()
        page.locator(f"{CHAT}.report button").click()
        expect(page.locator(f"{CHAT}.report textarea")).to_be_visible()
        assert page.evaluate(small) == []


def test_the_panel_is_whole_under_a_large_zoom(browser: Browser, running: str) -> None:
    with page_at(browser, (320, 256), running) as page:  # 1280 × 1024 at 400 %
        open_product(page, running)
        ask(page, ASKED["fr"])
        panel = page.locator(f"{CHAT}.panel")
        assert panel.evaluate("(e) => e.scrollWidth <= e.clientWidth && e.scrollHeight > e.clientHeight")
        field = page.locator(f"{CHAT}.panel input")
        expect(page.locator(f"{CHAT}.panel .notice")).to_be_in_viewport()
        field.scroll_into_view_if_needed()
        expect(field).to_be_in_viewport()


def test_staff_ask_in_the_console_and_see_why_in_both_languages(browser: Browser, running: str) -> None:
    with page_at(browser, DESK, running) as page:
        open_console(page, running, "fr")
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


def test_text_of_twice_the_size_is_read_without_scrolling_sideways(browser: Browser, running: str) -> None:
    with page_at(browser, PHONE, running) as page:
        open_product(page, running)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        fits(page)
        for question in (ASKED["fr"], "Quelle taille ?"):
            ask(page, question)
            assert page.locator(f"{CHAT}.log").evaluate("(e) => e.scrollWidth <= e.clientWidth"), question
        assert page.locator(f"{CHAT}.lines p").first.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)") >= 32
