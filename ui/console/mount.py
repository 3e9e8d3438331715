"""Puts the console beside the API, with every door closed that it does not use."""

from pathlib import Path
from typing import Final

import gradio as gr
from fastapi import FastAPI
from starlette.middleware import Middleware

from chat.contract import AssistantLike
from ui.console.blocks import console_blocks, theme
from ui.console.guard import ConsoleGuard

PATH: Final = "/console"


def mount_console(app: FastAPI, assistant: AssistantLike) -> None:
    """Serve the console at /console."""
    gr.mount_gradio_app(
        app,
        console_blocks(assistant),
        path=PATH,
        footer_links=[],
        run_history=False,
        app_kwargs={"middleware": [Middleware(ConsoleGuard)], "docs_url": None, "redoc_url": None, "openapi_url": None},
        allowed_paths=[],
        show_error=False,
        max_file_size="1kb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=theme(),
        css_paths=[Path(__file__).parent / "console.css"],
    )
