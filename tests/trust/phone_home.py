"""N1: an import with the real model, a server, its answers, pages and console: not one socket to another machine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.chat.serving.wire import client_of
from tests.trust.asking import QUESTIONS, write_shop
from tests.trust.journal import ROOT
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch
from tests.trust.shop_server import running
from tests.trust.socket_guard import SWITCH

HOOK: Final = "import sys\nsys.path.insert(0, {root!r})\nfrom tests.trust.socket_guard import guard\nguard()\n"
TRACED: Final = ("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg", "-e", "signal=none", "-o")


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """One run of everything a shop does; sockets of native code are seen by strace, where it is installed."""
    tally = Tally()
    for number in range(amount):
        part = scratch.part(str(number))
        seen = part.folder / "sockets"
        seen.touch()
        _hooked(part.folder)
        home = part.home()
        write_shop(part.part("exports").folder, products=2, reviews=8, seed=seed)
        _imported(part.folder, home.root, tally)
        _served(part.folder, home.root, tally)
        tried = seen.read_text(encoding="utf-8").split("\n")[:-1]
        tally.count("attempts to reach another machine", len(tried))
        tally.check([f"{line}" for line in tried[:3]])
        tally.check(_control(part.folder))
    return tally.outcome


def _hooked(folder: Path) -> None:
    """Every Python process below loads the guard before anything else."""
    (folder / "hook").mkdir()
    (folder / "hook" / "sitecustomize.py").write_text(HOOK.format(root=str(ROOT)), encoding="utf-8")
    os.environ[SWITCH] = str(folder / "sockets")


def _around(folder: Path) -> dict[str, str]:
    around = {name: value for name, value in os.environ.items() if not name.startswith("TEMOIN_") or name == SWITCH}
    return around | {"PYTHONPATH": f"{folder / 'hook'}:{ROOT}", "TEMOIN_THREADS": "1", SWITCH: str(folder / "sockets")}


def _imported(folder: Path, home: Path, tally: Tally) -> None:
    typed = [sys.executable, "-m", "ingest", str(folder / "exports"), "--home", str(home)]
    trace = folder / "trace"
    traced = [*TRACED, str(trace), *typed] if shutil.which("strace") else typed
    done = subprocess.run(traced, cwd=ROOT, env=_around(folder), capture_output=True, text=True, check=False)
    tally.check(None if done.returncode == 0 else f"the import ended with {done.returncode}: {done.stderr[-300:]}")
    if trace.is_file():
        tally.count("processes traced by strace")
        tally.check([line[:200] for line in foreign_lines(trace.read_text(errors="replace"))[:3]])


def foreign_lines(trace: str) -> list[str]:
    """Lines of a trace that reach for an address which is not loopback's."""
    inet = [line for line in trace.splitlines() if "sin_addr" in line or "sin6_addr" in line or "inet_pton" in line]
    return [line for line in inet if '"127.' not in line and '"::1"' not in line and '"0.0.0.0"' not in line]


def _served(folder: Path, home: Path, tally: Tally) -> None:
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = f"{folder / 'hook'}:{ROOT}"
    try:
        with (
            running(home, fake=False, test_sockets=folder / "sockets") as server,
            client_of(server.address, timeout=120) as client,
        ):
            paths = [
                "/",
                "/p/item-000",
                "/v1/products",
                "/docs",
                "/openapi.json",
                "/console/",
                "/embed/snippets?product=item-000",
            ]
            statuses = [client.get(path).status_code for path in paths]
            asked = [{"question": question, "product_id": "item-000"} for question in QUESTIONS]
            statuses += [client.post("/v1/chat", json=body).status_code for body in asked]
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    tally.count("requests served under guard", len(statuses))
    tally.check([f"answered {status}" for status in statuses if status >= 500])


def _control(folder: Path) -> str | None:
    """The guard in a child process does catch one: else the check could not fail."""
    noted = folder / "control"
    script = "import socket; socket.create_connection(('192.0.2.1', 9), 1)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=_around(folder) | {SWITCH: str(noted)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    caught = "PhonedHomeError" in done.stderr and noted.is_file() and "192.0.2.1" in noted.read_text()
    return None if caught else f"the guard did not stop a connection: {done.stderr[-200:]}"
