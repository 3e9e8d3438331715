"""The tab of what shoppers ask in vain: a list by topic and product, and what to do about one of them."""

from typing import Any, Final

import gradio as gr

from ui.console.desk import QUIET, Desk
from ui.console.inert import inert
from ui.console.questions_cards import gap_card, product_name, said
from ui.console.questions_panel import GapPanel
from ui.console.words_questions import QUESTIONS

GAPS: Final = "/v1/staff/questions"
SHOWN: Final = 8
STATES: Final = ("open", "answered")
EVERY: Final = ""
Page = dict[str, Any]
TO_DRAFT: Final = """() => setTimeout(() => {
    const draft = document.querySelector("#draft");
    if (draft.getBoundingClientRect().top > innerHeight / 2) draft.scrollIntoView();
}, 100)"""
"""On a phone the panel stands below the list, so what was opened is brought before the eyes."""


class QuestionsTab:
    """Filters, a page of gaps with a button each, and the panel that asks customers or answers for the brand."""

    def __init__(self, desk: Desk) -> None:
        """Made inside its `gr.Tab`."""
        self.client = desk.client
        with gr.Row(elem_classes="filters"):
            self.state = gr.Radio(list(STATES), value="open", scale=3, min_width=280, elem_id="gap-state")
            self.product = gr.Dropdown([EVERY], value=EVERY, scale=2, min_width=200)
            self.reload = gr.Button(scale=0, min_width=110)
        with gr.Row():
            with gr.Column(scale=5, min_width=320):
                self.count = gr.Markdown()
                self.slots = [_Slot(number) for number in range(SHOWN)]
                with gr.Row():
                    self.back, self.next = gr.Button(interactive=False), gr.Button(interactive=False)
            with gr.Column(scale=4, min_width=320, elem_id="draft"):
                self.panel = GapPanel(desk)
        self._connect(desk)

    def labelled(self) -> list[Any]:
        """What `labels` gives new words to."""
        return [self.reload, self.back, self.next, *(slot.open for slot in self.slots), *self.panel.labelled()]

    def labels(self, language: str) -> list[Any]:
        """The tab in one language; its contents follow once it is opened or the language is switched."""
        words = {key: both[language] for key, both in QUESTIONS.items()}
        own = [gr.Button(value=words[key]) for key in ("reload", "back", "next")]
        return [*own, *(gr.Button(value=words["open_gap"]) for _ in self.slots), *self.panel.labels(language)]

    def _connect(self, desk: Desk) -> None:
        page = gr.State({})
        shown = [page, self.state, self.product, self.count, self.back, self.next]
        shown += [part for slot in self.slots for part in slot.parts]
        asked = [self.state, self.product, page, desk.interface]
        anew, everything = [self.state, self.product, desk.interface], [*shown, *self.panel.shown]
        events = [desk.tab.select, self.reload.click, self.state.input, self.product.input, desk.interface.input]
        for event in events:
            event(self._first, anew, everything, **QUIET)
        self.back.click(self._back, asked, shown, **QUIET)
        self.next.click(self._next, asked, shown, **QUIET)
        for number, slot in enumerate(self.slots):
            opened = slot.open.click(_opening(self._opened, number), [page, desk.interface], self.panel.shown, **QUIET)
            opened.success(None, None, None, js=TO_DRAFT, **QUIET)
        published = self.panel.publish.click(self.panel.sent, self.panel.given, [self.panel.gap], **QUIET)
        published.success(self._first, anew, everything, **QUIET)

    def _first(self, state: str, product: str, language: str, request: gr.Request) -> list[Any]:
        """The first page, and nothing opened; at once, so that what is opened from it stays open."""
        return [*self._read(state, product, 0, language, request), *self.panel.empty(language)]

    def _back(self, state: str, product: str, page: Page, language: str, request: gr.Request) -> list[Any]:
        return self._read(state, product, max(0, page.get("offset", 0) - SHOWN), language, request)

    def _next(self, state: str, product: str, page: Page, language: str, request: gr.Request) -> list[Any]:
        return self._read(state, product, page.get("offset", 0) + SHOWN, language, request)

    def _read(self, state: str, product: str, offset: int, language: str, request: gr.Request) -> list[Any]:
        calls = self.client.of(request, language)
        found = calls.get(GAPS, state=state, product_id=product or None, offset=offset, limit=SHOWN)
        gaps, last = found["gaps"], found["offset"] + len(found["gaps"])
        states = [(f"{said(name, language)} ({found['counts'].get(name, 0)})", name) for name in STATES]
        named = {gap["product_id"]: product_name(gap, language) for gap in gaps if gap["product_id"]}
        products = [(f"{named.get(one, one)} ({count})", one) for one, count in found["products"].items() if one]
        count = said("count", language, first=found["offset"] + 1, last=last, total=found["total"])
        return [
            {"offset": found["offset"], "gaps": gaps},
            gr.Radio(choices=states, value=state, label=said("state", language)),
            gr.Dropdown(
                choices=[(said("every_product", language), EVERY), *products],
                value=product,
                label=said("product", language),
            ),
            inert(count if gaps else said("none" if state == "open" else "none_answered", language)),
            gr.Button(interactive=found["offset"] > 0, visible=found["total"] > SHOWN),
            gr.Button(interactive=last < found["total"], visible=found["total"] > SHOWN),
            *(part for slot, gap in zip(self.slots, _padded(gaps), strict=True) for part in slot.shown(gap, language)),
        ]

    def _opened(self, number: int, page: Page, language: str, request: gr.Request) -> list[Any]:
        return self.panel.about(page["gaps"][number], language, self.client.of(request, language))


class _Slot:
    """The place of one gap on the page."""

    def __init__(self, number: int) -> None:
        with gr.Column(visible=False, elem_classes="slot", min_width=200) as self.column:
            self.card = gr.Markdown()
            self.open = gr.Button(size="sm", elem_id=f"gap-{number}")
        self.parts: list[Any] = [self.column, self.card]

    def shown(self, gap: Page | None, language: str) -> list[Any]:
        """A gap in this place, or nothing."""
        return [gr.Column(visible=gap is not None), gap_card(gap, language) if gap else ""]


def _opening(opened: Any, number: int) -> Any:
    def opening(page: Page, language: str, request: gr.Request) -> list[Any]:
        shown: list[Any] = opened(number, page, language, request)
        return shown

    return opening


def _padded(gaps: list[Page]) -> list[Page | None]:
    return [*gaps, *[None] * (SHOWN - len(gaps))]
