"""Several server processes behind one port, each with a model and shelves of its own; one that dies is replaced.

The processes share nothing but home, ledger and index, so any of them answers any request.
"""

import os
from functools import cache
from socket import socket
from typing import Any

from fastapi import FastAPI
from uvicorn import Config
from uvicorn.supervisors import Multiprocess

from chat.connections import SERVED, Connection, Connections
from data.errors import SettingsError
from data.settings import Settings, load_settings
from ui.application import Application, application

BACKLOG = 2048


def serve(settings: Settings, listener: socket) -> None:
    """Serve with `settings.workers` processes until told to stop.

    Raises:
        SettingsError: calls would be counted by each process for itself.
    """
    if settings.budgets == "memory" and settings.host not in ("127.0.0.1", "::1", "localhost"):
        raise SettingsError(
            f"TEMOIN_WORKERS={settings.workers} with TEMOIN_BUDGETS=memory: each process would allow the whole budget; "
            "set TEMOIN_BUDGETS=shared"
        )
    # each process reads the settings anew: what the command line said travels in the environment
    os.environ |= {
        f"TEMOIN_{name.upper()}": str(getattr(settings, name)) for name in ("home", "host", "port", "workers")
    }
    listener.listen(BACKLOG)
    listener.set_inheritable(True)
    config = Config("ui.workers:app", factory=True, workers=settings.workers, http="ui.workers:protocol", **SERVED)
    Multiprocess(config, [listener]).run()


def app() -> FastAPI:
    """What one process serves; called in it."""
    return _application().app


def protocol(**of_server: Any) -> Connection:
    """One more connection to this process."""
    return _connections().protocol(**of_server)


@cache
def _application() -> Application:
    return application(load_settings(), _say_shortly)


@cache
def _connections() -> Connections:
    return Connections(_application().limits)


def _say_shortly(text: str) -> None:
    """The first line alone, as every process says it."""
    print(f"{text.partition(chr(10))[0]} (process {os.getpid()})", flush=True)
