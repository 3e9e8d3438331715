"""Where the parts of an import meet."""

from collections.abc import Iterator
from contextlib import contextmanager

from data.home import Home
from data.ledger import Ledger
from data.settings import Settings
from ingest.pipeline import Stores
from retrieval.assembly import open_index
from retrieval.model import ModelSource


@contextmanager
def open_stores(settings: Settings) -> Iterator[Stores]:
    """Home, ledger, index and model of one installation; the ledger is closed at the end."""
    home = Home(settings.home).prepare()
    with Ledger.open(settings.ledger_url or home.ledger_url) as ledger:
        yield Stores(home, ledger, open_index(settings, home), ModelSource(settings, home))
