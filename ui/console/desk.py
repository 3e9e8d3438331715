"""What every tab of the console is given, and what the console asks of a tab."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import gradio as gr

from ui.console.client import StaffClient
from ui.page.rendering import spoken

QUIET: Final[dict[str, Any]] = {"api_visibility": "private", "show_progress": "minimal"}
"""How every event of the console is connected: no address of its own, no more than a thin sign that work goes on."""


class Tab(Protocol):
    """One tab, made inside its `gr.Tab`; its words follow the console's language."""

    def labelled(self) -> list[Any]:
        """Components whose words change with the language."""
        ...

    def labels(self, language: str) -> list[Any]:
        """New words for `labelled()`, in the same order; called at every load, so it asks nothing slow."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a tab is made: whom it asks, and the parts of the page around it.

    `page` is the page itself, whose `load` event is the moment it is opened, or loaded again; `interface` is the
    console's language switch ("fr" or "en"); `tab` is the tab being made, whose `select` event is the moment to read
    what it shows; `tabs` holds them all, so that one may open another by its id; `made` holds the tabs made before, by
    id.
    """

    client: StaffClient
    page: gr.Blocks
    interface: gr.Radio
    tabs: gr.Tabs
    tab: gr.Tab
    language: str
    made: Mapping[str, Tab]


def wanted_by(request: gr.Request) -> str:
    """The language a page is opened in: its address's, else its reader's."""
    return spoken(request.query_params.get("lang"), request.headers.get("accept-language", ""))


@dataclass(frozen=True, slots=True)
class Place:
    """A tab of the console: its id, its name in both languages, and what makes it."""

    id: str
    title: Mapping[str, str]
    make: Callable[[Desk], Tab]
