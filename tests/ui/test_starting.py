"""Starting the server: the port first, nothing phones home, and three questions once it is really ready."""

import errno
import socket
import subprocess
import sys
from pathlib import Path

import anyio
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from chat.warming import WarmingAssistant
from data.errors import IndexUnavailableError, SettingsError
from tests.fakes_assistant import FakeAssistant
from ui.announcing import announcement, warming_lifespan
from ui.listening import claim
from ui.quiet import SWITCHES, hush
from ui.server import create_server

ROOT = Path(__file__).parents[2]


def test_a_taken_port_is_one_clear_line_before_anything_heavy_loads() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-X", "importtime", "-m", "ui", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    assert lines == [
        f"temoin: port {port} of 127.0.0.1 is taken: stop what listens there, or choose another with --port {port + 1}"
    ]
    assert not any(heavy in done.stderr for heavy in ("gradio", "torch", "chromadb", "fastapi", "uvicorn"))


def test_a_host_that_is_not_ours_is_told() -> None:
    with pytest.raises(SettingsError, match=r"not an address of this machine: choose one with --host"):
        claim("192.0.2.1", 8000)
    with pytest.raises(SettingsError, match=r"cannot be used"):
        claim("no-such-host.invalid", 8000)


def test_a_claimed_port_is_not_open_yet() -> None:
    with claim("127.0.0.1", 0) as claimed, socket.socket() as client:
        assert client.connect_ex(claimed.getsockname()) == errno.ECONNREFUSED


def test_every_switch_against_phoning_home_is_set_and_a_persons_own_choice_kept() -> None:
    environment = {"HF_HUB_OFFLINE": "0"}
    hush(environment)
    assert environment == SWITCHES | {"HF_HUB_OFFLINE": "0"}
    for name in ("GRADIO_ANALYTICS_ENABLED", "LANGSMITH_TRACING", "ANONYMIZED_TELEMETRY"):
        assert environment[name].lower() == "false"


def test_the_announcement_names_the_addresses_and_three_questions_in_both_languages() -> None:
    said = announcement(FakeAssistant(), "http://127.0.0.1:8000", staff=True)
    assert "http://127.0.0.1:8000/console" in said
    assert "http://127.0.0.1:8000/p/creme-rosee" in said
    for question in ("Convient-elle aux peaux sèches ?", "Est-ce que ça sent fort ?", "Is it good for dry skin?"):
        assert f"  {question}" in said.splitlines()
    assert "console" not in announcement(FakeAssistant(), "http://192.0.2.1:8000", staff=False)


def test_it_says_once_what_is_missing_and_announces_itself_when_it_is_there() -> None:
    tries, said = [0], list[str]()

    def at_the_third() -> FakeAssistant:
        tries[0] += 1
        if tries[0] < 3:
            raise IndexUnavailableError("nothing is indexed yet: run python -m ingest")
        return FakeAssistant()

    assistant = WarmingAssistant(at_the_third, retry_s=0.3)
    lifespan = warming_lifespan(assistant, "http://127.0.0.1:8000", said.append)

    async def scenario() -> None:
        with anyio.fail_after(10):
            async with lifespan(FastAPI()):
                while len(said) < 2:
                    await anyio.sleep(0.01)

    anyio.run(scenario)
    assert said[0] == "not ready: nothing is indexed yet: run python -m ingest"
    assert said[1].startswith("Témoin is ready.")
    assert len(said) == 2


def test_without_staff_there_is_no_console_and_no_trace(shop: TestClient) -> None:
    assert shop.get("/console/").status_code == 404
    local = TestClient(create_server(FakeAssistant()), base_url="http://127.0.0.1", client=("127.0.0.1", 1))
    assert local.post("/v1/chat?trace=1", json={"question": "peau sèche ?"}).status_code == 403
