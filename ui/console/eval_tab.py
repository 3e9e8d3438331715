"""The tab of question sets: run them, read the figures, compare, and open what failed in the tab where one asks."""

from typing import Any, Final

import gradio as gr

from chat.conversation import Turn
from ui.console.chat_tab import ChatTab
from ui.console.desk import Desk
from ui.console.eval_shown import (
    cause_choices,
    comparison_cells,
    comparison_head,
    comparison_told,
    failure_card,
    failure_choices,
    failures_cells,
    failures_head,
    figures_cells,
    figures_head,
    progress,
    run_name,
    state_told,
)
from ui.console.inert import inert
from ui.console.saving import saves
from ui.console.words_eval import said

RUNS: Final = "/v1/staff/evaluation/runs"
EVERY: Final = ""
BASELINE: Final = "baseline"
EXTENTS: Final = ("quick", "whole", "variants")
SLICES: Final = ("all", "test", "dev", "fr", "en", "test-fr", "test-en")
WIDTHS: Final[dict[str, list[str | int]]] = {
    "failures": ["330px", "150px", "180px"],
    "comparison": ["370px", "100px", "115px", "120px", "180px", "80px", "250px"],
    "figures": ["520px", "110px", "190px", "80px", "300px"],
}
EVERY_S: Final = 2.0
"""Seconds between two looks at a run that goes on."""
SILENT: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}


