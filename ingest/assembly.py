"""Where the parts of an import meet."""

from collections.abc import Iterator
from contextlib import contextmanager

from data.home import Home
from data.ledger import Ledger
from data.settings import Settings
from ingest.pipeline import Stores
from ingest.vault import vault_of
from retrieval.assembly import open_index
from retrieval.model import ModelSource, SharedModel
from retrieval.ray_cluster import RayModel


@contextmanager
def open_stores(settings: Settings, engine: str = "local") -> Iterator[Stores]:
    """Home, ledger, index and model of one installation; the ledger is closed at the end.

    `engine` says who embeds: "local", this process, or "ray", a cluster.
    """
    model = ModelSource(settings, home := Home(settings.home).prepare())
    with Ledger.open(settings.ledger_url or home.ledger_url) as ledger:
        yield Stores(
            home,
            ledger,
            open_index(settings, home),
            SharedModel(RayModel(model) if engine == "ray" else model),
            vault_of(settings, ledger),
        )
