"""What the tab where staff ask shows of an answer, and how it asks the API for one."""

from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from chat.contract import Reply
from chat.conversation import Turn
from ui.console.cards import answer_markdown, proofs_markdown, summary_markdown
from ui.console.chat_reply import prompt_text, reply_of
from ui.console.chat_settings import settings_body
from ui.console.client import Calls, told
from ui.console.inert import inert
from ui.console.tables import candidate_headers, candidate_rows, candidate_widths, stage_headers, stage_rows
from ui.console.words_chat import CHAT
from ui.console.words_trace import trace_name
from ui.strings import CONSOLE

MESSAGES = 40
"""Messages of a conversation the API takes."""
AUTO = "auto"
Messages = list[dict[str, str]]


@dataclass
class Session:
    """One member of staff's conversation, kept by the server while their page is open.

    `reply` is the last answer, `other` the one to the same question with the other settings.
    """

    turns: tuple[Turn, ...] = ()
    messages: Messages = field(default_factory=list)
    reply: Reply | None = None
    other: Reply | None = None


def answered_in(session: Session | None, interface: str) -> Reply:
    """The last answer of a conversation (`gr.Error` where nothing was asked yet)."""
    if session is None or session.reply is None:
        raise told(inert(CHAT["ask_first"][interface]))
    return session.reply


def chat_request(turns: tuple[Turn, ...], product_id: str, spoken: str) -> dict[str, Any]:
    """A conversation as the API takes it, its last messages where it is long."""
    said = [{"role": turn.role, "text": turn.text[:4_000]} for turn in turns[-(MESSAGES - 1) :]]
    place = {"product_id": product_id} if product_id else {}
    return {"messages": said, **place, **({} if spoken == AUTO else {"language": spoken})}


def asked_of(calls: Calls, question: str, asked: dict[str, Any], settings: tuple[Any, ...]) -> Reply:
    """The answer with its trace; `settings` are the values of a `SettingsRow`."""
    body = calls.post("/v1/chat", asked | {"settings": settings_body(*settings)}, trace=True)
    return reply_of(question, body)


def message(role: str, content: str) -> dict[str, str]:
    """One message as a chatbot shows it."""
    return {"role": "user" if role == "shopper" else "assistant", "content": content}


def shown(session: Session, interface: str) -> list[Any]:
    """Everything the last answer is shown in, in the order of `ChatTab.shown`."""
    reply, other = session.reply, session.other
    if reply is None:
        return nothing(interface)
    trace, prompt = reply.trace, prompt_text(reply.trace)
    return [
        proofs_markdown(reply.answer, interface),
        summary_markdown(reply, interface),
        gr.Dataframe(
            value=stage_rows(trace, interface),
            headers=stage_headers(interface),
            label=CONSOLE["stages"][interface],  # words given to what is hidden are not shown later
            visible=True,
        ),
        gr.Dataframe(
            value=candidate_rows(trace, interface),
            headers=candidate_headers(trace, interface),
            column_widths=candidate_widths(trace, interface),
            label=CONSOLE["candidates"][interface],
            visible=bool(trace.candidates),
        ),
        gr.Textbox(value=prompt, visible=bool(prompt)),
        gr.Column(visible=other is not None),
        *(_beside(reply, other, interface) if other else [""] * BESIDE),
        *[""] * EMPTIED,
    ]


EMPTIED = 3
"""Parts about an answer that begin empty for the next: its line, and what was said of marking and copying."""
BESIDE = 7
"""Parts of the comparison: what sets two answers apart, then title, lines and proofs of each."""


def _beside(reply: Reply, other: Reply, interface: str) -> list[str]:
    """Both answers, under what sets them apart."""
    here, there = ({(c.record_id, c.start, c.end) for c in one.answer.citations} for one in (reply, other))
    if here == there and reply.answer.text == other.answer.text:
        apart = CHAT["same"][interface]
    else:
        apart = CHAT["differ"][interface].format(
            first=trace_name(reply.answer.outcome, interface), second=trace_name(other.answer.outcome, interface),
            shared=len(here & there), only=len(here - there), there=len(there - here),
        )  # fmt: skip
    return [inert(apart), *_side("first", reply, interface), *_side("other", other, interface)]


def _side(title: str, reply: Reply, interface: str) -> list[str]:
    lines = f"{answer_markdown(reply.answer)}\n\n{summary_markdown(reply, interface)}"
    return [f"### {CHAT[title][interface]}", lines, proofs_markdown(reply.answer, interface)]


def nothing(interface: str) -> list[Any]:
    """The same before anything was asked."""
    empty = f"<p class='empty'>{inert(CONSOLE['proofs_empty'][interface])}</p>"
    hidden = [gr.Textbox(value="", visible=False), gr.Column(visible=False)]
    tables = [gr.Dataframe(value=[], visible=False), gr.Dataframe(value=[], visible=False)]
    return [empty, inert(CHAT["ask_first"][interface]), *tables, *hidden, *[""] * (BESIDE + EMPTIED)]
