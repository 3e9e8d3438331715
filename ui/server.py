"""One server: the API, the demo shop, the panel's files and, for those at this machine, the console."""

from fastapi import FastAPI
from starlette.types import Lifespan

from chat.api import create_api
from chat.contract import AssistantLike
from ui.page import routes as page
from ui.widget import files as widget


def create_server(
    assistant: AssistantLike, *, staff: bool = False, lifespan: Lifespan[FastAPI] | None = None
) -> FastAPI:
    """Everything on one port; `staff` adds the console at /console and `?trace=1`, to local clients only."""
    app = create_api(assistant, expose_trace=staff, lifespan=lifespan)
    app.include_router(page.router)
    app.include_router(widget.router)
    if staff:
        from ui.console.mount import mount_console  # gradio takes seconds to import

        mount_console(app, assistant)
    return app
