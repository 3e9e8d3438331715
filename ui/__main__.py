"""Serve everything on one port: `python -m ui`."""

import argparse
import os
import sys
from collections.abc import Sequence
from socket import socket

from data.errors import TemoinError
from data.settings import Settings, load_settings
from ui.listening import claim
from ui.quiet import hush


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; 1 with one line on stderr when the server cannot start."""
    given = _parser().parse_args(arguments)
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


def _serve(settings: Settings, listener: socket) -> None:
    import uvicorn  # a taken port is told before anything heavy is loaded

    from chat.assistant import open_assistant
    from chat.loopback import is_loopback
    from chat.warming import WarmingAssistant
    from ui.announcing import warming_lifespan
    from ui.server import create_server

    local = is_loopback(settings.host)
    address = f"http://{settings.host if ':' not in settings.host else f'[{settings.host}]'}:{settings.port}"
    print(f"Témoin is starting at {address}", flush=True)
    assistant = WarmingAssistant(lambda: open_assistant(settings))
    lifespan = warming_lifespan(assistant, address, lambda text: print(text, flush=True), staff=local)
    app = create_server(assistant, staff=local, lifespan=lifespan)
    # No access log: a query string can hold a shopper's words; chat.request_log writes its own line.
    config = uvicorn.Config(
        app, access_log=False, log_level="warning", server_header=False, timeout_graceful_shutdown=3
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    sys.exit(main())
