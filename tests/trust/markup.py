"""X1: markup as review, author, title, question, answer, transcript and suggestion, in a real Chromium: shop page, data
for machines, panel, proof, frame, carousel and console. Nothing runs, nothing foreign is asked for.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from chat.answer import Answer, Citation, Sentence
from chat.contract import Reply
from chat.conversation import Conversation
from data.records import Cue, Kind, Provenance, Record
from tests.chat.serving.wire import serving
from tests.fakes_assistant import DISCLOSURE, cite
from tests.trust.attacks.markup import payloads
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch
from tests.ui.browsing import FLAGS
from tests.ui.fake_shop import FakeShop
from ui.server import create_server

A_PAGE: Final = 30
"""Payloads that are put on a page at once."""
CONSOLE_EVERY: Final = 5
"""Gradio takes long to load: one lot in so many is also shown in the console."""
PROVOKE: Final = """() => { const all = []; const walk = (root) => root.querySelectorAll('*').forEach((e) => {
    all.push(e); if (e.shadowRoot) walk(e.shadowRoot); }); walk(document);
    for (const e of all) for (const kind of ['mouseover', 'pointerenter', 'focus', 'toggle', 'error', 'load', 'begin'])
        if (!['SCRIPT', 'LINK'].includes(e.tagName)) e.dispatchEvent(new Event(kind, { bubbles: false }));
    return all.filter((e) => /^(javascript|data:text|vbscript)/i.test((e.getAttribute('href') ?? e.getAttribute('src') ?? '').trim())
        || [...e.attributes].some((a) => /^on/i.test(a.name) && /hacked/.test(a.value))).length; }"""


@dataclass
class HostileShop(FakeShop):
    """A shop in which everything people write is one of the payloads."""

    lot: Sequence[str] = field(default_factory=list)

    def planted(self) -> list[Record]:
        """Records whose text, author and title hold the lot, each payload in all three."""
        return [_record(number, payload) for number, payload in enumerate(self.lot)]

    def records(self, product_id: str, kind: str | None = None) -> list[Record]:
        found = [record for record in self.planted() if kind in (None, record.kind)]
        return found if product_id == "creme-rosee" else super().records(product_id, kind)

    def record(self, record_id: str) -> Record:
        return next((r for r in self.planted() if r.id == record_id), None) or super().record(record_id)

    def evidence(self, product_id: str, question: str, limit: int = 10) -> tuple[Citation, ...]:
        return self._cited()[:limit]

    def suggestions(self, product_id: str, language: str) -> tuple[str, ...]:
        return tuple(self.lot[:3])

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        reply = super().answer(conversation, product_id)
        return replace(reply, answer=self._hostile_answer(reply.answer))

    def _hostile_answer(self, answer: Answer) -> Answer:
        cited = self._cited()
        lines = tuple(Sentence(f"« {c.quote} » — {c.author}", (c.number,)) for c in cited)
        own = tuple(Sentence(payload, (1,)) for payload in self.lot)
        return replace(
            answer, sentences=(*lines, *own), citations=cited, nearest=cited[:2], limit=self.lot[0],
            suggestions=tuple(self.lot[:6]), tally=None, standings=(), size=None, disclosure=DISCLOSURE[answer.language],
        )  # fmt: skip

    def _cited(self) -> tuple[Citation, ...]:
        return tuple(replace(cite(n, r, r.text), title=r.title) for n, r in enumerate(self.planted(), start=1))


def _record(number: int, payload: str) -> Record:
    kind = (Kind.REVIEW, Kind.REVIEW, Kind.QUESTION, Kind.TRANSCRIPT, Kind.FAQ)[number % 5]
    cues = (Cue(0, len(payload), 0.0, 4.0, payload),) if kind is Kind.TRANSCRIPT else ()
    return Record(
        f"{kind.value}-f{number:015x}", kind, "creme-rosee", payload,
        Provenance(payload, origin=payload, incentive="gifted", by_brand=kind is Kind.FAQ), "fr", title=payload, author=payload,
        published=date(2026, 1, 1 + number % 28), rating=4.0 if kind is Kind.REVIEW else None, cues=cues,
        url=payload, media=(payload,), attributes={payload[:40]: payload},
    )  # fmt: skip


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """So many payloads, each in every field of a record and shown on every surface."""
    del scratch
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise FileNotFoundError("no Chromium is installed: apt-get install chromium")
    shop, tally = HostileShop(), Tally()
    every = list(payloads(amount, seed * 613))
    with serving(create_server(shop, staff=True)) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for number, first in enumerate(range(0, amount, A_PAGE)):
            shop.lot = every[first : first + A_PAGE]
            for surface, faults in _shown(browser, served.address, console=number % CONSOLE_EVERY == 0):
                tally.count(f"payloads shown: {surface}", len(shop.lot))
                tally.broken += [f"{surface}: {fault}" for fault in faults]
            tally.tried += len(shop.lot)
        browser.close()
    return tally.outcome


def _shown(browser: Browser, address: str, *, console: bool) -> Iterator[tuple[str, list[str]]]:
    """Each surface with what went wrong on it."""
    for name, visit in SURFACES.items():
        if name != "console" or console:
            yield name, _visited(browser, address, visit)


def _visited(browser: Browser, address: str, visit: Callable[[Page, str], None]) -> list[str]:
    context = browser.new_context()
    page, foreign, dialogs = context.new_page(), list[str](), list[str]()
    page.set_default_timeout(60_000)
    allowed = (address, "data:", "blob:", "about:")
    page.on("request", lambda request: None if request.url.startswith(allowed) else foreign.append(request.url))

    def told(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", told)
    visit(page, address)
    live = page.evaluate(PROVOKE)
    page.wait_for_timeout(150)
    hacked: Any = page.evaluate("window.hacked ?? null")
    faults = [f"asked for {url}" for url in foreign] + [f"opened a dialog: {said}" for said in dialogs]
    faults += [f"ran payload {hacked}"] if hacked is not None else []
    faults += [f"{live} live addresses or handlers"] if live else []
    faults += [] if page.url.startswith(address) else [f"went to {page.url}"]
    context.close()
    return faults


def _product(page: Page, address: str) -> None:
    for number in (1, 2):
        page.goto(f"{address}/p/creme-rosee?lang=fr&page={number}")


def _panel(page: Page, address: str) -> None:
    page.goto(f"{address}/p/creme-rosee?lang=fr&page=3")
    page.locator("temoin-chat .box input").fill("peau sèche ?")
    page.keyboard.press("Enter")
    page.locator("temoin-chat .answer[data-outcome]").wait_for()
    page.locator("temoin-chat .card .chip").first.click()
    page.locator("temoin-chat .proof mark").wait_for()


def _frame(page: Page, address: str) -> None:
    page.goto(f"{address}/embed/frame?product=creme-rosee&lang=en")
    page.locator("temoin-chat .panel input").fill("dry skin?")
    page.keyboard.press("Enter")
    page.locator("temoin-chat .answer[data-outcome]").wait_for()


def _carousel(page: Page, address: str) -> None:
    page.goto(f"{address}/embed/snippets.html?product=creme-rosee&lang=fr")
    page.goto(f"{address}/?lang=fr")


def _console(page: Page, address: str) -> None:
    page.goto(f"{address}/console/?lang=fr")
    page.get_by_role("textbox", name="Question").first.fill("peau sèche ?")
    page.get_by_role("button", name="Demander").first.click()
    page.locator("#proofs .proof").first.wait_for()


SURFACES: Final[dict[str, Callable[[Page, str], None]]] = {
    "product page and its data": _product, "panel and proof": _panel, "frame": _frame, "carousel": _carousel,
    "console": _console,
}  # fmt: skip
