"""The whole server with the staff's routes, over the fake shop and a small ledger of its own, as this machine meets it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from data.identity import fingerprint
from data.ledger import Ledger
from ingest.chunking import cut
from ingest.pipeline import Unwatched
from retrieval.builder import build
from retrieval.generations import EmbeddedIndex
from retrieval.probe import probe_here
from tests.fakes_assistant import CREAM, RECORDS, SHOE
from tests.fakes_embedder import FakeEmbedder
from tests.trust.poisoned_shop import Loaded
from tests.trust.scratch import Scratch
from tests.ui.fake_shop import FakeShop
from ui.server import create_server
from ui.staff.office import Office

LOCAL = {"base_url": "http://127.0.0.1", "client": ("127.0.0.1", 50_000)}


@contextmanager
def staffed_app(scratch: Scratch) -> Iterator[FastAPI]:
    """The application; whoever calls from this machine is staff."""
    home = scratch.home()
    with Ledger.open(home.ledger_url) as ledger:
        ledger.put_products([CREAM, SHOE])
        ledger.put_records([(record, fingerprint(record)) for record in RECORDS])
        _index(home.index, ledger)
    office = Office(scratch.settings(home), Loaded(FakeEmbedder()))
    try:
        yield create_server(FakeShop(), staff=True, office=office)
    finally:
        office.close()


def _index(folder: Path, ledger: Ledger) -> None:
    build(EmbeddedIndex(folder, probe_here), ledger, FakeEmbedder(), cut, Unwatched())


@contextmanager
def staffed(scratch: Scratch) -> Iterator[TestClient]:
    """A client at this machine."""
    with staffed_app(scratch) as app:
        yield TestClient(app, raise_server_exceptions=False, **LOCAL)  # type: ignore[arg-type]  # options by name
