"""The tab of the shop's figures: content, what customers say, videos, gaps, answers and feedback."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import gradio as gr

from ui.console import dashboard_figures as drawn
from ui.console.client import Calls
from ui.console.desk import Desk
from ui.console.inert import inert
from ui.console.moments import moment
from ui.console.product_names import product_names
from ui.console.saving import saves
from ui.console.words_dashboard import said

EVERY: Final = ""
DAYS: Final = (7, 30, 90, 365)
LATER_S: Final = 3.0
"""Seconds after which figures still being counted are asked for again."""
FIGURES: Final = "/v1/staff/figures"
SILENT: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}
GAP_WIDTHS: Final[list[str | int]] = ["220px", "330px", "190px", "430px"]
SAID_WIDTHS: Final[list[str | int]] = ["170px", "140px", "400px", "220px", "280px"]
PARTS: Final = ("content", "topics", "coverage", "videos", "answers", "feedback")
KEPT: Final = frozenset({"topics"})
"""Figures that may have been counted long before they are asked for."""
OF_PERIOD: Final = ("coverage", "videos", "answers", "feedback")
Names = Mapping[str, str]
Figure = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One figure of the page: its words, what it is shown in, and its export."""

    title: gr.Markdown
    told: gr.Markdown
    shown: list[Any]
    export: gr.Button


