"""The tab where staff ask as a shopper would, see why the answer is what it is, and try other settings beside it."""

import json
from typing import Any, Final

import gradio as gr

from chat.conversation import Turn
from ui.console.cards import answer_markdown
from ui.console.chat_reply import question_line
from ui.console.chat_settings import SettingsRow
from ui.console.chat_shown import AUTO, Session, answered_in, asked_of, chat_request, message, nothing, shown
from ui.console.client import told
from ui.console.desk import Desk, wanted_by
from ui.console.inert import inert
from ui.console.product_names import product_choices, product_names
from ui.console.tables import STAGE_WIDTHS
from ui.console.words_chat import CHAT
from ui.strings import CONSOLE, typeset

LONGEST = 1_000
EVERY = ""
SILENT: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}
TO_LAST: Final = """() => setTimeout(() => {
    const asked = [...document.querySelectorAll("#conversation .user-row")].at(-1);
    const log = asked?.closest("[role=log]");
    log?.scrollTo(0, log.scrollTop + asked.getBoundingClientRect().top - log.getBoundingClientRect().top - 8);
}, 100)"""
"""The last question at the top of the conversation, so that its answer is read from its first line."""

COPY: Final = """async (line, language) => {
    try { await navigator.clipboard.writeText(line); } catch { return ""; }
    return SAID[language];
}""".replace("SAID", json.dumps(CHAT["copied"]))
"""The line is in the clipboard; where a browser refuses that, it can be copied from its field."""


