"""An API over the fake assistant, as its clients see it."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from chat.api import create_api
from tests.fakes_assistant import FakeAssistant


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def client(assistant: FakeAssistant) -> Iterator[TestClient]:
    with TestClient(create_api(assistant), raise_server_exceptions=False) as client:
        yield client
