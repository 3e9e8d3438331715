"""The tab where staff bring exports in, see what a home holds, and answer a contributor's rights."""

import json
import time
from collections.abc import Iterator
from typing import Any, Final

import gradio as gr

from ui.console import data_shown as shown
from ui.console.client import Calls, told
from ui.console.contributor_panel import ContributorPanel
from ui.console.desk import Desk
from ui.console.inert import inert
from ui.console.moments import moment
from ui.console.product_names import product_choices, product_names
from ui.console.saving import saves
from ui.console.uploading import CHOOSE
from ui.console.words_data import said

IMPORTS: Final = "/v1/staff/imports"
NO_PRODUCT: Final = ""
WAIT_S: Final = 0.4
SILENT: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}


def watched(calls: Calls, address: str) -> Iterator[dict[str, Any]]:
    """What an address tells of its work, again and again until it has ended."""
    while True:
        said_now: dict[str, Any] = calls.get(address)
        yield said_now
        if said_now.get("work", said_now)["state"] != "running":
            return
        time.sleep(WAIT_S)


def _rule_names(calls: Calls) -> dict[str, str]:
    """Names of what holds contents back, by code."""
    titles = calls.get("/v1/staff/moderation/rules")["titles"]
    return {code: both[calls.language] for code, both in titles.items()}