class DashboardTab:
    """Filters above, six figures below; each is asked for when the tab is opened, and again while it is counted."""

    def __init__(self, desk: Desk) -> None:
        """Made inside its `gr.Tab`."""
        self._client, self._desk = desk.client, desk
        with gr.Row(elem_classes="filters"):
            self.product = gr.Dropdown([EVERY], value=EVERY, scale=3, min_width=200, elem_id="figures-product")
            self.period = gr.Dropdown([EVERY], value=EVERY, scale=2, min_width=180)
            self.refresh = gr.Button(scale=0, min_width=120, elem_id="figures-refresh")
        self.topic = gr.Dropdown([EVERY], value=EVERY, render=False, elem_id="figures-topic")
        self.side = gr.Radio(["format"], value="format", render=False, elem_id="figures-side")
        self.topic_rows, self.video_rows, self.names = gr.State([]), gr.State([]), gr.State({})
        self.awaited = gr.State([])
        self.captions: dict[str, gr.Markdown] = {}
        self.sections = {part: self._section(part) for part in PARTS}
        self.later = gr.Timer(LATER_S, active=False)
        self._connect()

    def _section(self, part: str) -> Section:
        makers: dict[str, Callable[[], list[Any]]] = {
            "content": lambda: self._pair("by_month", "by_product"),
            "topics": lambda: self._pair("by_topic", "over_time", self.topic),
            "coverage": lambda: [_table("gaps", GAP_WIDTHS)],
            "videos": lambda: self._alone("videos", self.side),
            "answers": lambda: self._alone("answers"),
            "feedback": lambda: [*self._alone("feedback"), _table("said", SAID_WIDTHS)],
        }
        with gr.Column(elem_id=f"figure-{part}", elem_classes="figure"):
            with gr.Row(elem_classes="figure-head"):
                title = gr.Markdown()
                export = gr.Button(size="sm", scale=0, min_width=170, elem_id=f"csv-{part}")
            told = gr.Markdown(elem_classes="told")
            shown = makers[part]()
        return Section(title, told, shown, export)

    def _pair(self, left: str, right: str, control: Any = None) -> list[Any]:
        """Two plots side by side, one under the other on a phone; `control` chooses what the right one shows."""
        with gr.Row():
            with gr.Column(min_width=320):
                self.captions[left] = gr.Markdown(elem_classes="caption")
                first = _plot(left)
            with gr.Column(min_width=320):
                self.captions[right] = gr.Markdown(elem_classes="caption")
                if control is not None:
                    control.render()
                second = _plot(right)
        return [first, second]

    @staticmethod
    def _alone(name: str, control: Any = None) -> list[Any]:
        if control is not None:
            control.render()
        return [_plot(f"{name}-plot")]

    def labelled(self) -> list[Any]:
        """What `labels` gives new words to."""
        heads = [part for section in self.sections.values() for part in (section.title, section.export)]
        return [self.product, self.period, self.refresh, self.topic, self.side, *self.captions.values(), *heads]

    def labels(self, language: str) -> list[Any]:
        """The tab in one language; the figures follow once it is opened or the language is switched."""
        periods = [(said("always", language), EVERY), *((said("days", language, n=n), str(n)) for n in DAYS)]
        sides = [(said(side, language), side) for side in ("format", "creator", "hook")]
        return [
            gr.Dropdown(label=said("product", language)),
            gr.Dropdown(choices=periods, label=said("period", language)),
            gr.Button(value=said("refresh", language)),
            gr.Dropdown(label=said("topic", language)),
            gr.Radio(choices=sides, label=said("grouped", language)),
            *(f"**{said(name, language)}**" for name in self.captions),
            *(word for part in PARTS for word in (f"### {said(part, language)}", gr.Button(said("csv", language)))),
        ]

    def _connect(self) -> None:
        interface, tab = self._desk.interface, self._desk.tab
        filters = [self.names, interface, self.product, self.period]
        everything = [part for name in PARTS for part in self._outputs(name)]
        for event in (tab.select, self.refresh.click, interface.input):
            named = event(self._named, [interface, self.product], [self.names, self.product], **SILENT)
            named.then(self._all, filters, [*everything, self.awaited, self.later], **SILENT)
        for event in (self.product.input, self.period.input):
            event(self._all, filters, [*everything, self.awaited, self.later], **SILENT)
        awaited = [*filters, self.awaited]
        self.later.tick(self._awaited, awaited, [*everything, self.awaited, self.later], **SILENT)
        plot = self.sections["topics"].shown[1]
        self.topic.input(_topic_plot, [self.topic_rows, self.topic, interface], [plot], **SILENT)
        plot = self.sections["videos"].shown[0]
        self.side.input(_videos_plot, [self.video_rows, self.side, interface], [plot], **SILENT)
        for name, section in self.sections.items():
            saves(section.export, self._exported(name), filters[1:])

    def _outputs(self, name: str) -> list[Any]:
        section = self.sections[name]
        more: dict[str, list[Any]] = {"topics": [self.topic, self.topic_rows], "videos": [self.video_rows]}
        return [section.told, *section.shown, *more.get(name, [])]

    def _named(self, interface: str, product: str, request: gr.Request) -> list[Any]:
        """The names products go by, read anew."""
        names = product_names(self._client.of(request, interface))
        choices = [(said("every_product", interface), EVERY), *((name, one) for one, name in names.items())]
        return [names, gr.Dropdown(choices=choices, value=product if product in names else EVERY)]

    def _all(self, names: Names, interface: str, product: str, days: str, request: gr.Request) -> list[Any]:
        return self._awaited(names, interface, product, days, list(PARTS), request)

    def _awaited(
        self, names: Names, interface: str, product: str, days: str, parts: list[str], request: gr.Request
    ) -> list[Any]:
        """Some figures read anew, the others left as they are; then those still being counted."""
        calls, shown, pending = self._client.of(request, interface), list[Any](), list[str]()
        for part in PARTS:
            if part not in parts:
                shown += [gr.skip() for _ in self._outputs(part)]
                continue
            try:
                figure = calls.get(f"{FIGURES}/{part}", **_asked(part, product, days))
            except gr.Error as error:  # the other figures can still be read
                shown += [error.message, *_hidden(part)]
                continue
            pending += [part] if figure["pending"] else []
            shown += _shown(part, figure, names, interface)
        return [*shown, pending, gr.Timer(active=bool(pending))]

    def _exported(self, part: str) -> Callable[..., tuple[str, str, str]]:
        def exported(interface: str, product: str, days: str, request: gr.Request) -> tuple[str, str, str]:
            calls: Calls = self._client.of(request, interface)
            text = calls.text(f"{FIGURES}/{part}", format="csv", **_asked(part, product, days))
            return f"temoin-{part}.csv", "text/csv;charset=utf-8", text

        return exported


def _asked(part: str, product: str, days: str) -> dict[str, object]:
    """What a figure is asked with: rows told apart as its plots need them."""
    asked: dict[str, object] = {"product": product or None}
    if part == "content":
        asked["by"] = ["kind", "language", "product", "month"]
    if part == "coverage":
        asked["gaps"] = True
    if part in OF_PERIOD and days:
        asked["since"] = (datetime.now(UTC) - timedelta(days=int(days))).date().isoformat()
    return asked


