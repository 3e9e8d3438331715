"""What a rule would change before it is switched on: one of the book, edited or not, or a new one."""

import re
from typing import Any, Final

import gradio as gr

from ui.console.client import told
from ui.console.desk import QUIET, Desk
from ui.console.inert import inert
from ui.console.moderation_cards import trial_card
from ui.console.words_moderation import TRIAL
from ui.strings import typeset

RULES: Final = "/v1/staff/moderation/rules"
TRIALS: Final = "/v1/staff/moderation/trials"
NEW: Final = ""
CODE: Final = re.compile(r"[a-z][a-z0-9_]{1,39}")
STATES: Final = ("pending", "rejected", "approved")


class TrialPart:
    """A closed part below the queue; the rules are read when it is opened."""

    def __init__(self, desk: Desk) -> None:
        """Made inside the Moderation tab."""
        self.client = desk.client
        with gr.Accordion(open=False, elem_id="trial") as self.part:
            self.about = gr.Markdown()
            with gr.Row():
                self.rule = gr.Dropdown([NEW], value=NEW, min_width=200)
                self.code = gr.Textbox("", max_lines=1, max_length=40, min_width=160, elem_id="trial-code")
                self.status = gr.Radio(list(STATES), value="pending", min_width=280)
            with gr.Row():
                self.patterns = gr.Textbox("", lines=4, max_lines=14, min_width=280, elem_id="trial-patterns")
                self.also = gr.Textbox("", lines=4, max_lines=14, min_width=280)
                self.threshold = gr.Slider(0.5, 0.999, value=0.9, step=0.001, visible=False, elem_id="trial-threshold")
            self.try_ = gr.Button(variant="primary", elem_id="trial-try")
            self.found = gr.Markdown(elem_id="trial-found")
            self.toml = gr.Textbox("", lines=6, max_lines=16, buttons=["copy"], visible=False, elem_id="trial-toml")
        filled = [self.code, self.status, self.patterns, self.also, self.threshold]
        self.part.expand(self._rules, [desk.interface], [self.rule], **QUIET)
        self.rule.input(self._filled, [self.rule, desk.interface], filled, **QUIET)
        self.try_.click(self._tried, [*filled, desk.interface], [self.found, self.toml], **QUIET)

    def labelled(self) -> list[Any]:
        """What `labels` gives new words to."""
        return [
            self.part, self.about, self.rule, self.code, self.status, self.patterns, self.also, self.threshold,
            self.try_, self.found, self.toml,
        ]  # fmt: skip

    def labels(self, language: str) -> list[Any]:
        """The part in one language; what was found is cleared, it was told in the other."""
        words = {key: both[language] for key, both in TRIAL.items()}
        return [
            gr.Accordion(label=words["part"]),
            inert(typeset(words["told"], language)),
            gr.Dropdown(choices=[(words["new"], NEW)], value=NEW, label=words["rule"]),
            gr.Textbox(label=words["code"], placeholder="counterfeit"),
            gr.Radio(choices=[(words[state], state) for state in STATES], label=words["status"]),
            gr.Textbox(label=words["patterns"], placeholder=r"\bcontrefacon\w*\b|\bcounterfeit\w*\b"),
            gr.Textbox(label=words["also"]),
            gr.Slider(label=words["threshold"], visible=False),
            gr.Button(value=words["try"]),
            "",
            gr.Textbox(label=words["toml"], visible=False),
        ]

    def _rules(self, language: str, request: gr.Request) -> Any:
        rules = self.client.of(request, language).get(RULES)["rules"]
        named = [(f"{rule['title'].get(language, rule['code'])} · {rule['code']}", rule["code"]) for rule in rules]
        return gr.Dropdown(choices=[(TRIAL["new"][language], NEW), *named], value=NEW)

    def _filled(self, code: str, language: str, request: gr.Request) -> list[Any]:
        rules = self.client.of(request, language).get(RULES)["rules"] if code else []
        rule = next((one for one in rules if one["code"] == code), None)
        if rule is None:
            return ["", "pending", *_written("", ""), gr.Slider(visible=False)]
        if rule["threshold"] is not None:
            hidden = gr.Textbox(value="", visible=False)
            return [code, rule["status"], hidden, hidden, gr.Slider(value=rule["threshold"], visible=True)]
        written = _written("\n".join(rule["patterns"]), "\n".join(rule["also"]))
        return [code, rule["status"], *written, gr.Slider(visible=False)]

    def _tried(
        self, code: str, status: str, patterns: str, also: str, threshold: float, language: str, request: gr.Request
    ) -> list[Any]:
        wanted, extra = _lines(patterns), _lines(also)
        rules = self.client.of(request, language).get(RULES)["rules"]
        learned = any(rule["code"] == code.strip() and rule["threshold"] is not None for rule in rules)
        if not CODE.fullmatch(code.strip()):
            raise told(inert(TRIAL["need_code"][language]))
        if not (wanted or learned):
            raise told(inert(TRIAL["need_pattern"][language]))
        by = {"threshold": threshold} if learned else {"patterns": wanted, "also": extra}
        body = {"code": code.strip(), "status": status, **by}
        found = self.client.of(request, language).post(TRIALS, body)
        return [trial_card(found, language), gr.Textbox(value=found["toml"], visible=True)]


def _written(patterns: str, also: str) -> list[Any]:
    """The two boxes of patterns."""
    return [gr.Textbox(value=text, visible=True) for text in (patterns, also)]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
