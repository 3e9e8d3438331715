"""The decision on what is ticked: reason, buttons, a passage to hide, and the history of a single content."""

import json
from typing import Any, Final

import gradio as gr

from ui.console.client import Calls, StaffClient
from ui.console.desk import Desk
from ui.console.inert import inert
from ui.console.moderation_cards import history_card, said
from ui.console.saving import saves
from ui.console.words_moderation import MODERATION, PRESETS

RECORDS: Final = "/v1/staff/moderation/records"
STATEMENTS: Final = "/v1/staff/moderation/statements"
LONGEST_REASON: Final = 1_000


class DecisionPanel:
    """Beside the queue; `buttons` by action, `given` what a decision is made of, `shown` what it is about."""

    def __init__(self, desk: Desk) -> None:
        """Made inside the column that holds it."""
        self.client: StaffClient = desk.client
        self.chosen = gr.Markdown(elem_id="chosen")
        with gr.Column(visible=False) as self.deciding:
            self.presets = gr.Dropdown([], value=None)
            self.reason = gr.Textbox("", lines=2, max_length=LONGEST_REASON, elem_id="reason")
            self.by = gr.Textbox("", max_lines=1, max_length=80, elem_id="by")
            with gr.Row(elem_classes="actions"):
                approve = gr.Button(variant="primary", elem_id="approve", min_width=80)
                reject = gr.Button(elem_id="reject", min_width=80)
                restore = gr.Button(elem_id="restore", min_width=80)
        with gr.Accordion(open=True, visible=False) as self.hiding:
            self.text = gr.Textbox("", interactive=False, lines=4, max_lines=12, elem_id="whole")
            self.passages = gr.Textbox("", lines=2, max_length=5_000, elem_id="passages")
            mask = gr.Button(elem_id="mask")
        with gr.Accordion(open=True, visible=False) as self.past:
            self.history = gr.Markdown(elem_id="history")
            with gr.Row():
                self.as_json, self.as_csv = gr.Button(size="sm"), gr.Button(size="sm")
        self.record = gr.State("")
        self.buttons = {"approve": approve, "reject": reject, "restore": restore, "mask": mask}
        self.given: list[Any] = [self.reason, self.by, self.passages]
        self.shown: list[Any] = [
            self.chosen, self.deciding, self.hiding, self.text, self.passages, self.past, self.history, self.record,
        ]  # fmt: skip
        self.presets.input(lambda said: said or "", [self.presets], [self.reason], api_visibility="private")
        self.text.select(_with_selection, [self.passages], [self.passages], api_visibility="private")
        saves(self.as_json, self._json, [self.record, desk.interface])
        saves(self.as_csv, self._csv, [self.record, desk.interface])

    def labelled(self) -> list[Any]:
        """What `labels` gives new words to."""
        buttons = [self.buttons[action] for action in ("approve", "reject", "restore", "mask")]
        parts = [self.presets, self.reason, self.by, self.hiding, self.text, self.passages, self.past]
        return [*parts, self.as_json, self.as_csv, *buttons]

    def labels(self, language: str) -> list[Any]:
        """The panel in one language."""
        words = {key: both[language] for key, both in MODERATION.items()}
        return [
            gr.Dropdown(choices=list(PRESETS[language]), label=words["presets"], value=None),
            gr.Textbox(label=words["reason"]),
            gr.Textbox(label=words["by"]),
            gr.Accordion(label=words["mask_part"]),
            gr.Textbox(label=words["mask_text"]),
            gr.Textbox(label=words["mask_words"]),
            gr.Accordion(label=words["history"]),
            gr.Button(value=words["save_json"]),
            gr.Button(value=words["save_csv"]),
            *(gr.Button(value=words[action]) for action in ("approve", "reject", "restore", "mask")),
        ]

    def empty(self, language: str) -> list[Any]:
        """Nothing is ticked."""
        return [inert(said("choose", language)), gr.Column(visible=False), *_no_single()]

    def about(self, cases: list[dict[str, Any]], language: str, calls: Calls) -> list[Any]:
        """What is ticked; a single content with its words and its history."""
        if not cases:
            return self.empty(language)
        if len(cases) > 1:
            return [inert(said("chosen_many", language, n=len(cases))), gr.Column(visible=True), *_no_single()]
        (case,) = cases
        history = calls.get(f"{RECORDS}/{case['record_id']}")["history"]
        return [
            inert(said("chosen_one", language)),
            gr.Column(visible=True),
            gr.Accordion(visible=True),
            case["text"],
            "",
            gr.Accordion(visible=True),
            history_card(history, language),
            case["record_id"],
        ]

    def _json(self, record_id: str, language: str, request: gr.Request) -> tuple[str, str, str]:
        found = self.client.of(request, language).get(STATEMENTS, record_id=record_id)
        return f"{record_id}.json", "application/json", json.dumps(found, ensure_ascii=False, indent=1)

    def _csv(self, record_id: str, language: str, request: gr.Request) -> tuple[str, str, str]:
        found = self.client.of(request, language).text(f"{STATEMENTS}.csv", record_id=record_id)
        return f"{record_id}.csv", "text/csv", found


def _no_single() -> list[Any]:
    """No passage to hide and no history: both are of one content."""
    return [gr.Accordion(visible=False), "", "", gr.Accordion(visible=False), "", ""]


def _with_selection(passages: str, selected: gr.SelectData) -> str:
    """The words a person has just selected, on a line of their own."""
    words = " ".join(str(selected.value or "").split())
    lines = [line for line in passages.splitlines() if line.strip()]
    return "\n".join([*lines, words] if words and words not in lines else lines)
