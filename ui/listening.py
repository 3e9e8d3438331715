"""The address the server listens on, claimed before anything heavy is loaded."""

import errno
import socket
from typing import Final

from data.errors import SettingsError

REASONS: Final = {
    errno.EADDRINUSE: "is taken: stop what listens there, or choose another with --port {next}",
    errno.EACCES: "needs more rights than this user has: choose one above 1023 with --port 8000",
    errno.EADDRNOTAVAIL: "is not an address of this machine: choose one with --host 127.0.0.1",
}


def claim(host: str, port: int) -> socket.socket:
    """A bound socket that does not accept yet.

    Raises:
        SettingsError: when the port is taken or the host is not ours, with the option that helps.
    """
    claimed = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        claimed = socket.socket(family, kind, protocol)
        claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        claimed.bind(address)
    except OSError as error:
        if claimed is not None:
            claimed.close()
        reason = REASONS.get(
            error.errno or 0, f"cannot be used ({error.strerror}): choose another with --host or --port"
        )
        raise SettingsError(f"port {port} of {host} {reason.format(next=port + 1)}") from error
    return claimed
