"""A file the console makes, saved by the browser: no address for files is opened, so none has to be guarded."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import gradio as gr

SAVE: Final = """(name, type, text) => {
    if (!name) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], {type}));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}"""


def saves(button: gr.Button, make: Callable[..., tuple[str, str, str]], given: Sequence[Any]) -> None:
    """Let a button save what `make` gives of the `given` components: file name, media type, text.

    `make` may ask for `request: gr.Request`, and raise `gr.Error`.
    """
    parts = [gr.Textbox(visible="hidden", container=False) for _ in range(3)]
    made = button.click(make, list(given), parts, api_visibility="private", show_progress="minimal")
    made.success(None, parts, None, js=SAVE, api_visibility="private")
