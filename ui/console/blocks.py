"""The console's page: a language switch, then its tabs."""

from collections.abc import Sequence
from typing import Any, Final

import gradio as gr

from ui.console.client import StaffClient
from ui.console.desk import Desk, Place, Tab, wanted_by
from ui.console.page_script import CHOSEN, OPENED, SPOKEN
from ui.console.places import PLACES
from ui.strings import CONSOLE

LANGUAGES = [("Français", "fr"), ("English", "en")]
SILENT: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}
FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Arial", "sans-serif")


def console_blocks(client: StaffClient, language: str = "fr", places: Sequence[Place] = PLACES) -> gr.Blocks:
    """The whole console, a client of the API, in the language its address or its reader's browser asks for.

    It is made in `language`.
    """
    blocks = gr.Blocks(title=CONSOLE["title"][language], analytics_enabled=False)
    with blocks:
        with gr.Row(equal_height=True):
            with gr.Column(scale=1, min_width=240):
                title = gr.Markdown()
            interface = gr.Radio(
                LANGUAGES, value=language, scale=0, min_width=230, container=False, elem_id="interface"
            )
        tabs, shells, made = _tabs(client, blocks, interface, language, places)

        def relabel(wanted: str) -> list[Any]:
            names = [gr.Tab(label=place.title[wanted]) for place in places]
            words = [word for tab in made.values() for word in tab.labels(wanted)]
            return [f"## {CONSOLE['title'][wanted]}", gr.Radio(label=CONSOLE["interface"][wanted]), *names, *words]

        def opened(request: gr.Request) -> list[Any]:
            wanted = wanted_by(request)
            first, _, *others = relabel(wanted)
            chosen: dict[str, Any] = (
                {} if wanted == language else {"value": wanted}
            )  # who switches at once is not overruled
            return [first, gr.Radio(label=CONSOLE["interface"][wanted], **chosen), *others]

        def at_tab(request: gr.Request) -> Any:
            tab = request.query_params.get("tab")
            return gr.Tabs(selected=tab) if tab in made and tab != places[0].id else gr.skip()

        labelled = [title, interface, *shells, *(part for tab in made.values() for part in tab.labelled())]
        load = blocks.load(opened, None, labelled, **SILENT)
        load.then(at_tab, None, [tabs], **SILENT).then(None, None, None, js=OPENED, **SILENT)
        for worded in (load, interface.input(relabel, [interface], labelled, **SILENT)):
            worded.then(None, [interface], None, js=SPOKEN, **SILENT)
    return blocks


def _tabs(
    client: StaffClient, page: gr.Blocks, interface: gr.Radio, language: str, places: Sequence[Place]
) -> tuple[gr.Tabs, list[gr.Tab], dict[str, Tab]]:
    """All tabs, every one as Gradio has it, and what was made in each, by id."""
    made: dict[str, Tab] = {}
    shells = []
    with gr.Tabs(elem_id="tabs") as tabs:
        for place in places:
            with gr.Tab(place.title[language], id=place.id) as shell:
                desk = Desk(client, page, interface, tabs, shell, language, made)
                made[place.id] = place.make(desk)
            shell.select(None, None, None, js=CHOSEN.replace("TAB", place.id), **SILENT)
            shells.append(shell)
    return tabs, shells, made


def theme() -> gr.themes.Base:
    """The shop's ink and leaf green, in the reader's own fonts."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.stone,
        neutral_hue=gr.themes.colors.stone,
        font=FONTS,
        font_mono=("ui-monospace", "monospace"),
    ).set(
        button_primary_background_fill="#1d2321",
        button_primary_background_fill_hover="#333b38",
        button_primary_text_color="#ffffff",
        body_background_fill="#ffffff",
        button_cancel_background_fill="#8a2b12",
        button_cancel_background_fill_hover="#6f220e",
        button_cancel_text_color="#ffffff",
        color_accent="#1f5c47",
        color_accent_soft="#eef4f0",
        border_color_accent="#1f5c47",
        border_color_accent_subdued="#c9d8d0",
        checkbox_background_color_selected="#1f5c47",
        checkbox_border_color_selected="#1f5c47",
        link_text_color="#1f5c47",
        body_text_color_subdued="#5f6864",
        block_label_text_color="#5f6864",
        block_title_text_color="#5f6864",
    )
