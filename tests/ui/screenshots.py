"""The pictures of the documentation, taken from a running server: `python -m tests.ui.screenshots ADDRESS`."""

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
]  # fmt: skip
SIZES = {"phone": (360, 740), "desk": (1280, 860)}
ASK = {"fr": "Demander", "en": "Ask"}


def main() -> int:
    """Write one picture a view into the folder; 1 when no Chromium is installed."""
    given = _parser().parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("screenshots: no Chromium is installed: apt-get install chromium", file=sys.stderr)
        return 1
    given.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for device, language, question in (("phone", "fr", given.french), ("desk", "en", given.english)):
            if "shop" in given.faces:
                _shop(_page(browser, device), given, language, question, f"{language}-{device}")
                _figures(_page(browser, device), given, language, f"{language}-{device}")
        for device, language, question in (("desk", "fr", given.french), ("phone", "en", given.english)):
            if "console" in given.faces:
                _console(_page(browser, device), given, language, question, f"{language}-{device}")
        browser.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.ui.screenshots", description="Take the documentation's pictures.")
    parser.add_argument("address", help="address of the running server, such as http://127.0.0.1:8000")
    parser.add_argument("--out", type=Path, default=Path("docs/images"), help="folder of the pictures")
    parser.add_argument("--faces", nargs="+", default=["shop", "console"], help="which faces: shop, console")
    parser.add_argument("--product", default="creme-confort-peaux-seches", help="id of the product shown")
    parser.add_argument("--french", default="Est-ce qu'elle laisse un film gras ?", help="the question in French")
    parser.add_argument("--english", default="Can I wear it under make-up?", help="the question in English")
    return parser


def _page(browser: Browser, device: str) -> Page:
    width, height = SIZES[device]
    return browser.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if device == "phone" else 1,
        has_touch=device == "phone",
        reduced_motion="reduce",
    )


def _shop(page: Page, given: argparse.Namespace, language: str, question: str, name: str) -> None:
    """The shop, a product, an answer, its first proof."""
    page.goto(f"{given.address}/?lang={language}")
    page.screenshot(path=given.out / f"shop-{name}.png")
    page.goto(f"{given.address}/p/{given.product}?lang={language}")
    page.locator("temoin-chat .box .questions button").first.wait_for()
    page.screenshot(path=given.out / f"product-{name}.png")
    page.locator("temoin-chat .box input").fill(question)
    page.keyboard.press("Enter")
    page.locator("temoin-chat .answer[data-outcome]").wait_for()
    page.screenshot(path=given.out / f"answer-{name}.png")
    page.locator("temoin-chat .card .chip").first.click()
    page.locator("temoin-chat .proof mark").first.wait_for()
    page.screenshot(path=given.out / f"proof-{name}.png")
    page.close()


FIGURES = {
    "size": ("foulee-2", {"fr": "J'ai le pied large, je fais du 42, quelle pointure prendre ?",
                          "en": "I have wide feet and usually take a 9, which size?"}),
    "compare": ("foulee-2", {"fr": "Foulée 2 ou bottine Armelle, pour des pieds larges ?",
                             "en": "Which is better for wide feet, the Foulée 2 or the Armelle boot?"}),
    "moments": ("armoire-lison", {"fr": "Montre-moi comment la monter seul", "en": "Show me someone assembling it alone"}),
}  # fmt: skip
"""Pictures of answers that carry more than words: product and question by language."""


def _figures(page: Page, given: argparse.Namespace, language: str, name: str) -> None:
    """Size advice, a comparison, moments of videos, and the words on the listing page."""
    for figure, (product, question) in FIGURES.items():
        page.goto(f"{given.address}/p/{product}?lang={language}")
        page.locator("temoin-chat .box input").fill(question[language])
        page.keyboard.press("Enter")
        page.locator("temoin-chat .answer[data-outcome]").wait_for()
        page.screenshot(path=given.out / f"{figure}-{name}.png")
    page.goto(f"{given.address}/?lang={language}")
    page.locator("[data-temoin-snippets]").scroll_into_view_if_needed()
    page.locator("[data-temoin-snippets] .turns").wait_for()
    page.locator(".heard").screenshot(path=given.out / f"snippets-{name}.png")
    page.close()


TABS = {
    "chat": ("#proofs .proof", {"fr": "Essayer", "en": "Try it"}),
    "moderation": (".slot .case", {"fr": "Modération", "en": "Moderation"}),
    "questions": ("#gap-state label", {"fr": "Questions", "en": "Questions"}),
    "dashboard": ("#plot-by_product .main-svg", {"fr": "Chiffres", "en": "Dashboard"}),
    "evaluate": ("#start", {"fr": "Évaluer", "en": "Evaluate"}),
    "data": ("#refresh-data", {"fr": "Données", "en": "Data"}),
}
"""Tabs of the console: what is there once one can be read, and its name by language."""
SETTLED_MS = 1_500
"""Tables and plots lay themselves out after their contents are there."""


def _console(page: Page, given: argparse.Namespace, language: str, question: str, name: str) -> None:
    """Every tab of the console, the first with an answer, its proofs and its trace."""
    page.set_default_timeout(90_000)
    page.goto(f"{given.address}/console/?lang={language}")
    page.get_by_role("button", name=ASK[language], exact=True).wait_for()
    page.locator("#chat-product input").fill(given.product)
    page.get_by_role("option", name=given.product).click()
    page.locator("#question input, #question textarea").fill(question)
    page.get_by_role("button", name=ASK[language], exact=True).click()
    for place, (there, names) in TABS.items():
        _tab(page, names[language])
        page.locator(there).locator("visible=true").first.wait_for()
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=given.out / f"console-{place}-{name}.png")
    page.close()


def _tab(page: Page, name: str) -> None:
    """Open a tab, which a phone may keep in a menu."""
    tab = page.get_by_role("tab", name=name, exact=True).locator("visible=true")
    if tab.count():
        tab.first.click()
        return
    page.locator("#tabs .overflow-menu button").first.click()
    page.locator("#tabs .overflow-dropdown").get_by_text(name, exact=True).click()


if __name__ == "__main__":
    sys.exit(main())
