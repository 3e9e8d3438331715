"""The home folder: where the ledger, the model and the index generations of one installation live."""

import os
from dataclasses import dataclass
from pathlib import Path

from data.errors import HomeError


@dataclass(frozen=True, slots=True)
class Home:
    """Paths below one home folder; nothing is created until `prepare` is called."""

    root: Path

    @property
    def ledger_url(self) -> str:
        """SQLAlchemy URL of the SQLite ledger in this home."""
        return f"sqlite:///{(self.root / 'ledger.db').resolve()}"

    @property
    def index(self) -> Path:
        """Folder of the index generations and their `CURRENT` pointer."""
        return self.root / "index"

    @property
    def models(self) -> Path:
        """Folder of the models built on this machine."""
        return self.root / "models"

    @property
    def quarantine(self) -> Path:
        """Folder of the rows that were refused, one file an import."""
        return self.root / "quarantine"

    @property
    def backups(self) -> Path:
        """Folder of the backups, unless another is named."""
        return self.root / "backups"

    @property
    def topic_figures(self) -> Path:
        """File of the last count by topic, for the staff's dashboard."""
        return self.root / "figures.json"

    @property
    def erased(self) -> Path:
        """File of who and what was erased, as salted hashes and ids: a backup that is put back is told by it."""
        return self.root / "erased.jsonl"

    @property
    def to_rebuild(self) -> Path:
        """File that is there while the index does not stand for the ledger and must be built from nothing."""
        return self.root / "REBUILD"

    @property
    def builder_lock(self) -> Path:
        """File locked by the one process that may write the ledger's records and the index."""
        return self.root / "builder.lock"

    def prepare(self) -> "Home":
        """Create the folders.

        Raises:
            HomeError: when the folder cannot be created or written.
        """
        try:
            for folder in (self.root, self.index, self.models, self.quarantine):
                folder.mkdir(parents=True, exist_ok=True)
            if not os.access(self.root, os.W_OK):
                raise PermissionError(f"{self.root} is read-only")
        except OSError as error:
            raise HomeError(
                f"home folder {self.root} cannot be written ({error.strerror or error}): "
                "choose another with TEMOIN_HOME=DIR or --home DIR"
            ) from error
        return self