class ChatTab:
    """The components of the tab, so that their labels can follow the console's language."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._answering, language = desk, dict[str, Any](), desk.language
        self.session = gr.State(None)
        with gr.Row():
            with gr.Column(scale=5, min_width=320):
                self._question_side(language)
            with gr.Column(scale=4, min_width=320):
                self.proofs_title = gr.Markdown()
                self.proofs = gr.Markdown(nothing(language)[0], elem_id="proofs", elem_classes="proofs")
        with gr.Column(visible=False) as self.beside:
            self.differing = gr.Markdown(elem_id="differing")
            with gr.Row():
                self.sides = [*_side("this"), *_side("other")]
        self._acts()
        self._trace_part(language)
        self._connect()

    def _question_side(self, language: str) -> None:
        with gr.Row():
            self.product = gr.Dropdown(
                [(CONSOLE["every_product"][language], EVERY)],
                value=EVERY,
                scale=3,
                min_width=200,
                elem_id="chat-product",
            )
            self.language = gr.Dropdown([AUTO], value=AUTO, scale=2, min_width=200)
        self.conversation_title = gr.Markdown()
        self.conversation = gr.Chatbot(
            height=None, min_height=220, max_height=680, feedback_options=None, buttons=["copy"],
            allow_file_downloads=False, show_label=False, autoscroll=False, elem_id="conversation",
        )  # fmt: skip
        self.question = gr.Textbox("", max_lines=1, max_length=LONGEST, elem_id="question")
        with gr.Row():
            self.ask = gr.Button(variant="primary", elem_id="ask")
            self.clear = gr.Button()
        self.settings_part = gr.Accordion(open=False, elem_id="settings")
        with self.settings_part:
            self.settings = SettingsRow.made(language, "settings")
            self.compare = gr.Checkbox(False, elem_id="compare")
            with gr.Column(visible=False) as self.others_part:
                self.others_title = gr.Markdown()
                self.others = SettingsRow.made(language, "others")
            self.not_kept = gr.Markdown(elem_classes="quiet")

    def _acts(self) -> None:
        self.act = gr.Accordion(open=False, elem_id="act")
        with self.act, gr.Row():
            with gr.Column(min_width=280):
                self.reason = gr.Textbox("", lines=2, max_length=LONGEST, elem_id="reason")
                self.mark = gr.Button(elem_id="mark")
                self.marked = gr.Markdown(elem_id="marked", elem_classes="quiet")
            with gr.Column(min_width=280):
                self.as_question = gr.Button(elem_id="as-question")
                self.line = gr.Textbox("", lines=4, interactive=False, buttons=["copy"], elem_id="line")
                self.copied = gr.Markdown(elem_id="copied", elem_classes="quiet")

    def _trace_part(self, language: str) -> None:
        self.trace = gr.Accordion(open=True)
        with self.trace:
            self.summary = gr.Markdown(nothing(language)[1], elem_id="summary")
            self.prompt = gr.Textbox("", lines=8, interactive=False, buttons=["copy"], visible=False, elem_id="prompt")
            self.stages = _table("stages", STAGE_WIDTHS)
            self.candidates = _table("candidates")

    def _connect(self) -> None:
        interface = self._desk.interface
        given = [self.session, self.question, self.product, self.language, interface, self.compare]
        given += [*self.settings.parts, *self.others.parts]
        shown = [self.session, self.question, self.conversation, *self.shown]
        for event in (self.ask.click, self.question.submit):
            asked = event(self._answer, given, shown, api_visibility="private", show_progress="minimal")
            asked.success(None, None, None, js=TO_LAST, **SILENT)
        interface.input(self._reworded, [self.session, interface], self.shown, api_visibility="private")
        self._desk.page.load(self._opened, None, [self.product], **SILENT)
        for event in (self._desk.tab.select, interface.input):
            event(self._named, [interface, self.product], [self.product], **SILENT)
        self.clear.click(self._cleared, [interface], shown, api_visibility="private")
        self.compare.change(lambda on: gr.Column(visible=on), [self.compare], [self.others_part], **SILENT)
        self.settings_part.expand(self._offered, [interface], [*self.settings.parts, *self.others.parts], **SILENT)
        self.mark.click(self._mark, [self.session, self.reason, interface], [self.reason, self.marked], **SILENT)
        made = self.as_question.click(self._line, [self.session, interface], [self.line], **SILENT)
        made.success(None, [self.line, interface], [self.copied], js=COPY, **SILENT)

    @property
    def shown(self) -> list[Any]:
        """What an answer is shown in, in the order of `_shown`."""
        return [
            self.proofs, self.summary, self.stages, self.candidates, self.prompt, self.beside, self.differing,
            *self.sides, self.line, self.marked, self.copied,
        ]  # fmt: skip

    def labelled(self) -> list[Any]:
        """What `labels` gives new words to, in the same order."""
        return [
            self.product, self.language, self.conversation_title, self.conversation, self.question, self.ask,
            self.clear, self.proofs_title, self.trace, self.stages, self.candidates, self.settings_part, self.compare,
            self.others_title, self.not_kept, self.act, self.reason, self.mark, self.as_question, self.line,
            self.prompt, *self.settings.parts, *self.others.parts,
        ]  # fmt: skip

    def labels(self, language: str) -> list[Any]:
        """The tab in one language."""
        said = {key: typeset(both[language], language) for key, both in (CONSOLE | CHAT).items()}
        answers = [(said["language_auto"], AUTO), ("Français", "fr"), ("English", "en")]
        settings = self.settings.labels(language, self._answering)
        return [
            gr.Dropdown(label=said["product"]),
            gr.Dropdown(choices=answers, label=said["language"]),
            f"### {said['conversation']}",
            gr.Chatbot(label=said["conversation"]),
            gr.Textbox(label=said["question"], placeholder=said["placeholder"]),
            gr.Button(value=said["ask"]),
            gr.Button(value=said["clear"]),
            f"### {said['proofs']}",
            gr.Accordion(label=said["trace"]),
            gr.Dataframe(label=said["stages"]),
            gr.Dataframe(label=said["candidates"]),
            gr.Accordion(label=said["settings"]),
            gr.Checkbox(label=said["compare"]),
            f"**{said['other_settings']}**",
            said["not_kept"],
            gr.Accordion(label=said["act"]),
            gr.Textbox(label=said["reason"], placeholder=said["reason_hint"]),
            gr.Button(value=said["mark"]),
            gr.Button(value=said["as_question"]),
            gr.Textbox(label=said["line"], info=said["line_info"]),
            gr.Textbox(label=said["prompt"]),
            *settings,
            *settings,
        ]

    def opened_with(
        self, product_id: str | None, turns: tuple[Turn, ...], spoken: str, interface: str
    ) -> dict[Any, Any]:
        """What makes another tab open this one with a question typed in, ready to be asked."""
        messages = [message(turn.role, inert(turn.text)) for turn in turns[:-1]]
        session = Session(turns[:-1], messages)
        return {
            self._desk.tabs: gr.Tabs(selected="chat"),
            self.session: session,
            self.product: product_id or EVERY,
            self.language: spoken,
            self.question: turns[-1].text,
            self.conversation: list(messages),
            **dict(zip(self.shown, nothing(interface), strict=True)),
        }

    @property
    def opening(self) -> list[Any]:
        """What `opened_with` changes."""
        return [
            self._desk.tabs,
            self.session,
            self.product,
            self.language,
            self.question,
            self.conversation,
            *self.shown,
        ]

    def _opened(self, request: gr.Request) -> Any:
        names = product_names(self._desk.client.of(request, wanted_by(request)))
        return gr.Dropdown(choices=_choices(names, wanted_by(request)))  # whoever has chosen one already keeps it

    def _named(self, interface: str, product: str, request: gr.Request) -> Any:
        """The products there are, by their names."""
        names = product_names(self._desk.client.of(request, interface))
        gone: dict[str, Any] = {} if product in names else {"value": EVERY}
        return gr.Dropdown(choices=_choices(names, interface), **gone)

    def _offered(self, interface: str, request: gr.Request) -> list[Any]:
        """The settings this installation has, asked for when they are looked at."""
        self._answering = dict(self._desk.client.of(request, interface).get("/v1/staff/answering"))
        return [*self.settings.labels(interface, self._answering), *self.others.labels(interface, self._answering)]

    def _answer(
        self, request: gr.Request, session: Session | None, question: str, product_id: str, spoken: str,
        interface: str, compare: bool, *settings: Any,
    ) -> list[Any]:  # fmt: skip
        before, question = session or Session(), question.strip()
        if not 1 <= len(question) <= LONGEST:
            raise told(inert(CONSOLE["too_long"][interface]))
        turns, calls = (*before.turns, Turn("shopper", question)), self._desk.client.of(request, interface)
        asked = chat_request(turns, product_id, spoken)
        reply = asked_of(calls, question, asked, settings[:4])
        other = asked_of(calls, question, asked, settings[4:]) if compare else None
        messages = [
            *before.messages,
            message("shopper", inert(question)),
            message("assistant", answer_markdown(reply.answer)),
        ]
        session = Session((*turns, Turn("assistant", reply.answer.text)), messages, reply, other)
        return [session, "", list(messages), *shown(session, interface)]

    def _reworded(self, session: Session | None, interface: str) -> list[Any]:
        return shown(session, interface) if session and session.reply else nothing(interface)

    def _cleared(self, interface: str) -> list[Any]:
        return [None, "", [], *nothing(interface)]

    def _mark(self, session: Session | None, reason: str, interface: str, request: gr.Request) -> list[Any]:
        reply = answered_in(session, interface)
        if not reason.strip():
            raise told(inert(CHAT["reason_needed"][interface]))
        calls = self._desk.client.of(request, interface)
        calls.post(f"/v1/answers/{reply.answer.id}/feedback", {"verdict": "wrong", "reason": reason.strip()})
        return ["", CHAT["marked"][interface].format(answer=inert(reply.answer.id))]

    def _line(self, session: Session | None, interface: str) -> str:
        reply = answered_in(session, interface)
        return question_line(reply, session.turns[:-2] if session else ())


def _choices(names: dict[str, str], interface: str) -> list[tuple[str, str]]:
    return [(CONSOLE["every_product"][interface], EVERY), *product_choices(names)]


def _side(name: str) -> list[gr.Markdown]:
    """One of two answers beside each other: its title, its lines, its proofs."""
    with gr.Column(min_width=320, elem_id=f"{name}-side"):
        title, answer = gr.Markdown(), gr.Markdown(elem_id=f"{name}-answer", elem_classes="answer")
        return [title, answer, gr.Markdown(elem_classes="proofs")]


def _table(name: str, widths: list[str | int] | None = None) -> gr.Dataframe:
    return gr.Dataframe(
        interactive=False, wrap=True, datatype="str", visible=False, elem_id=name, elem_classes="scrolls",
        column_widths=widths,
    )  # fmt: skip
