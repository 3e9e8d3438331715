"""An API over the fake assistant, as its clients see it."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from chat.api import create_api
from tests.fakes_assistant import FakeAssistant


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_api(FakeAssistant())


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def client(app: FastAPI, assistant: FakeAssistant) -> TestClient:
    """A client of the one app, which answers from this test's own assistant."""
    app.state.assistant = assistant
    return TestClient(app, raise_server_exceptions=False)
