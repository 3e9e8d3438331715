"""The little the console runs in a browser: the page's language, and our words where Gradio has only its own."""

import json
from pathlib import Path
from typing import Final

from ui.console.words_client import GRADIO

SPOKEN: Final = """(language) => {
    document.documentElement.lang = language;
    const address = new URL(location);
    address.searchParams.set("lang", language);
    history.replaceState(history.state, "", address);
}"""
"""The page says its language to screen readers, and keeps it when it is loaded again."""


def page_script() -> str:
    """A function the page runs once it is there."""
    return Path(__file__).with_name("page.js").read_text(encoding="utf-8").replace("SAID", json.dumps(GRADIO))
