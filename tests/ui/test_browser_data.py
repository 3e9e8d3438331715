"""The data tab in a real Chromium: a file comes in, a contributor goes out, in both languages and at both widths."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data.home import Home
from data.ledger import Ledger
from tests.imports_for_tests import row, write_csv
from tests.ui.browsing import DESK, PHONE, fits, page_at
from tests.ui.child_server import child_server
from tests.ui.console_browsing import SLOW_MS as SLOW
from tests.ui.console_browsing import open_console

pytestmark = pytest.mark.browser
TEXTS = {
    "zoe": "<img src=x onerror='window.hacked=1'> The hood keeps the rain out of my collar.",
    "max": "A pocket too few for the leash of the dog, else a fine coat for winter.",
    "lea": "Washed it with iron buckles in the drum and not one stitch has moved.",
}
WORDS = {
    "fr": {"full": "Export complet", "clean": "n'a rien retrouvé", "sound": "Tout est en ordre",
           "not_same": "n'est pas le même", "nothing": "Rien n'est conservé sous ce nom"},
    "en": {"full": "Complete export", "clean": "found nothing", "sound": "All is well",
           "not_same": "is not the same", "nothing": "Nothing is held under this name"},
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home of this module's own."""
    return Home(tmp_path_factory.mktemp("data") / "home").prepare()


@pytest.fixture(scope="module")
def ledger(home: Home) -> Iterator[Ledger]:
    with Ledger.open(home.ledger_url) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(home: Home, ledger: Ledger) -> Iterator[str]:
    """Address of a server over that home."""
    with child_server("tests.ui.data_server", str(home.root)) as address:
        yield address


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [row(n, text, author=author) for n, (author, text) in enumerate(TEXTS.items())]
    bad = row(9, "Nothing to read here.", rating="eleven")
    return write_csv(tmp_path_factory.mktemp("exports") / "avis de l'été.csv", *rows, bad)


def open_tab(page: Page, address: str, language: str) -> None:
    open_console(page, address, language, "data")
    expect(page.locator("#choose-file")).to_be_visible(timeout=SLOW)


def choose(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chosen:
        page.locator("#choose-file").click()
    chosen.value.set_files(file)


@pytest.mark.parametrize(("language", "size"), [("fr", PHONE), ("en", DESK)])
def test_a_file_is_looked_at_imported_and_verified(
    language: str, size: tuple[int, int], browser: Browser, address: str, export: Path, ledger: Ledger, home: Home
) -> None:
    words, before = WORDS[language], len(list(ledger.records(served_only=False)))
    with page_at(browser, size, address) as page:
        open_tab(page, address, language)
        choose(page, export)
        expect(page.locator("#import-report")).to_contain_text("avis de l'été.csv", timeout=SLOW)
        expect(page.locator("#refusals")).to_contain_text("eleven", timeout=SLOW)
        assert len(list(ledger.records(served_only=False))) == before
        expect(page.locator("#import-full")).to_contain_text(words["full"], timeout=SLOW)
        page.locator("#run-import").click()
        expect(page.locator("#run-import")).to_be_hidden(timeout=SLOW)
        expect(page.locator("#generations")).to_contain_text("gen-000001", timeout=SLOW)
        expect(page.locator("#import-report")).not_to_contain_text(
            "Aperçu" if language == "fr" else "Preview", timeout=SLOW
        )
        page.locator("#verify").click()
        expect(page.locator("#verified")).to_contain_text(words["sound"], timeout=SLOW)
        with page.expect_download() as saved:
            page.locator("#download-quarantine").click()
        assert "eleven" in saved.value.path().read_text(encoding="utf-8")
        fits(page)
    assert len(list(ledger.records(served_only=False))) == 3
    assert not [path for path in (home.root / "uploads").rglob("*") if path.is_file()]


@pytest.mark.parametrize(("language", "author", "size"), [("en", "zoe", DESK), ("fr", "max", PHONE)])
def test_a_contributor_is_found_handed_over_and_erased_when_the_name_is_typed_again(
    language: str, author: str, size: tuple[int, int], browser: Browser, address: str, ledger: Ledger
) -> None:
    words = WORDS[language]
    with page_at(browser, size, address, forgiven="404") as page:
        open_tab(page, address, language)
        expect(page.locator("#erase")).to_be_hidden(timeout=SLOW)
        page.locator("#contributor textarea, #contributor input").fill(author)
        page.locator("#look-at-contributor").click()
        expect(page.locator("#held-records")).to_contain_text(TEXTS[author][:30], timeout=SLOW)
        with page.expect_download() as saved:
            page.locator("#save-contributor").click()
        assert json.loads(saved.value.path().read_text(encoding="utf-8"))["records"][0]["author"] == author
        page.locator("#confirm textarea, #confirm input").fill("somebody else")
        page.locator("#erase").click()
        expect(page.get_by_text(words["not_same"])).to_be_visible(timeout=SLOW)
        page.locator("#confirm textarea, #confirm input").fill(author)
        page.locator("#erase").click()
        expect(page.locator("#receipt")).to_contain_text(words["clean"], timeout=SLOW)
        expect(page.locator("#erase")).to_be_hidden(timeout=SLOW)
        page.locator("#look-at-contributor").click()
        expect(page.get_by_text(words["nothing"])).to_be_visible(timeout=SLOW)
        fits(page)
    assert author not in {record.author for record in ledger.records(served_only=False)}


def test_a_file_of_another_format_is_refused_with_a_sentence(browser: Browser, address: str, tmp_path: Path) -> None:
    (tmp_path / "holiday.exe").write_bytes(b"MZ")
    with page_at(browser, DESK, address, forgiven="422") as page:
        open_tab(page, address, "en")
        choose(page, tmp_path / "holiday.exe")
        expect(page.get_by_text("of no format read here")).to_be_visible(timeout=SLOW)
