"""Serve everything on one port: `python -m ui`."""

import argparse
import os
import sys
from collections.abc import Sequence
from socket import socket
from typing import TYPE_CHECKING

from data.errors import TemoinError
from ui.listening import allow_connections, claim
from ui.quiet import hush

if TYPE_CHECKING:
    from chat.assistant import Assistant
    from data.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; 1 with one line on stderr when the server cannot start."""
    given = _parser().parse_args(arguments)
    from data.settings import load_settings  # `--help` is answered without it

    hush(os.environ)
    try:
        settings = load_settings(home=given.home, host=given.host, port=given.port)
        with claim(settings.host, settings.port) as listener:
            if not given.check:
                _serve(settings, listener)
    except TemoinError as error:
        print(f"temoin: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m ui", description="Serve the shop, the console and the API on one port.")
    parser.add_argument("--host", help="address to listen on; otherwise TEMOIN_HOST, or 127.0.0.1")
    parser.add_argument("--port", type=int, help="port to listen on; otherwise TEMOIN_PORT, or 8000")
    parser.add_argument("--home", metavar="DIR", help="home folder; otherwise TEMOIN_HOME, or .temoin")
    parser.add_argument("--check", action="store_true", help="only tell whether the port can be had")
    return parser


def _serve(settings: "Settings", listener: socket) -> None:
    import uvicorn  # a taken port is told before anything heavy is loaded

    from chat.connections import ConnectionLimits, server_config
    from chat.ledger_keyring import keyring_of
    from chat.serving_rules import rules_of, serves_this_machine
    from chat.warming import WarmingAssistant
    from ui.announcing import warming_lifespan
    from ui.server import create_server
    from ui.staff.office import Office

    office = Office(settings)
    rules, keyring, local = rules_of(settings), keyring_of(settings), serves_this_machine(settings)
    address = f"http://{settings.host if ':' not in settings.host else f'[{settings.host}]'}:{settings.port}"
    print(f"Témoin is starting at {address}", flush=True)
    if not local:
        print("The console and ?trace=1 need a key: python -m chat keys add --role staff", flush=True)
    assistant = WarmingAssistant(lambda: _open_assistant(settings))
    lifespan = warming_lifespan(assistant, address, lambda text: print(text, flush=True), staff=True)
    app = create_server(assistant, staff=local, lifespan=lifespan, rules=rules, keyring=keyring, office=office)
    most = allow_connections(settings.max_connections)
    limits = ConnectionLimits(most, most if local else max(8, most // 4), trusted=rules.trusted_proxies)
    try:
        uvicorn.Server(server_config(app, limits)).run(sockets=[listener])
    finally:
        keyring.close()
        office.close()


def _open_assistant(settings: "Settings") -> "Assistant":
    """Loaded while the server already answers for its health."""
    from chat.assistant import open_assistant

    return open_assistant(settings)


if __name__ == "__main__":
    sys.exit(main())
