"""Puts the console beside the API, with every door closed that it does not use; it is made when first asked for."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.console.guard import ConsoleGuard
from ui.console.uploading import Uploads

if TYPE_CHECKING:
    from gradio.routes import App

PATH: Final = "/console"


def mount_console(app: FastAPI) -> None:
    """Serve the console at /console, a client of `app`; nothing of it is loaded before somebody goes there."""
    app.mount(PATH, ConsoleGuard(Uploads(app, MadeWhenAsked(lambda: console_app(app)))))


class MadeWhenAsked:
    """ASGI application: another one, made in a thread at the first request, which waits for it (seconds).

    When making it fails, that request fails with the error, and the next one tries again.
    """

    def __init__(self, make: "Callable[[], App]") -> None:
        self._make, self._lock = make, asyncio.Lock()
        self._made: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As any ASGI application."""
        async with self._lock:
            if self._made is None:
                made = await asyncio.to_thread(self._make)
                made.get_blocks().run_startup_events()  # type: ignore[no-untyped-call]  # its queue runs on this loop
                self._made = made
        await self._made(scope, receive, send)


def console_app(api: ASGIApp) -> "App":
    """The console as an application to be mounted at /console; its tabs ask `api`."""
    import gradio as gr  # takes seconds, and hundreds of megabytes
    from gradio.routes import App

    from ui.console.blocks import console_blocks, theme
    from ui.console.client import StaffClient
    from ui.console.page_script import page_script

    outer = gr.mount_gradio_app(
        FastAPI(),
        console_blocks(StaffClient(api)),
        path=PATH,
        footer_links=[],
        run_history=False,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        allowed_paths=[],
        show_error=False,
        max_file_size="1kb",
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=theme(),
        css_paths=[Path(__file__).parent / "console.css"],
        js=page_script(),
    )
    mounted = outer.routes[-1]
    if not isinstance(mounted, Mount) or not isinstance(mounted.app, App):
        raise TypeError(f"Gradio was expected to mount an application, and made {mounted!r}")
    return mounted.app
