"""A contributor's rights in the console: see what is held, hand it over, erase it with the name typed again."""

import json
import time
from collections.abc import Iterator
from typing import Any, Final

import gradio as gr

from ui.console import data_shown as shown
from ui.console.client import told
from ui.console.desk import Desk
from ui.console.inert import inert
from ui.console.saving import saves
from ui.console.words_data import said

ADMIN: Final = "/v1/admin"
WAIT_S: Final = 0.4
SILENT: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}


class ContributorPanel:
    """The lower part of the data tab; its routes are for administrators, and say so to others."""

    def __init__(self, desk: Desk) -> None:
        """Made inside the tab."""
        self._client, self._desk = desk.client, desk
        self.title, self.told = gr.Markdown(), gr.Markdown(elem_classes="quiet")
        with gr.Row(elem_classes="filters"):
            self.author = gr.Textbox("", max_length=200, max_lines=1, scale=3, min_width=220, elem_id="contributor")
            self.source = gr.Textbox(
                "", max_length=200, max_lines=1, scale=2, min_width=180, elem_id="contributor-source"
            )
        with gr.Row():
            self.look = gr.Button(min_width=140, elem_id="look-at-contributor")
            self.save = gr.Button(min_width=140, elem_id="save-contributor")
        self.held = gr.Markdown(elem_id="held")
        self.records = gr.Dataframe(
            headers=shown.held_headers(desk.language), interactive=False, wrap=True, datatype="str", visible=False,
            elem_id="held-records", elem_classes="scrolls",
            column_widths=["230px", "110px", "120px", "190px", "550px"],
        )  # fmt: skip
        with gr.Row(visible=False, elem_classes="filters") as self.sure:
            self.confirm = gr.Textbox("", max_length=200, max_lines=1, scale=3, min_width=220, elem_id="confirm")
            self.erase = gr.Button(variant="stop", scale=1, min_width=180, elem_id="erase")
        self.receipt = gr.Markdown(elem_id="receipt")
        self.earlier = gr.Accordion(open=False, elem_id="receipts")
        with self.earlier:
            self.receipts = gr.Markdown()
        self._connect()

    def _connect(self) -> None:
        interface, who = self._desk.interface, [self.author, self.source]
        found = [self.held, self.records, self.sure, self.confirm, self.receipt]
        for event in (self.look.click, self.author.submit):
            event(self._look, [*who, interface], found, **SILENT)
        erased = self.erase.click(self._erase, [*who, self.confirm, interface], [*found, self.erase], **SILENT)
        erased.then(lambda: gr.Button(interactive=True), None, [self.erase], **SILENT)
        self.earlier.expand(self._listed, [interface], [self.receipts], **SILENT)
        saves(self.save, self._export, [*who, interface])

    def labelled(self) -> list[Any]:
        """What `labels` gives new words to, in the same order."""
        return [
            self.title, self.told, self.author, self.source, self.look, self.save, self.records, self.confirm,
            self.erase, self.earlier,
        ]  # fmt: skip

    def labels(self, language: str) -> list[Any]:
        """The panel in one language."""
        return [
            f"### {said('contributor', language)}",
            said("contributor_told", language),
            gr.Textbox(label=said("author", language)),
            gr.Textbox(label=said("source", language)),
            gr.Button(value=said("look", language)),
            gr.Button(value=said("save", language)),
            gr.Dataframe(label=said("records", language)),
            gr.Textbox(label=said("confirm", language)),
            gr.Button(value=said("erase", language)),
            gr.Accordion(label=said("receipts", language)),
        ]

    def _look(self, author: str, source: str, language: str, request: gr.Request) -> list[Any]:
        body = _who(author, source, language)
        found = self._client.of(request, language).post(f"{ADMIN}/erasures/preview", body)
        rows = {"headers": shown.held_headers(language), "data": shown.held_rows(found, language)}
        return [
            shown.held(found, language),
            gr.Dataframe(value=rows, visible=True),
            gr.Row(visible=True),
            "",
            "",
        ]

    def _erase(self, author: str, source: str, confirm: str, language: str, request: gr.Request) -> Iterator[list[Any]]:
        """The name must be typed again; then the work is followed to its receipt."""
        body, calls = _who(author, source, language), self._client.of(request, language)
        if confirm.strip() != author.strip():
            raise told(inert(said("not_same", language)))
        started = calls.post(f"{ADMIN}/erasures", {**body, "confirm": confirm.strip()})
        still = [gr.skip(), gr.skip(), gr.skip(), gr.skip()]
        while (now := calls.get(f"{ADMIN}/erasures/{started['work']['id']}"))["work"]["state"] == "running":
            yield [*still, shown.working(now["work"], language), gr.Button(interactive=False)]
            time.sleep(WAIT_S)
        if now["receipt"] is None:
            yield [*still, shown.failed(now["work"], language), gr.Button(interactive=True)]
            return
        gone = ["", gr.Dataframe(visible=False), gr.Row(visible=False), ""]
        yield [*gone, shown.receipt(now["receipt"], language), gr.Button(interactive=True)]

    def _export(self, author: str, source: str, language: str, request: gr.Request) -> tuple[str, str, str]:
        body = _who(author, source, language)
        found = self._client.of(request, language).post(f"{ADMIN}/contributor-exports", body)
        return "contributor.json", "application/json", json.dumps(found, ensure_ascii=False, indent=1)

    def _listed(self, language: str, request: gr.Request) -> str:
        return shown.receipts(self._client.of(request, language).get(f"{ADMIN}/erasures"), language)


def _who(author: str, source: str, language: str) -> dict[str, Any]:
    """Who is meant, as the API takes it."""
    if not author.strip():
        raise told(inert(said("nobody", language)))
    return {"authors": [author.strip()], "source": source.strip() or None}