class DataTab:
    """Imports on top, then refused rows, the index, and contributors' rights."""

    def __init__(self, desk: Desk) -> None:
        """Made inside its `gr.Tab`."""
        self._client, self._desk = desk.client, desk
        self._imports(desk.language)
        self._stock(desk.language)
        self.people = ContributorPanel(desk)
        self._connect()

    def _imports(self, language: str) -> None:
        self.import_title, self.import_told = gr.Markdown(), gr.Markdown(elem_classes="quiet")
        with gr.Row(elem_classes="filters"):
            self.product = gr.Dropdown(
                [NO_PRODUCT],
                value=NO_PRODUCT,
                allow_custom_value=True,
                scale=3,
                min_width=220,
                elem_id="import-product",
            )
            self.choose = gr.Button(variant="primary", scale=1, min_width=180, elem_id="choose-file")
        self.answered, self.upload = gr.Textbox("", visible="hidden", container=False), gr.State(("", ""))
        self.report = gr.Markdown(elem_id="import-report")
        headers = shown.refusal_headers(language)
        self.refusals = gr.Dataframe(
            headers=headers,
            column_widths=["220px", "80px", "130px", "200px", "570px"],
            interactive=False,
            wrap=True,
            datatype="str",
            visible=False,
            elem_id="refusals",
            elem_classes="scrolls",
        )
        with gr.Row(visible=False, elem_classes="filters") as self.decide:
            self.full = gr.Checkbox(False, label=said("full", language), scale=3, min_width=220, elem_id="import-full")
            self.run = gr.Button(variant="primary", scale=1, min_width=140, elem_id="run-import")
            self.away = gr.Button(scale=1, min_width=140, elem_id="put-away")

    def _stock(self, language: str) -> None:
        self.quarantine_title = gr.Markdown()
        with gr.Row(elem_classes="filters"):
            self.quarantine = gr.Dropdown([], scale=3, min_width=220, elem_id="quarantine")
            self.download = gr.Button(scale=1, min_width=140, elem_id="download-quarantine")
        self.index_title = gr.Markdown()
        self.generations = gr.Dataframe(
            headers=shown.generation_headers(language),
            column_widths=["220px", "140px", "140px", "400px", "300px"],
            interactive=False,
            wrap=True,
            datatype="str",
            visible=False,
            elem_id="generations",
            elem_classes="scrolls",
        )
        with gr.Row():
            self.refresh = gr.Button(min_width=140, elem_id="refresh-data")
            self.verify = gr.Button(min_width=140, elem_id="verify")
        self.verified = gr.Markdown(elem_id="verified")

    def _connect(self) -> None:
        interface = self._desk.interface
        seen = [self.upload, self.report, self.refusals, self.decide, self.full]
        stock = [self.quarantine, self.generations, self.product]
        sent = self.choose.click(None, [self.product, interface], [self.answered], js=CHOOSE, **SILENT)
        sent.success(self._sent, [self.answered, interface], seen, **SILENT)
        ran = self.run.click(self._run, [self.upload, self.product, self.full, interface], seen, **SILENT)
        ran.then(self._listed, [interface], stock, **SILENT)
        self.away.click(self._away, [self.upload, interface], seen, **SILENT)
        for event in (self._desk.tab.select, self.refresh.click, interface.input):
            event(self._listed, [interface], stock, **SILENT)
        self.verify.click(self._verify, [interface], [self.verified], **SILENT)
        saves(self.download, self._refused_rows, [self.quarantine, interface])

    def labelled(self) -> list[Any]:
        """What `labels` gives new words to, in the same order."""
        return [
            self.import_title, self.import_told, self.product, self.choose, self.refusals, self.full, self.run,
            self.away, self.quarantine_title, self.quarantine, self.download, self.index_title, self.generations,
            self.refresh, self.verify, *self.people.labelled(),
        ]  # fmt: skip

    def labels(self, language: str) -> list[Any]:
        """The tab in one language."""
        return [
            f"### {said('import', language)}",
            said("import_told", language),
            gr.Dropdown(label=said("product", language), info=said("product_told", language)),
            gr.Button(value=said("choose", language)),
            gr.Dataframe(label=said("refusals", language)),
            gr.Checkbox(label=said("full", language)),
            gr.Button(value=said("run", language)),
            gr.Button(value=said("put_away", language)),
            f"### {said('quarantine', language)}",
            gr.Dropdown(label=said("quarantine", language), show_label=False),
            gr.Button(value=said("download", language)),
            f"### {said('index', language)}",
            gr.Dataframe(label=said("generations", language)),
            gr.Button(value=said("refresh", language)),
            gr.Button(value=said("verify", language)),
            *self.people.labels(language),
        ]

    def _sent(self, answered: str, language: str, request: gr.Request) -> Iterator[list[Any]]:
        """A file was sent, or none was chosen; its preview is followed to its end."""
        if not answered:
            yield [gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.skip()]
            return
        sent, calls = json.loads(answered), self._client.of(request, language)
        if sent["status"] != 201:
            why = said("too_large", language) if sent["status"] == 413 else str(sent["detail"])
            raise told(inert(why or said("too_large", language)))
        yield from self._followed(calls, str(sent["id"]), str(sent["name"]))

    def _run(
        self, upload: tuple[str, str], product: str | None, full: bool, language: str, request: gr.Request
    ) -> Iterator[list[Any]]:
        calls, (upload_id, name) = self._client.of(request, language), upload
        calls.post(f"{IMPORTS}/{upload_id}/run", {"full": full, "product_id": (product or "").strip() or None})
        yield from self._followed(calls, upload_id, name)

    def _followed(self, calls: Calls, upload_id: str, name: str) -> Iterator[list[Any]]:
        language = calls.language
        for now in watched(calls, f"{IMPORTS}/{upload_id}"):
            work, rows = now["work"], []
            if work["state"] == "running":
                text = shown.working(work, language)
            elif work["state"] == "failed":
                text = shown.failed(work, language)
            else:
                told_now = work["told"]
                text = shown.report(told_now, name, _rule_names(calls) if told_now["held"] else {}, language)
                rows = shown.refusal_rows(told_now, language)
            headers = shown.refusal_headers(language)
            yield [
                (upload_id, name) if now["name"] else ("", ""),
                text,
                gr.Dataframe(value={"headers": headers, "data": rows}, visible=bool(rows)),
                gr.Row(visible=bool(now["previewed"])),
                gr.Checkbox(label=said("full", language)),  # words given to what is hidden are not shown later
            ]

    def _away(self, upload: tuple[str, str], language: str, request: gr.Request) -> list[Any]:
        if upload[0]:
            self._client.of(request, language).delete(f"{IMPORTS}/{upload[0]}")
        return [("", ""), inert(said("away", language)), gr.Dataframe(visible=False), gr.Row(visible=False), gr.skip()]

    def _listed(self, language: str, request: gr.Request) -> list[Any]:
        """Refused rows by import, the generations, and the products there are, read anew."""
        calls = self._client.of(request, language)
        files = calls.get("/v1/staff/quarantine")["files"]
        choices = [
            (
                f"{moment(one['made'], language)} · {said('rows', language)}{shown.colon(language)}{one['rows']}",
                one["name"],
            )
            for one in files
        ]
        listed = calls.get("/v1/staff/generations")["generations"]
        return [
            gr.Dropdown(
                choices=choices,
                value=choices[0][1] if choices else None,
                info=None if choices else said("quarantine_none", language),
            ),
            gr.Dataframe(
                value={
                    "headers": shown.generation_headers(language),
                    "data": shown.generation_rows(listed, language),
                },
                label=said("generations", language),
                visible=bool(listed),
            ),
            gr.Dropdown(choices=[(said("no_product", language), NO_PRODUCT), *product_choices(product_names(calls))]),
        ]

    def _verify(self, language: str, request: gr.Request) -> Iterator[str]:
        calls = self._client.of(request, language)
        started = calls.post("/v1/staff/verifications")
        for work in watched(calls, f"/v1/staff/verifications/{started['id']}"):
            if work["state"] == "running":
                yield shown.working(work, language)
            else:
                done = work["state"] == "done"
                yield shown.verification(work["told"], language) if done else shown.failed(work, language)

    def _refused_rows(self, name: str | None, language: str, request: gr.Request) -> tuple[str, str, str]:
        if not name:
            raise told(inert(said("quarantine_none", language)))
        return name, "application/x-ndjson", self._client.of(request, language).text(f"/v1/staff/quarantine/{name}")
