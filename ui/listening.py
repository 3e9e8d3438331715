"""The address the server listens on, claimed before anything heavy is loaded, and room for those who come."""

import errno
import resource
import socket
from typing import Final

from data.errors import SettingsError

REASONS: Final = {
    errno.EADDRINUSE: "is taken: stop what listens there, or choose another with --port {next}",
    errno.EACCES: "needs more rights than this user has: choose one above 1023 with --port 8000",
    errno.EADDRNOTAVAIL: "is not an address of this machine: choose one with --host 127.0.0.1",
}

OTHER_FILES: Final = 512  # ledger, index, model and the console's own


def allow_connections(wanted: int) -> int:
    """Let this process hold that many connections beside its files; how many it may, where the machine allows fewer."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted + OTHER_FILES:
        soft = wanted + OTHER_FILES if hard == resource.RLIM_INFINITY else min(wanted + OTHER_FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(8, min(wanted, soft - OTHER_FILES))


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
