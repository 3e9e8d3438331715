"""The server as it is started, open to others: keys for staff, budgets by default, and an orderly end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from chat.__main__ import main
from tests.chat.serving.wire import client_of, get, send, until

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Running:
    """A server process and the home folder it serves."""

    process: "subprocess.Popen[bytes]"
    port: int
    home: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def healthy(self) -> bool:
        assert self.process.poll() is None
        try:
            return get(f"{self.address}/readyz").status_code == 200
        except httpx.TransportError:
            return False


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Listening on every address, as a container does, with all other settings at their defaults."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("TEMOIN_")} | {"TEMOIN_HOME": str(home)}
    # as a container does
    command = [sys.executable, "-m", "tests.ui.demo_server", "--host", "0.0.0.0", "--port", str(port)]  # noqa: S104
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=log, stderr=log)
        running = Running(process, port, home)
        try:
            until(running.healthy, within_s=120)
            yield running
        finally:
            process.kill()
            process.wait()


def staff_key(home: Path, capsys: pytest.CaptureFixture[str], role: str = "staff") -> str:
    assert main(["keys", "add", "--role", role, "--home", str(home)]) == 0
    return capsys.readouterr().out.splitlines()[0]


def test_open_to_others_even_this_machine_needs_a_key(public: Running, capsys: pytest.CaptureFixture[str]) -> None:
    traced, asked = f"{public.address}/v1/chat?trace=1", {"question": "peau seche ?"}
    assert send(traced, json=asked).status_code == 401
    key = {"Authorization": f"Bearer {staff_key(public.home, capsys)}"}
    assert send(traced, json=asked, headers=key).json()["trace"] is not None


def test_a_browser_opens_the_console_with_a_staff_key_as_password(
    public: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = f"{public.address}/console/gradio_api/upload"  # behind the door, and answered without making the console
    refused = get(closed)
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Basic realm="temoin"')
    assert get(closed, auth=("staff", "wrong")).status_code == 401
    assert get(closed, auth=("staff", staff_key(public.home, capsys, "public"))).status_code == 403
    key = staff_key(public.home, capsys)
    assert get(closed, auth=("staff", key)).status_code == 404
    foreign = {"Origin": "https://evil.example"}
    assert send(closed, auth=("staff", key), headers=foreign).status_code == 403


def test_budgets_hold_by_default_and_a_made_up_address_buys_nothing(public: Running) -> None:
    with client_of(public.address) as client:
        statuses = [
            client.post(
                "/v1/chat", json={"question": "peau seche ?"}, headers={"X-Forwarded-For": f"198.51.100.{n}"}
            ).status_code
            for n in range(80)
        ]
        assert client.get("/").headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert 55 <= statuses.count(200) <= 60
    assert set(statuses) == {200, 429}


def test_stopped_it_ends_in_order_however_many_wait(public: Running) -> None:
    with ExitStack() as held:
        idle = [held.enter_context(socket.create_connection(("127.0.0.1", public.port))) for _ in range(20)]
        idle[0].sendall(b"GET /v1/products HTTP/1.1\r\nHost: shop\r\n\r\n")
        assert idle[0].recv(8) == b"HTTP/1.1"
        began = time.monotonic()
        public.process.send_signal(signal.SIGTERM)
        assert public.process.wait(60) in (0, -signal.SIGTERM)
        assert time.monotonic() - began < 30
    assert "Traceback" not in (public.home / "log").read_text()
