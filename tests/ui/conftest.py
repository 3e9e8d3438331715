"""The whole server over the fake assistant, in this process and as one of its own."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, sync_playwright

from tests.fakes_assistant import FakeAssistant
from tests.ui.browsing import FLAGS
from ui.server import create_server

ROOT = Path(__file__).parents[2]
READY_S = 180
"""A machine with other work takes its time."""


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_server(FakeAssistant())


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def shop(app: FastAPI, assistant: FakeAssistant) -> TestClient:
    """The server's visitors; the console is not mounted."""
    app.state.assistant = assistant
    return TestClient(app, raise_server_exceptions=False)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the running server prints."""
    return tmp_path_factory.mktemp("server") / "log"


class OtherShop:
    """Another site, on an origin of its own; `pages` holds its HTML by path, each under its own policy."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.origin = f"http://localhost:{self.server.server_port}"  # not the name the server under test goes by

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        pages = self.pages

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                policy, html = pages.get(self.path, ("default-src 'none'", ""))
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(html.encode())

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture(scope="session")
def other_shop() -> Iterator[OtherShop]:
    """A foreign site the running server's settings list."""
    shop = OtherShop()
    thread = threading.Thread(target=shop.server.serve_forever, daemon=True)
    thread.start()
    yield shop
    shop.server.shutdown()
    shop.server.server_close()


@pytest.fixture(scope="session")
def running(server_log: Path, other_shop: OtherShop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server started as people start it, console included, once it is ready; its home is nobody else's."""
    port, log = free_port(), server_log
    command = [sys.executable, "-m", "tests.ui.demo_server", "--port", str(port)]
    home = str(tmp_path_factory.mktemp("home"))
    listed = os.environ | {"TEMOIN_CORS_ORIGINS": other_shop.origin, "TEMOIN_HOME": home}
    with log.open("w") as out, subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env=listed) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _until_ready(address, process, log)
            yield address
        finally:
            process.terminate()


def _until_ready(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            if httpx.get(f"{address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"not ready within {READY_S} s:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the installed Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    return found


@pytest.fixture(scope="module")  # while Playwright runs, no other event loop can
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()
