"""Serve everything on one port: `python -m ui`."""

import argparse
import os
import sys
from collections.abc import Sequence
from socket import socket
from typing import TYPE_CHECKING

from data.errors import TemoinError
from ui.listening import claim
from ui.quiet import hush

if TYPE_CHECKING:
    from data.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; 1 with one line on stderr when the server cannot start."""
    given = _parser().parse_args(arguments)
    from data.settings import load_settings  # `--help` is answered without it

    hush(os.environ)
    try:
        settings = load_settings(home=given.home, host=given.host, port=given.port, workers=given.workers)
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
    parser.add_argument("--workers", type=int, help="processes that answer; otherwise TEMOIN_WORKERS, or 1")
    parser.add_argument("--home", metavar="DIR", help="home folder; otherwise TEMOIN_HOME, or .temoin")
    parser.add_argument("--check", action="store_true", help="only tell whether the port can be had")
    return parser


def _serve(settings: "Settings", listener: socket) -> None:
    from chat.serving_rules import serves_this_machine  # a taken port is told before anything heavy is loaded
    from ui.application import address_of

    print(f"Témoin is starting at {address_of(settings)}", flush=True)
    if not serves_this_machine(settings):
        print("The console and ?trace=1 need a key: python -m chat keys add --role staff", flush=True)
    if settings.workers > 1:
        from ui.workers import serve
    else:
        from ui.application import serve
    serve(settings, listener)


if __name__ == "__main__":
    sys.exit(main())
