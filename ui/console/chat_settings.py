"""The settings of one question as staff choose them, and as the API takes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import gradio as gr

from ui.console.words_chat import CHAT

USUAL: Final = ""
ANSWERED: Final = ("0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "0.95")
POOLS: Final = ("10", "20", "40", "80", "160")
Answering = Mapping[str, Any]
"""What GET /v1/staff/answering told; empty before it was asked."""


def settings_body(answerer: str, answered: str, pool: str, reranked: str) -> dict[str, Any]:
    """`settings` of POST /v1/chat; what staff ask is a test, neither noted nor counted."""
    body: dict[str, Any] = {"kept": False}
    if answerer != USUAL:
        body["answerer"] = answerer
    if answered != USUAL:
        body["answered"] = float(answered)
    if pool != USUAL:
        body["pool"] = int(pool)
    if reranked != USUAL:
        body["reranked"] = reranked == "yes"
    return body


@dataclass(frozen=True, slots=True)
class SettingsRow:
    """The components of one set of settings, in the order `settings_body` takes their values."""

    answerer: gr.Dropdown
    answered: gr.Dropdown
    pool: gr.Dropdown
    reranker: gr.Dropdown

    @classmethod
    def made(cls, language: str, prefix: str) -> "SettingsRow":
        """In the `with` block it is made in; `prefix` begins the ids of its parts."""

        def choice(name: str, **more: Any) -> gr.Dropdown:
            usual = [(CHAT["usual"][language], USUAL)]
            return gr.Dropdown(usual, value=USUAL, min_width=170, elem_id=f"{prefix}-{name}", **more)

        with gr.Row():
            return cls(choice("answerer"), choice("answered"), choice("pool"), choice("reranker", visible=False))

    @property
    def parts(self) -> list[Any]:
        """All of them."""
        return [self.answerer, self.answered, self.pool, self.reranker]

    def labels(self, language: str, answering: Answering) -> list[Any]:
        """Their words and choices; what is not set up here is not offered."""
        said = {key: both[language] for key, both in CHAT.items()}
        usual, model, reranker = (said["usual"], USUAL), answering.get("chat_model"), answering.get("reranker")
        who = [usual, (said["assembled"], "assembled"), *([(said["llm"].format(model=model), "llm")] if model else [])]
        rank = [usual, (said["reranked"].format(name=reranker), "yes"), (said["plain"], "no")]
        return [
            gr.Dropdown(choices=who, label=said["answerer"]),
            gr.Dropdown(choices=_figures("answered", ANSWERED, language, answering), label=said["answered"]),
            gr.Dropdown(choices=_figures("pool", POOLS, language, answering), label=said["pool"]),
            gr.Dropdown(choices=rank, label=said["reranker"], visible=bool(reranker)),
        ]


def _figures(name: str, figures: tuple[str, ...], language: str, answering: Answering) -> list[tuple[str, str]]:
    """As usual, with what that is where it is known, then figures in the reader's writing."""
    usual = CHAT["usual"][language]
    if name in answering:
        usual = f"{usual} ({_written(str(answering[name]), language)})"
    return [(usual, USUAL), *((_written(one, language), one) for one in figures)]


def _written(figure: str, language: str) -> str:
    return figure.replace(".", ",") if language == "fr" else figure
