"""One server: the API, the demo shop, the panel's files and, for staff, the console."""

from fastapi import FastAPI
from starlette.types import Lifespan

from chat.api import NO_BUDGETS, create_api
from chat.budgets import Budgets
from chat.contract import AssistantLike
from chat.keys import Keyring
from chat.serving_rules import ServingRules
from ui.console.mount import mount_console
from ui.page import routes as page
from ui.staff.office import Office
from ui.staff.routes import ROUTERS
from ui.widget import files as widget


def create_server(
    assistant: AssistantLike,
    *,
    staff: bool = False,
    lifespan: Lifespan[FastAPI] | None = None,
    rules: ServingRules = NO_BUDGETS,
    keyring: Keyring | None = None,
    office: Office | None = None,
    budgets: Budgets | None = None,
    console: bool = True,
) -> FastAPI:
    """Everything on one port; the staff's routes where there is an `office`.

    The console at /console and `?trace=1` are for whoever holds a staff key of `keyring`; with `staff`, also for those
    at this machine without one. With neither, or without `console`, there is no console.
    """
    app = create_api(assistant, expose_trace=staff, lifespan=lifespan, rules=rules, keyring=keyring, budgets=budgets)
    app.state.shop_origins = rules.cors_origins  # pages that may hold the panel in a frame
    app.include_router(page.router)
    app.include_router(widget.router)
    if office is not None:
        app.state.office = office
        for router in ROUTERS:
            app.include_router(router)
    if console and (staff or keyring is not None):
        mount_console(app)
    return app
