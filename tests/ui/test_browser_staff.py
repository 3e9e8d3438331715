"""Moderation and Questions in a real Chromium: what staff decide is done, at both widths and in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data.home import Home
from data.ledger import Ledger
from data.records import Status
from ingest.brand_answers import SOURCE
from ingest.moderation.rules import rule_book
from tests.ui.axe import Axe, needs_axe
from tests.ui.browsing import DESK, PHONE, fits, page_at
from tests.ui.child_server import child_server
from tests.ui.console_browsing import SLOW_MS, go_to, open_console, settled
from tests.ui.staffed_shop import filled

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of this module's own."""
    return filled(tmp_path_factory.mktemp("staffed"))


@pytest.fixture(scope="module")
def ledger(home: Path) -> Iterator[Ledger]:
    """The same ledger, as another process reads it."""
    with Ledger.open(Home(home).ledger_url) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Address of a server over that home, in a process of its own."""
    with child_server("tests.ui.data_server", str(home)) as address:
        yield address


def ticked(page: Page, words: str) -> None:
    """Tick the content that holds some words."""
    page.locator(".slot", has_text=words).get_by_role("checkbox").check()
    expect(page.locator("#approve")).to_be_visible()


def record_status(ledger: Ledger, words: str) -> Status:
    return next(one.status for one in ledger.records(served_only=False) if words in one.text)


def test_staff_read_why_and_publish_and_see_the_history(browser: Browser, address: str, ledger: Ledger) -> None:
    with page_at(browser, DESK, address) as page:
        open_console(page, address, "fr", "moderation")
        slot = page.locator(".slot", has_text="thieving gits")
        expect(slot.locator(".why")).to_contain_text("Injure")
        expect(slot.locator("mark").first).to_contain_text("thick as")
        hostile = page.locator(".slot", has_text="voleurs")
        expect(hostile).to_contain_text("<script>window.hacked=1</script>")
        assert page.locator(".slot").locator("img, script, a").count() == 0
        ticked(page, "thieving gits")
        expect(page.locator("#history")).to_contain_text("automatique")
        page.locator("#approve").click()
        expect(page.get_by_text("Écrivez une raison")).to_be_visible()
        page.locator("#reason textarea").fill("Une critique du service.")
        page.locator("#by input, #by textarea").first.fill("Ada")
        page.locator("#approve").click()
        expect(page.get_by_text("Publié : 1.").first).to_be_visible()
        expect(page.locator(".slot", has_text="thieving gits")).to_be_hidden()
        assert record_status(ledger, "thieving gits") is Status.APPROVED
        page.get_by_label("Publiés à la main").check()
        expect(page.locator(".slot", has_text="thieving gits").locator(".why")).to_contain_text("Une critique du serv")
        fits(page)


def test_staff_try_a_rule_that_is_not_switched_on(browser: Browser, address: str) -> None:
    with page_at(browser, DESK, address) as page:
        open_console(page, address, "en", "moderation")
        page.get_by_role("button", name="Try a rule before it is switched on").click()
        page.locator("#trial-code input, #trial-code textarea").first.fill("hood")
        page.locator("#trial-patterns textarea").fill(r"\bhood\b")
        page.locator("#trial-try").click()
        expect(page.locator("#trial-found")).to_contain_text("would no longer be shown: 1")
        expect(page.locator("#trial-found mark")).to_have_text("hood")
        expect(page.locator("#trial-toml textarea")).to_have_value("""[[rule]]