def _shown(part: str, figure: Figure, names: Names, language: str) -> list[Any]:
    """A figure in the order of `_outputs`; what is not counted yet says how far it is."""
    given, pending = figure["rows"], figure["pending"]
    if not given:
        told = said("counting", language, **pending) if pending else said("nothing", language)
        return [inert(told), *_hidden(part)]
    told = inert(SENTENCES[part](given, language))
    if pending or part in KEPT:
        at = moment(figure["counted"], language)
        when = said("newer", language, at=at, **pending) if pending else said("counted", language, at=at)
        told += f"<br><em>{inert(when)}</em>"
    return [told, *SHOWN[part](given, names, language)]


def _content(given: list[Any], names: Names, language: str) -> list[Any]:
    return [_seen(drawn.content_by_month(given, language)), _seen(drawn.content_by_product(given, names, language))]


def _topics(given: list[Any], _: Names, language: str) -> list[Any]:
    choices = drawn.topic_choices(given, language)
    first = choices[0][1]
    plots = [drawn.topics_by_stance(given, language), drawn.topic_over_time(given, first, language)]
    return [*map(_seen, plots), gr.Dropdown(choices=choices, value=first, visible=True), given]


def _coverage(given: list[Any], names: Names, language: str) -> list[Any]:
    cells = drawn.coverage_cells(given, names, language)
    return [gr.Dataframe(value=cells, headers=drawn.coverage_head(language), visible=bool(cells))]


def _videos(given: list[Any], _: Names, language: str) -> list[Any]:
    return [_videos_plot(given, "format", language), given]


def _answers(given: list[Any], _: Names, language: str) -> list[Any]:
    return [_seen(drawn.answers_over_time(given, language))]


def _feedback(given: list[Any], names: Names, language: str) -> list[Any]:
    cells, head = drawn.feedback_cells(given, names, language), drawn.feedback_head(language)
    return [
        _seen(drawn.feedback_over_time(given, language)),
        gr.Dataframe(value=cells, headers=head, visible=bool(cells)),
    ]


SHOWN: Final[Mapping[str, Callable[[list[Any], Names, str], list[Any]]]] = {
    "content": _content, "topics": _topics, "coverage": _coverage,
    "videos": _videos, "answers": _answers, "feedback": _feedback,
}  # fmt: skip
SENTENCES: Final[Mapping[str, Callable[[list[Any], str], str]]] = {
    "content": drawn.content_sentence, "topics": drawn.topics_sentence, "coverage": drawn.coverage_sentence,
    "videos": drawn.videos_sentence, "answers": drawn.answers_sentence, "feedback": drawn.feedback_sentence,
}  # fmt: skip


def _topic_plot(given: list[Any], topic: str, language: str) -> Any:
    return _seen(drawn.topic_over_time(given, topic, language))


def _videos_plot(given: list[Any], side: str, language: str) -> Any:
    return _seen(drawn.videos_by(given, side, language)) if given else gr.Plot(visible=False)


def _seen(figure: Any) -> Any:
    return gr.Plot(value=figure, visible=True)


def _hidden(part: str) -> list[Any]:
    """Nothing, in the order of `_outputs`."""
    plot, table = gr.Plot(visible=False), gr.Dataframe(visible=False)
    parts: dict[str, list[Any]] = {
        "content": [plot, plot],
        "topics": [plot, plot, gr.Dropdown(visible=False), []],
        "coverage": [table],
        "videos": [plot, []],
        "answers": [plot],
        "feedback": [plot, table],
    }
    return parts[part]


def _plot(name: str) -> gr.Plot:
    return gr.Plot(visible=False, show_label=False, container=False, elem_id=f"plot-{name}", elem_classes="plot")


def _table(name: str, widths: list[str | int] | None = None) -> gr.Dataframe:
    return gr.Dataframe(
        interactive=False,
        wrap=True,
        datatype="str",
        visible=False,
        show_label=False,
        elem_id=f"table-{name}",
        elem_classes="scrolls",
        column_widths=widths,
    )