class EvalTab:
    """What to run above, the run chosen below."""

    def __init__(self, desk: Desk) -> None:
        """Made inside its `gr.Tab`, after that of the chat."""
        self._desk, self._client = desk, desk.client
        chat = desk.made.get("chat")
        self._chat = chat if isinstance(chat, ChatTab) else None
        self._start_part()
        self.run = gr.Dropdown([EVERY], value=EVERY, visible=False, elem_id="run")
        with gr.Column(visible=False, elem_id="report") as self.report:
            self._report_part()
        self.failures, self.ended = gr.State([]), gr.State(EVERY)
        self.later = gr.Timer(EVERY_S, active=False)
        self._connect()

    def _start_part(self) -> None:
        with gr.Row(elem_classes="filters"):
            self.sets = gr.Dropdown([], value=[], multiselect=True, scale=2, min_width=240, elem_id="sets")
            self.extent = gr.Dropdown(["quick"], value="quick", scale=2, min_width=280, elem_id="extent")
            self.answerer = gr.Dropdown(["assembled"], value="assembled", scale=2, min_width=180)
        with gr.Row():
            self.start = gr.Button(variant="primary", scale=0, min_width=160, elem_id="start")
            self.stop = gr.Button(scale=0, min_width=160, visible=False, elem_id="stop")
            self.state = gr.Markdown(elem_id="run-state")
        self.note = gr.Markdown(elem_classes="quiet")

    def _report_part(self) -> None:
        with gr.Column(elem_classes="figure"):
            with gr.Row(elem_classes="figure-head"):
                self.failures_title = gr.Markdown()
                self.save = gr.Button(size="sm", scale=0, min_width=200, elem_id="save-report")
            with gr.Row():
                with gr.Column(scale=5, min_width=320):
                    self.cause = gr.Dropdown([EVERY], value=EVERY, elem_id="cause")
                    self.listed = _table("failures")
                with gr.Column(scale=4, min_width=320):
                    self.pick = gr.Dropdown([EVERY], value=EVERY, elem_id="pick")
                    self.open = gr.Button(elem_id="open")
                    self.card = gr.Markdown(elem_id="failure", elem_classes="proofs")
        with gr.Column(elem_classes="figure"):
            self.comparison_title = gr.Markdown()
            self.against = gr.Dropdown([BASELINE], value=BASELINE)
            self.comparison_told = gr.Markdown(elem_id="comparison-told", elem_classes="told")
            self.comparison = _table("comparison")
        with gr.Column(elem_classes="figure"):
            self.figures_title = gr.Markdown()
            self.slice = gr.Dropdown(list(SLICES), value="all", elem_id="slice")
            self.figures_told = gr.Markdown(elem_classes="told")
            self.figures = _table("figures")

    def labelled(self) -> list[Any]:
        """What `labels` gives new words to."""
        return [
            self.sets, self.extent, self.answerer, self.start, self.stop, self.note, self.run, self.failures_title,
            self.save, self.cause, self.pick, self.open, self.comparison_title, self.against, self.figures_title,
            self.slice,
        ]  # fmt: skip

    def labels(self, language: str) -> list[Any]:
        """The tab in one language; runs follow once it is opened or the language is switched."""
        extents = [(said(one, language), one) for one in EXTENTS]
        answerers = [(said(one, language), one) for one in ("assembled", "llm")]
        return [
            gr.Dropdown(label=said("sets", language), info=said("all_sets", language)),
            gr.Dropdown(choices=extents, label=said("scope", language)),
            gr.Dropdown(choices=answerers, label=said("answerer", language)),
            gr.Button(said("start", language)),
            gr.Button(said("stop", language)),
            said("told", language),
            gr.Dropdown(label=said("run", language)),
            f"### {said('failures', language)}",
            gr.Button(said("report", language)),
            gr.Dropdown(label=said("cause", language)),
            gr.Dropdown(label=said("pick", language)),
            gr.Button(said("open", language)),
            f"### {said('comparison', language)}",
            gr.Dropdown(label=said("against", language)),
            f"### {said('figures', language)}",
            gr.Dropdown(choices=[(said(one, language), one) for one in SLICES], label=said("slice", language)),
        ]

    def _connect(self) -> None:
        interface, tab = self._desk.interface, self._desk.tab
        state = [self.state, self.start, self.stop, self.later]
        runs = [self.sets, self.run, self.against, *state]
        about, compared = [self.run, self.slice, interface], [self.run, self.against, interface]
        report = [self.report, self.figures_told, self.figures, self.cause, *self._failing_parts]
        comparison = [self.comparison_told, self.comparison]
        for event in (tab.select, interface.input, self.ended.change):
            read = event(self._read, [self.run, interface], runs, **SILENT)
            shown = read.then(self._shown, about, report, **SILENT)
            shown.then(self._compared, compared, comparison, **SILENT)
        wanted = [self.sets, self.extent, self.answerer, interface]
        self.start.click(self._started, wanted, [self.run, *state], **SILENT)
        self.stop.click(self._stopped, [self.run, interface], state, **SILENT)
        self.later.tick(self._looked, [self.run, interface], [*state, self.ended], **SILENT)
        chosen = self.run.input(self._shown, about, report, **SILENT)
        chosen.then(self._compared, compared, comparison, **SILENT)
        self.slice.input(self._shown, about, report, **SILENT)
        self.against.input(self._compared, compared, comparison, **SILENT)
        self.cause.input(self._failing, [self.run, self.cause, interface], self._failing_parts, **SILENT)
        self.pick.input(_carded, [self.failures, self.pick, interface], [self.card], **SILENT)
        self.listed.select(picked, [self.failures, interface], [self.pick, self.card], **SILENT)
        saves(self.save, self._page, [self.run, interface])
        if self._chat is not None:
            self.open.click(self._opened, [self.failures, self.pick, interface], self._chat.opening, **SILENT)

    @property
    def _failing_parts(self) -> list[Any]:
        return [self.failures, self.listed, self.pick, self.card]

    def _read(self, chosen: str, interface: str, request: gr.Request) -> list[Any]:
        """Sets and runs there are, the newest run chosen where none was."""
        calls = self._client.of(request, interface)
        sets = [(f"{one['name']} ({one['lines']})", one["name"]) for one in calls.get("/v1/staff/evaluation/sets")]
        runs = calls.get(RUNS)
        choices = [(run_name(run, interface), run["id"]) for run in runs]
        chosen = chosen if chosen in {run["id"] for run in runs} else (runs[0]["id"] if runs else EVERY)
        current = next((run for run in runs if run["id"] == chosen), None)
        return [
            gr.Dropdown(choices=sets),
            gr.Dropdown(choices=choices or [("", EVERY)], value=chosen, visible=bool(runs)),
            gr.Dropdown(choices=[(said(BASELINE, interface), BASELINE), *choices]),
            *_state(current, interface),
        ]

    def _started(self, sets: list[str], extent: str, answerer: str, interface: str, request: gr.Request) -> list[Any]:
        wanted = {"sets": sets, "quick": extent == "quick", "variants": extent == "variants", "answerer": answerer}
        run = self._client.of(request, interface).post(RUNS, wanted)
        return [gr.Dropdown(choices=[(run_name(run, interface), run["id"])], value=run["id"]), *_state(run, interface)]

    def _stopped(self, run_id: str, interface: str, request: gr.Request) -> list[Any]:
        return _state(self._client.of(request, interface).post(f"{RUNS}/{run_id}/stop"), interface)

    def _looked(self, run_id: str, interface: str, request: gr.Request) -> list[Any]:
        """How far the run is; once it has ended, `ended` changes and everything is read."""
        run = self._client.of(request, interface).get(f"{RUNS}/{run_id}", lang=interface)["run"]
        return [*_state(run, interface), gr.skip() if run["state"] == "running" else run_id]

    def _shown(self, run_id: str, part: str, interface: str, request: gr.Request) -> list[Any]:
        """The figures and failing questions of a run that has ended."""
        calls = self._client.of(request, interface)
        found = calls.get(f"{RUNS}/{run_id}", lang=interface) if run_id else None
        if found is None or not found["measures"]:
            return [gr.Column(visible=False), *[gr.skip()] * 3, [], *[gr.skip()] * 3]
        cells = figures_cells(found["measures"], part, interface)
        told = said("figures_told", interface, slice=said(part, interface))
        return [
            gr.Column(visible=True),
            inert(told),
            gr.Dataframe(value=cells, headers=figures_head(interface), visible=True),
            gr.Dropdown(choices=cause_choices(found["causes"], interface), value=EVERY),
            *self._failing(run_id, EVERY, interface, request),
        ]

    def _failing(self, run_id: str, cause: str, interface: str, request: gr.Request) -> list[Any]:
        """The failing questions of a cause, the first one opened."""
        calls = self._client.of(request, interface)
        run = calls.get(f"{RUNS}/{run_id}", lang=interface)["run"]
        if not run["questions_kept"]:
            return [
                [],
                gr.Dataframe(visible=False),
                gr.Dropdown(choices=[EVERY], value=EVERY),
                inert(said("no_questions", interface)),
            ]
        failures = calls.get(f"{RUNS}/{run_id}/failures", cause=cause or None, lang=interface)
        choices, cells = failure_choices(failures), failures_cells(failures, interface)
        first = choices[0][1] if choices else EVERY
        return [
            failures,
            gr.Dataframe(value=cells, headers=failures_head(interface), visible=bool(cells)),
            gr.Dropdown(choices=choices or [("", EVERY)], value=first),
            _carded(failures, first, interface),
        ]

    def _compared(self, run_id: str, against: str, interface: str, request: gr.Request) -> list[Any]:
        calls = self._client.of(request, interface)
        if not run_id or not calls.get(f"{RUNS}/{run_id}", lang=interface)["measures"]:
            return ["", gr.Dataframe(visible=False)]
        found = calls.get(f"{RUNS}/{run_id}/comparison", against=against, lang=interface)
        cells = comparison_cells(found, interface)
        table = gr.Dataframe(value=cells, headers=comparison_head(interface), visible=bool(cells))
        return [inert(comparison_told(found, interface)), table]

    def _page(self, run_id: str, interface: str, request: gr.Request) -> tuple[str, str, str]:
        text = self._client.of(request, interface).text(f"{RUNS}/{run_id}/report", lang=interface)
        return "temoin-report.html", "text/html;charset=utf-8", text

    def _opened(self, failures: list[Any], question_id: str, interface: str) -> dict[Any, Any]:
        """The failing question typed into the other tab, its conversation before it."""
        one = next((failure for failure in failures if failure["question_id"] == question_id), None)
        if one is None or self._chat is None:
            return {}
        turns = tuple(Turn(message["role"], message["text"]) for message in one["messages"])
        return self._chat.opened_with(one["product_id"], turns, one["language"], interface)


def _state(run: Any, interface: str) -> list[Any]:
    """How far a run is, which buttons there are, and whether to look again."""
    running = run is not None and run["state"] == "running"
    buttons = [gr.Button(interactive=not running), gr.Button(visible=running)]
    return [inert(state_told(run, interface)) + progress(run), *buttons, gr.Timer(active=running)]


def _carded(failures: list[Any], question_id: str, interface: str) -> str:
    one = next((failure for failure in failures if failure["question_id"] == question_id), None)
    return "" if one is None else failure_card(one, interface)


def picked(failures: list[Any], interface: str, selected: gr.SelectData) -> list[Any]:
    """The failing question of the line that was clicked."""
    row = list(selected.row_value)  # lines may have been sorted, so their place says nothing
    cells = zip(failures, failures_cells(failures, interface), strict=False)
    question_id = next((failure["question_id"] for failure, line in cells if line == row), EVERY)
    return [question_id, _carded(failures, question_id, interface)]


def _table(name: str) -> gr.Dataframe:
    return gr.Dataframe(
        interactive=False, wrap=True, datatype="str", show_label=False, elem_id=f"table-{name}", elem_classes="scrolls",
        column_widths=WIDTHS[name], visible=False,
    )  # fmt: skip
