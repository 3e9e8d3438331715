"""Dashboard, question sets and the staff's chat in a real Chromium, in both languages and at both widths."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.ui.axe import Axe, needs_axe
from tests.ui.browsing import DESK, PHONE, fits, page_at
from tests.ui.child_server import child_server
from tests.ui.console_browsing import SLOW_MS as WAIT_MS
from tests.ui.console_browsing import go_to, open_console, settled
from tests.ui.figures_shop import filled

pytestmark = pytest.mark.browser
WORDS = {
    "fr": {"ask": "Demander",
           "dry": "Convient-elle aux peaux sèches ?", "records": "11 contenus servis", "ended": "3 questions en",
           "invented": "Répond alors que personne n'en parle", "marked": "est marquée fausse", "option": "0,95",
           "same": "Les deux réponses sont les mêmes"},
    "en": {"ask": "Ask",
           "dry": "Is it good for dry skin?", "records": "11 pieces of content served", "ended": "3 questions in",
           "invented": "Answers although nobody speaks of it", "marked": "is marked as wrong", "option": "0.95",
           "same": "Both answers are the same"},
}  # fmt: skip
TABS = ("chat", "dashboard", "evaluate", "data")
PLACES = [(PHONE, "fr"), (DESK, "en")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over a home with answers, feedback and a question set of its own."""
    with child_server("tests.ui.figures_server", str(filled(tmp_path_factory.mktemp("figures")))) as address:
        yield address


@pytest.mark.parametrize(("size", "language"), PLACES)
def test_the_dashboard_draws_every_figure_and_hands_it_over(
    browser: Browser, address: str, size: tuple[int, int], language: str
) -> None:
    with page_at(browser, size, address) as page:
        open_console(page, address, language, "dashboard")
        expect(page.locator("#figure-content")).to_contain_text(WORDS[language]["records"], timeout=WAIT_MS)
        for plot in ("by_month", "by_product", "by_topic", "over_time", "videos-plot", "answers-plot", "feedback-plot"):
            expect(page.locator(f"#plot-{plot} .js-plotly-plot .main-svg").first).to_be_visible(timeout=WAIT_MS)
        expect(page.locator("#table-said")).to_contain_text("=1+1 <script>")
        expect(page.locator("#table-gaps")).to_be_visible()
        with page.expect_download() as handed:
            page.locator("#csv-feedback").click()
        text = handed.value.path().read_text(encoding="utf-8")
        assert handed.value.suggested_filename == "temoin-feedback.csv"
        assert "'=1+1 <script>" in text
        fits(page)


@pytest.mark.parametrize(("size", "language"), PLACES)
def test_a_set_is_run_and_what_failed_is_opened_in_the_chat(
    browser: Browser, address: str, size: tuple[int, int], language: str
) -> None:
    words = WORDS[language]
    with page_at(browser, size, address) as page:
        open_console(page, address, language, "evaluate")
        page.locator("#sets input").click()
        page.get_by_role("option", name="own (3)").click()
        page.keyboard.press("Escape")
        page.locator("#extent input").click()
        page.get_by_role("option").nth(1).click()
        page.locator("#start").click()
        expect(page.locator("#run-state")).to_contain_text(words["ended"], timeout=WAIT_MS)
        expect(page.locator("#failure")).to_contain_text(words["invented"], timeout=WAIT_MS)
        expect(page.locator("#table-figures")).to_contain_text("answer_right")
        expect(page.locator("#failure")).to_contain_text("own-2")
        expect(page.locator("#failure")).not_to_contain_text("product_question")
        page.locator("#open").click()
        expect(page.locator("#question textarea, #question input")).to_have_value("Is it good for dry skin?")
        expect(page.locator("#conversation")).to_contain_text("Hello!")
        page.get_by_role("button", name=words["ask"], exact=True).click()
        expect(page.locator("#proofs .proof").first).to_be_visible(timeout=WAIT_MS)


@pytest.mark.parametrize(("size", "language"), PLACES)
def test_an_answer_is_compared_copied_and_marked_wrong(
    browser: Browser, address: str, size: tuple[int, int], language: str
) -> None:
    words = WORDS[language]
    with page_at(browser, size, address) as page:
        open_console(page, address, language, "chat")
        page.locator("#settings > button").click()
        page.locator("#compare input").check()
        page.locator("#others-answered input").click()
        page.get_by_role("option", name=words["option"]).click()
        page.locator("#question textarea, #question input").fill(words["dry"])
        page.get_by_role("button", name=words["ask"], exact=True).click()
        expect(page.locator("#differing")).to_contain_text(words["same"], timeout=WAIT_MS)
        this, other = (page.locator(f"#{side}-answer").bounding_box() for side in ("this", "other"))
        assert this is not None
        assert other is not None
        assert (this["y"] == other["y"]) is (size == DESK)
        page.locator("#act > button").click()
        page.locator("#as-question").click()
        expect(page.locator("#line textarea")).to_have_value(re.compile(re.escape(words["dry"])), timeout=WAIT_MS)
        page.locator("#reason textarea").fill("The second quote is of another size.")
        page.locator("#mark").click()
        expect(page.locator("#marked")).to_contain_text(words["marked"], timeout=WAIT_MS)


@needs_axe
@pytest.mark.parametrize(("size", "language"), PLACES)
def test_no_tab_has_a_serious_violation(browser: Browser, address: str, size: tuple[int, int], language: str) -> None:
    with page_at(browser, size, address, bypass_csp=True) as page:
        axe = Axe(page)
        open_console(page, address, language, "chat")
        page.locator("#settings > button").click()
        page.locator("#act > button").click()
        page.locator("#question textarea, #question input").fill(WORDS[language]["dry"])
        page.get_by_role("button", name=WORDS[language]["ask"], exact=True).click()
        expect(page.locator("#proofs .proof").first).to_be_visible(timeout=WAIT_MS)
        for name in TABS:
            go_to(page, language, name)
            if name == "dashboard":  # plots are hidden until their figures are there
                expect(page.locator("#plot-feedback-plot .main-svg").first).to_be_visible(timeout=WAIT_MS)
            settled(page)
            axe.look(name)
        assert axe.found == []