code = "hood"
version = "1"
status = "pending"
title.fr = "…"
title.en = "…"
reason.fr = "…"
reason.en = "…"
patterns = [
    '''\\bhood\\b''',
]
""")
        page.locator("#trial-patterns textarea").fill("(broken")
        page.locator("#trial-try").click()
        expect(page.get_by_text("Pattern 1 is no regular expression")).to_be_visible()


def test_staff_hide_a_passage_they_select_and_export_its_history(
    browser: Browser, address: str, ledger: Ledger
) -> None:
    with page_at(browser, DESK, address) as page:
        open_console(page, address, "en", "moderation")
        page.get_by_label("Reported").check()
        expect(page.locator(".slot .report")).to_contain_text("It gives a name.")
        ticked(page, "hood")
        text = page.locator("#whole textarea")
        expect(text).to_have_value("The hood keeps the rain of winter out of my collar, Julie Marchand was right.")
        text.evaluate("""(field) => { const at = field.value.indexOf("Julie"); field.focus();
            field.setSelectionRange(at, at + 14); field.dispatchEvent(new Event("select", {bubbles: true})); }""")
        expect(page.locator("#passages textarea")).to_have_value("Julie Marchand")
        page.locator("#reason textarea").fill("A surname.")
        page.locator("#mask").click()
        expect(page.get_by_text("Passage hidden, the rest is published.").first).to_be_visible()
        page.get_by_label("Hidden in part").check()
        ticked(page, "[passage removed]")
        with page.expect_download() as saved:
            page.get_by_role("button", name="Export as CSV").click()
        lines = saved.value.path().read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("\ufeffrecord_id")
        assert f"passage,{rule_book().version},A surname." in lines[1]
        assert record_status(ledger, "[passage removed]") is Status.MASKED


@pytest.mark.parametrize(
    ("language", "lost", "back"),
    [
        ("fr", "Connexion au serveur perdue. Vérifiez qu'il tourne", "La connexion est revenue."),
        ("en", "The connection to the server is lost. Check that it runs", "The connection is back."),
    ],
)
def test_a_lost_connection_is_said_and_gives_back_tab_and_words(
    browser: Browser, address: str, language: str, lost: str, back: str
) -> None:
    typed = "Une critique <b>dure</b>, sans injure."
    with page_at(browser, DESK, address, forgiven="Failed|Connection|[Aa]bort|fetch") as page:
        open_console(page, address, language, "moderation")
        ticked(page, "voleurs")
        page.locator("#reason textarea").fill(typed)
        page.context.set_offline(True)
        page.locator("#approve").click()
        expect(page.get_by_text(lost)).to_be_visible(timeout=SLOW_MS)
        page.context.set_offline(False)
        unsent = page.locator("#unsent")
        expect(unsent).to_contain_text(back, timeout=SLOW_MS)
        expect(unsent.locator("dd")).to_have_text(typed)
        expect(page.locator("html")).to_have_attribute("lang", language, timeout=SLOW_MS)
        expect(page.locator(".slot", has_text="voleurs")).to_be_visible(timeout=SLOW_MS)
        unsent.get_by_role("button").click()
        expect(unsent).to_be_hidden()
        assert page.evaluate("sessionStorage.length") == 0


def test_the_address_names_the_open_tab_and_opens_it(browser: Browser, address: str) -> None:
    with page_at(browser, DESK, address) as page:
        open_console(page, address, "en", "questions")
        expect(page).to_have_url(re.compile(r"lang=en&tab=questions|tab=questions&lang=en"))
        page.reload()
        expect(page.locator(".slot .gap").first).to_be_visible(timeout=SLOW_MS)
        expect(page.get_by_role("tab", name="Questions", exact=True)).to_have_attribute("aria-selected", "true")


def test_on_a_phone_a_question_to_work_on_is_brought_before_the_eyes(browser: Browser, address: str) -> None:
    with page_at(browser, PHONE, address) as page:
        page.set_default_timeout(SLOW_MS)
        page.goto(f"{address}/console/?lang=fr&tab=questions")
        button = page.locator("#gap-0")
        button.click()
        expect(page.locator("#gap-chosen .gap")).to_be_in_viewport(timeout=SLOW_MS)
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_staff_answer_for_the_brand_and_the_question_leaves_the_list(
    browser: Browser, address: str, ledger: Ledger
) -> None:
    with page_at(browser, DESK, address) as page:
        open_console(page, address, "fr", "questions")
        gap = page.locator(".slot", has_text="Est-elle parfumée")
        expect(gap).to_contain_text("posée 5 fois")
        gap.get_by_role("button", name="Traiter").click()
        expect(page.locator("#request-subject textarea, #request-subject input").first).to_have_value(
            "Crème Rosée : racontez-nous ce qu'il en est de l'odeur"
        )
        expect(page.locator("#question-fr textarea, #question-fr input").first).to_have_value("Est-elle parfumée ?")
        page.locator("#publish").click()
        expect(page.get_by_text("Écrivez la question et la réponse")).to_be_visible()
        page.locator("#answer-fr textarea").fill("Oui, à la mélisse, très légèrement.")
        page.locator("#publish").click()
        expect(page.get_by_text("La réponse est servie.").first).to_be_visible()
        expect(page.locator(".slot", has_text="Est-elle parfumée")).to_be_hidden()
        page.get_by_label("La marque a répondu").check()
        expect(page.locator(".slot", has_text="Est-elle parfumée").first).to_be_visible()
        (record_id,) = ledger.ids_of_source(SOURCE)
        assert ledger.record(record_id).title == "Est-elle parfumée ?"


@needs_axe
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_phone_shows_both_tabs_whole(browser: Browser, address: str, language: str) -> None:
    with page_at(browser, PHONE, address, bypass_csp=True) as page:
        axe = Axe(page)
        open_console(page, address, language)
        for tab in ("moderation", "questions"):
            go_to(page, language, tab)
            expect(page.locator(".slot").locator("visible=true").first).to_be_visible()
            fits(page)
            settled(page)
            axe.look(tab)
        assert axe.found == []


def test_staff_refuse_all_that_is_ticked_at_once_and_give_it_back_to_the_rules(
    browser: Browser, address: str, ledger: Ledger
) -> None:
    with page_at(browser, DESK, address) as page:
        open_console(page, address, "fr", "moderation")
        expect(page.locator(".slot .case").first).to_be_visible()
        every = [(one.id, one.status) for one in ledger.records(served_only=False)]
        waiting = [one for one, status in every if status is Status.PENDING]
        refused = [one for one, status in every if status is Status.REJECTED]  # by a rule: there it goes back
        assert waiting
        assert len(waiting + refused) > 1
        for part, button, said, status, shown in (
            (None, "#reject", "Refusé", Status.REJECTED, len(waiting)),
            ("Refusés", "#restore", "Rendu aux règles", Status.PENDING, len(waiting + refused)),
        ):
            if part:
                page.locator("#part").get_by_label(part).check()
            expect(page.locator("#part input:checked")).to_have_value("rejected" if part else "pending")
            expect(page.locator(".slot .case").locator("visible=true")).to_have_count(shown)
            page.locator("#all input").check()
            expect(page.locator("#chosen")).to_have_text(re.compile(rf"{shown} contenus? cochés?"))
            page.locator("#reason textarea").fill("Décidé ensemble.")
            page.locator(button).click()
            expect(page.get_by_text(f"{said}\u00a0: {shown}.").first).to_be_visible()
            assert {ledger.record(one, served_only=False).status for one in waiting} == {status}
