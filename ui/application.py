"""The application of one server process, put together from the settings."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from socket import socket
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI

from chat.connections import ConnectionLimits, server_config
from chat.ledger_keyring import keyring_of
from chat.serving_rules import rules_of, serves_this_machine
from chat.shared_budgets import budgets_of
from chat.warming import WarmingAssistant
from data.home import Home
from data.settings import Settings
from retrieval.model import Model, ModelSource, SharedModel
from ui.announcing import Say, warming_lifespan
from ui.listening import allow_connections
from ui.server import create_server
from ui.staff.figures_ahead import renewing
from ui.staff.figures_source import FigureSource
from ui.staff.office import Office

if TYPE_CHECKING:
    from chat.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Application:
    """What a server process serves, within which limits; `close` lets go of what it opened."""

    app: FastAPI
    limits: ConnectionLimits
    close: Callable[[], None]


def application(settings: Settings, say: Say) -> Application:
    """The application of the settings; what it needs is loaded once it runs, and `say` told when it is there.

    With several workers there is no console: its conversations live in one process.

    Raises:
        SettingsError: an origin or a proxy is not one.
    """
    embedding = SharedModel(ModelSource(settings, Home(settings.home)))
    office = Office(settings, embedding)
    rules, keyring, local = rules_of(settings), keyring_of(settings), serves_this_machine(settings)
    assistant = WarmingAssistant(partial(_open_assistant, settings, embedding))
    alone = settings.workers == 1
    figures = FigureSource(office, lambda: assistant)
    lifespan = warming_lifespan(assistant, address_of(settings), say, staff=alone)
    app = create_server(
        assistant,
        staff=local,
        lifespan=renewing(lifespan, figures, assistant.ready) if alone else lifespan,
        rules=rules,
        keyring=keyring,
        office=office,
        budgets=budgets_of(settings),
        console=alone,
    )
    app.state.figures = figures
    most = allow_connections(settings.max_connections)

    def close() -> None:
        keyring.close()
        office.close()

    limits = ConnectionLimits(most, most if local else max(8, most // 4), trusted=rules.trusted_proxies)
    return Application(app, limits, close)


def serve(settings: Settings, listener: socket) -> None:
    """Serve with this process until told to stop."""
    served = application(settings, lambda text: print(text, flush=True))
    try:
        uvicorn.Server(server_config(served.app, served.limits)).run(sockets=[listener])
    finally:
        served.close()


def address_of(settings: Settings) -> str:
    """Where the server is, as a browser takes it."""
    return f"http://{settings.host if ':' not in settings.host else f'[{settings.host}]'}:{settings.port}"


def _open_assistant(settings: Settings, embedding: Model) -> "Assistant":
    """Loaded while the server already answers for its health."""
    from chat.assistant import open_assistant

    return open_assistant(settings, embedding=embedding)
