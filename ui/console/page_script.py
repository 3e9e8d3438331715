"""The little the console runs in a browser: the page's language, and our words where Gradio has only its own."""

import json
from pathlib import Path
from typing import Final

from ui.console.words_client import BACK, GRADIO

SPOKEN: Final = """(language) => {
    document.documentElement.lang = language;
    const address = new URL(location);
    address.searchParams.set("lang", language);
    history.replaceState(history.state, "", address);
}"""
"""The page says its language to screen readers, and keeps it when it is loaded again."""


OPENED: Final = """() => { document.body.dataset.opened = "yes"; }"""
"""From now on a tab that opens was chosen: before, it is the first one, which Gradio opens by itself."""
CHOSEN: Final = """() => {
    if (!document.body.dataset.opened) return;
    const address = new URL(location);
    address.searchParams.set("tab", "TAB");
    history.replaceState(history.state, "", address);
}"""
"""The address names the open tab, which is open again when the page is loaded again, or somebody is sent there."""


def page_script() -> str:
    """A function the page runs once it is there."""
    script = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
    return script.replace("SAID", json.dumps(GRADIO)).replace("BACK", json.dumps(BACK))
