"""Staff ask a chat model in the console and read what it was given, over HTTP, in a real Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chat.llm.servers import GOOD, Scripted, llama_served, served
from tests.ui.browsing import DESK, PHONE, fits, page_at
from tests.ui.child_server import child_server

pytest.importorskip("langchain_openai", reason="the extra temoin[openai] is not installed: make install")
pytestmark = pytest.mark.browser
SLOW_MS = 180_000
ASKED = {"fr": "Est-ce bien pour dry skin ?", "en": "Does it suit dry skin?"}
WORDS = {
    "fr": {"ask": "Demander", "model": "Le modèle openai:small", "worded": "rédigée par un modèle", "rules": "Tu"},
    "en": {"ask": "Ask", "model": "The model openai:small", "worded": "worded by a model", "rules": "You"},
}


@contextmanager
def console(home: Path, model: str) -> Iterator[str]:
    """Address of a server whose answers the model at an address words."""
    with child_server("tests.ui.model_server", str(home), model, seconds=400) as address:
        yield address


def ask_model(page: Page, address: str, language: str) -> None:
    """Ask on the cream with the chat model chosen as answerer."""
    words = WORDS[language]
    page.set_default_timeout(SLOW_MS)
    page.goto(f"{address}/console/?lang={language}")
    ask = page.get_by_role("button", name=words["ask"], exact=True)
    expect(ask).to_be_visible(timeout=SLOW_MS)
    page.locator("#chat-product input").click()
    page.get_by_role("option", name="cream").click()
    page.locator("#settings > button").click()
    page.locator("#settings-answerer input").click()
    page.get_by_role("option", name=words["model"]).click()
    page.locator("#question textarea, #question input").fill(ASKED[language])
    ask.click()
    expect(page.locator("#prompt textarea")).to_be_visible(timeout=SLOW_MS)


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Scripted]]:
    """The console over a server that says one good sentence."""
    model = Scripted()
    with served(model) as url, console(tmp_path_factory.mktemp("model"), url) as address:
        yield address, model


@pytest.mark.parametrize(("language", "size"), [("fr", PHONE), ("en", DESK)])
def test_staff_read_the_prompt_a_model_was_given_beside_the_answer_it_worded(
    browser: Browser, scripted: tuple[str, Scripted], language: str, size: tuple[int, int]
) -> None:
    address, model = scripted
    with page_at(browser, size, address) as page:
        ask_model(page, address, language)
        prompt = page.locator("#prompt textarea").input_value()
        sent = [message["content"] for message in model.asked[-1]["messages"]]
        assert all(one in prompt for one in sent)
        assert prompt.startswith(f"[system]\n{WORDS[language]['rules']}")
        fits(page)
        if language == "en":  # the scripted server speaks English, and an answer has one language
            expect(page.locator("#conversation")).to_contain_text(GOOD)
            expect(page.locator("#summary")).to_contain_text(WORDS[language]["worded"])


@pytest.mark.model
def test_the_prompt_of_a_real_model_server_is_shown_and_only_proved_words_of_it(
    browser: Browser, tmp_path: Path
) -> None:
    with llama_served(4096) as url, console(tmp_path, url) as address, page_at(browser, DESK, address) as page:
        ask_model(page, address, "en")
        prompt = page.locator("#prompt textarea").input_value()
        assert "[system]" in prompt
        assert "▁".join(ASKED["en"].split()[:2]) in prompt.partition("[human]")[2] or ASKED["en"] in prompt
        expect(page.locator("#stages")).to_contain_text("wording", timeout=SLOW_MS)
        expect(page.locator("#proofs .proof").first).to_be_visible()
