"""The tab where staff decide what shoppers are shown: the queue on one side, the decision on the other."""

from typing import Any, Final

import gradio as gr

from ui.console.client import told
from ui.console.desk import QUIET, Desk
from ui.console.inert import inert
from ui.console.moderation_cards import case_card, said
from ui.console.moderation_panel import DecisionPanel
from ui.console.moderation_trial import TrialPart
from ui.console.words_moderation import MODERATION
from ui.strings import typeset

QUEUE: Final = "/v1/staff/moderation/queue"
DECISIONS: Final = "/v1/staff/moderation/decisions"
SHOWN: Final = 8
PARTS: Final = ("pending", "reported", "rejected", "masked", "approved")
NAMES: Final = {"approved": "by_hand"}
"""Parts that go by another word than the status of their contents."""
EVERY: Final = ""
Page = dict[str, Any]


class ModerationTab:
    """Filters, a page of contents to tick, the decision on those that are, and trials of rules."""

    def __init__(self, desk: Desk) -> None:
        """Made inside its `gr.Tab`."""
        self.client = desk.client
        with gr.Row(elem_classes="filters"):
            self.part = gr.Radio(list(PARTS), value="pending", scale=4, min_width=280, elem_id="part")
            self.rule = gr.Dropdown([EVERY], value=EVERY, scale=2, min_width=220)
            self.words = gr.Textbox("", max_lines=1, max_length=200, scale=2, min_width=220, elem_id="search")
            self.reload = gr.Button(scale=0, min_width=110)
        with gr.Row():
            with gr.Column(scale=5, min_width=320):
                with gr.Row():
                    self.count = gr.Markdown(elem_id="count")
                    self.all = gr.Checkbox(label=" ", scale=0, min_width=240, elem_id="all", elem_classes="tick")
                self.slots = [_Slot(number) for number in range(SHOWN)]
                with gr.Row():
                    self.back, self.next = gr.Button(interactive=False), gr.Button(interactive=False)
            with gr.Column(scale=4, min_width=320, elem_id="decide"):
                self.panel = DecisionPanel(desk)
        self.trial = TrialPart(desk)
        self._connect(desk)

    @property
    def ticks(self) -> list[gr.Checkbox]:
        """The boxes of the page, in its order."""
        return [slot.tick for slot in self.slots]

    def labelled(self) -> list[Any]:
        """What `labels` gives new words to."""
        own = [self.words, self.reload, self.all, self.back, self.next]
        return [*own, *self.panel.labelled(), *self.trial.labelled()]

    def labels(self, language: str) -> list[Any]:
        """The tab in one language; its contents follow once it is opened or the language is switched."""
        words = {key: typeset(both[language], language) for key, both in MODERATION.items()}
        own = [
            gr.Textbox(label=words["search"], placeholder=words["search_hint"]),
            gr.Button(value=words["reload"]),
            gr.Checkbox(label=words["all"]),
            gr.Button(value=words["back"]),
            gr.Button(value=words["next"]),
        ]
        return [*own, *self.panel.labels(language), *self.trial.labels(language)]

    def _connect(self, desk: Desk) -> None:
        page = gr.State({})
        shown = [page, self.part, self.rule, self.count, self.all, self.back, self.next]
        shown += [part for slot in self.slots for part in slot.parts]
        shown += self.panel.shown  # at once: whoever ticks a content that has just appeared keeps what that opens
        asked = [self.part, self.rule, self.words, page, desk.interface]
        first = [desk.tab.select, self.reload.click, self.words.submit, self.rule.input, desk.interface.input]
        for event in first:
            event(self._first, asked, shown, **QUIET)
        self.part.input(self._other_part, asked, shown, **QUIET)
        for button, step in ((self.back, -SHOWN), (self.next, SHOWN)):
            button.click(_turned(self._read, step), asked, shown, **QUIET)
        chosen = [page, desk.interface, *self.ticks]
        gr.on([tick.input for tick in self.ticks], self._chosen, chosen, self.panel.shown, **QUIET)
        every = self.all.input(self._ticked, [page, self.all], self.ticks, **QUIET)
        every.then(self._chosen, chosen, self.panel.shown, **QUIET)
        for action, button in self.panel.buttons.items():
            given = [*self.panel.given, *chosen]
            decided = button.click(_deciding(self._decide, action), given, [self.panel.reason], **QUIET)
            decided.success(self._read, asked, shown, **QUIET)

    def _first(self, part: str, rule: str, words: str, page: Page, language: str, request: gr.Request) -> list[Any]:
        return self._read(part, rule, words, {**page, "offset": 0}, language, request)

    def _other_part(self, part: str, _: str, words: str, page: Page, language: str, request: gr.Request) -> list[Any]:
        return self._read(part, EVERY, words, {**page, "offset": 0}, language, request)

    def _read(self, part: str, rule: str, words: str, page: Page, language: str, request: gr.Request) -> list[Any]:
        """A page of the queue; the last one there is where decisions have emptied the one asked for."""
        calls, offset = self.client.of(request, language), max(0, page.get("offset", 0))
        asked: dict[str, Any] = {
            "state": part,
            "rule": rule or None,
            "q": (words or "").strip() or None,
            "limit": SHOWN,
        }
        found = calls.get(QUEUE, offset=offset, **asked)
        if not found["cases"] and found["total"]:
            found = calls.get(QUEUE, offset=(found["total"] - 1) // SHOWN * SHOWN, **asked)
        return self._shown(found, rule, words, language)

    def _shown(self, found: Page, rule: str, words: str, language: str) -> list[Any]:
        cases, first = found["cases"], found["offset"]
        parts = [(f"{said(NAMES.get(part, part), language)} ({found['counts'].get(part, 0)})", part) for part in PARTS]
        rules = [(f"{_rule_name(found, code, language)} ({count})", code) for code, count in found["rules"].items()]
        range_ = {"first": first + 1, "last": first + len(cases), "total": found["total"]}
        count = (
            said("count", language, **range_) if cases else said("none_found" if rule or words else "none", language)
        )
        return [
            {"offset": first, "cases": cases},
            gr.Radio(choices=parts, value=found["state"], label=said("part", language)),
            gr.Dropdown(
                choices=[(said("every_rule", language), EVERY), *rules], value=rule, label=said("rule", language)
            ),
            inert(count if words or found["state"] != "approved" else f"{count}\n{said('by_hand_hint', language)}"),
            gr.Checkbox(value=False, visible=bool(cases)),
            gr.Button(interactive=first > 0, visible=found["total"] > SHOWN),
            gr.Button(interactive=first + len(cases) < found["total"], visible=found["total"] > SHOWN),
            *(
                part
                for slot, case in zip(self.slots, _padded(cases), strict=True)
                for part in slot.shown(case, language)
            ),
            *self.panel.empty(language),
        ]

    def _chosen(self, request: gr.Request, page: Page, language: str, *ticks: bool) -> list[Any]:
        return self.panel.about(_ticked(page, ticks), language, self.client.of(request, language))

    def _ticked(self, page: Page, every: bool) -> list[Any]:
        return [gr.Checkbox(value=every and number < len(page.get("cases", []))) for number in range(SHOWN)]

    def _decide(self, action: str, given: list[Any], language: str, request: gr.Request) -> str:
        """Send a decision; what it did is told in passing, and the reason is emptied for the next."""
        reason, by, passages, page, _, *ticks = given
        cases, words = _ticked(page, ticks), [line.strip() for line in passages.splitlines() if line.strip()]
        missing = {
            "need_choice": not cases,
            "need_one": action == "mask" and len(cases) > 1,
            "need_reason": len(reason.strip()) < 3,
            "need_words": action == "mask" and not words,
        }
        for key, lacks in missing.items():
            if lacks:
                raise told(inert(said(key, language)))
        body = {"action": action, "record_ids": [case["record_id"] for case in cases], "reason": reason.strip()}
        body |= {"by": by.strip() or None, "passages": words if action == "mask" else []}
        done = self.client.of(request, language).post(DECISIONS, body)
        gr.Info(inert(said(f"done_{action}", language, n=len(done["kept"]))), title="")
        if done["refused"]:
            gr.Warning(inert(said("left", language, n=len(done["refused"]))), title="")
        return ""


class _Slot:
    """The place of one content on the page."""

    def __init__(self, number: int) -> None:
        with gr.Column(visible=False, elem_classes="slot", min_width=200) as self.group:
            self.tick = gr.Checkbox(label=" ", elem_id=f"tick-{number}", elem_classes="tick")
            self.card = gr.Markdown(elem_classes="case-card")
        self.parts: list[Any] = [self.group, self.tick, self.card]

    def shown(self, case: Page | None, language: str) -> list[Any]:
        """A content in this place, or nothing."""
        if case is None:
            return [gr.Column(visible=False), gr.Checkbox(value=False, label=""), ""]
        nobody = "brand" if case["kind"] in ("faq", "product") else "anonymous"
        name = f"{case['author'] or said(nobody, language)} · {case['product_id']}"
        return [gr.Column(visible=True), gr.Checkbox(value=False, label=name), case_card(case, language)]


def _turned(read: Any, step: int) -> Any:
    def turned(part: str, rule: str, words: str, page: Page, language: str, request: gr.Request) -> list[Any]:
        moved: list[Any] = read(part, rule, words, {**page, "offset": page.get("offset", 0) + step}, language, request)
        return moved

    return turned


def _deciding(decide: Any, action: str) -> Any:
    def deciding(request: gr.Request, *given: Any) -> str:
        sent: str = decide(action, list(given), given[4], request)
        return sent

    return deciding


def _ticked(page: Page, ticks: Any) -> list[Page]:
    return [case for case, ticked in zip(page.get("cases", []), ticks, strict=False) if ticked]


def _padded(cases: list[Page]) -> list[Page | None]:
    return [*cases, *[None] * (SHOWN - len(cases))]


def _rule_name(found: Page, code: str, language: str) -> str:
    title = next((case["rule_title"].get(language) for case in found["cases"] if case["rule"] == code), None)
    return title or code
