"""The tab where staff ask as a shopper would, and see why the answer is what it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from chat.contract import AssistantLike, Reply
from chat.conversation import Conversation, Turn
from data.errors import TemoinError
from data.products import in_language
from ui.console.cards import answer_markdown, proofs_markdown, summary_markdown
from ui.console.inert import inert
from ui.console.tables import candidate_headers, candidate_rows, candidate_widths, stage_headers, stage_rows
from ui.strings import CONSOLE

LONGEST = 1_000
EVERY = ""
Messages = list[dict[str, str]]


@dataclass
class Session:
    """One member of staff's conversation, kept by the server while their page is open."""

    turns: tuple[Turn, ...] = ()
    messages: Messages = field(default_factory=list)
    reply: Reply | None = None


class ChatTab:
    """The components of the tab, so that their labels can follow the console's language."""

    def __init__(self, assistant: AssistantLike, interface: gr.Radio, language: str) -> None:
        self.assistant = assistant
        with gr.Row():
            with gr.Column(scale=5, min_width=320):
                with gr.Row():
                    self.product = gr.Dropdown(
                        [(CONSOLE["every_product"][language], EVERY)], value=EVERY, scale=3, min_width=200
                    )
                    self.language = gr.Dropdown(["auto"], value="auto", scale=2, min_width=200)
                self.conversation = gr.Chatbot(
                    height=460,
                    feedback_options=None,
                    buttons=["copy"],
                    allow_file_downloads=False,
                    elem_id="conversation",
                )
                self.question = gr.Textbox(max_lines=1, max_length=LONGEST, elem_id="question")
                with gr.Row():
                    self.ask = gr.Button(variant="primary", elem_id="ask")
                    self.clear = gr.Button()
            with gr.Column(scale=4, min_width=320):
                self.proofs_title = gr.Markdown()
                self.proofs = gr.Markdown(elem_id="proofs")
        self.trace = gr.Accordion(open=True)
        with self.trace:
            self.summary = gr.Markdown(elem_id="summary")
            self.stages = gr.Dataframe(interactive=False, wrap=True, datatype="str", elem_id="stages")
            self.candidates = gr.Dataframe(interactive=False, wrap=True, datatype="str", elem_id="candidates")
        self._connect(interface)

    def _connect(self, interface: gr.Radio) -> None:
        session = gr.State(None)
        shown = [session, self.question, self.conversation, self.proofs, self.summary, self.stages, self.candidates]
        given = [session, self.question, self.product, self.language, interface]
        for event in (self.ask.click, self.question.submit):
            event(self._answer, given, shown, api_visibility="private", show_progress="minimal")
        interface.change(self._reworded, [session, interface], shown[3:], api_visibility="private")
        self.clear.click(self._cleared, [interface], shown, api_visibility="private")

    def labelled(self) -> list[Any]:
        """What `labels` gives new words to, in the same order."""
        return [
            self.product, self.language, self.conversation, self.question, self.ask, self.clear,
            self.proofs_title, self.trace, self.stages, self.candidates,
        ]  # fmt: skip

    def labels(self, language: str) -> list[Any]:
        """The tab in one language; products are read anew."""
        said = {key: both[language] for key, both in CONSOLE.items()}
        answers = [(said["language_auto"], "auto"), ("Français", "fr"), ("English", "en")]
        return [
            gr.Dropdown(choices=self._products(language), label=said["product"]),
            gr.Dropdown(choices=answers, label=said["language"]),
            gr.Chatbot(label=said["conversation"]),
            gr.Textbox(label=said["question"], placeholder=said["placeholder"]),
            gr.Button(value=said["ask"]),
            gr.Button(value=said["clear"]),
            f"### {said['proofs']}",
            gr.Accordion(label=said["trace"]),
            gr.Dataframe(label=said["stages"]),
            gr.Dataframe(label=said["candidates"]),
        ]

    def _products(self, language: str) -> list[tuple[str, str]]:
        try:
            products = [summary.product for summary in self.assistant.products()]
        except TemoinError:
            products = []
        named = [(f"{in_language(p.name, language) or p.id} · {p.id}", p.id) for p in products]
        return [(CONSOLE["every_product"][language], EVERY), *named]

    def _answer(
        self, session: Session | None, question: str, product_id: str, spoken: str, interface: str
    ) -> list[Any]:
        session, question = session or Session(), question.strip()
        if not 1 <= len(question) <= LONGEST:
            raise gr.Error(CONSOLE["too_long"][interface])
        turns = (*session.turns, Turn("shopper", question))
        conversation = Conversation(turns, None if spoken == "auto" else spoken)
        reply = _asked(lambda: self.assistant.answer(conversation, product_id or None), interface)
        session.reply = reply
        session.turns = (*turns, Turn("assistant", reply.answer.text))
        session.messages += [
            {"role": "user", "content": inert(question)},
            {"role": "assistant", "content": answer_markdown(reply.answer)},
        ]
        return [session, "", list(session.messages), *_shown(reply, interface)]

    def _reworded(self, session: Session | None, interface: str) -> list[Any]:
        return _shown(session.reply, interface) if session and session.reply else _nothing(interface)

    def _cleared(self, interface: str) -> list[Any]:
        return [None, "", [], *_nothing(interface)]


def _asked(ask: Callable[[], Reply], interface: str) -> Reply:
    try:
        return ask()
    except TemoinError as error:
        raise gr.Error(CONSOLE["failed"][interface].format(error=inert(str(error)))) from error


def _shown(reply: Reply, interface: str) -> list[Any]:
    trace = reply.trace
    return [
        proofs_markdown(reply.answer, interface),
        summary_markdown(reply, interface),
        gr.Dataframe(value=stage_rows(trace), headers=stage_headers(interface)),
        gr.Dataframe(
            value=candidate_rows(trace, interface),
            headers=candidate_headers(trace, interface),
            column_widths=candidate_widths(trace),
        ),
    ]


def _nothing(interface: str) -> list[Any]:
    empty = f"<p class='empty'>{inert(CONSOLE['proofs_empty'][interface])}</p>"
    return [empty, "", gr.Dataframe(value=[]), gr.Dataframe(value=[])]
