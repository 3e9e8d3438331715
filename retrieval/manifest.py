"""What one state of the index was made from; written beside it, checked before it is served."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

LAYOUT = 1
"""Raised when rows or chunking change in a way that makes older generations useless."""
LONGEST = 100_000
"""Characters read of a manifest, which may be damaged."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`revision` is the ledger's when it was read; `ids` the exclusive or of the row ids' digests."""

    model_id: str
    revision: int
    rows: int = 0
    ids: str = "0"
    layout: int = LAYOUT

    def fits(self, model_id: str) -> bool:
        """Whether rows of this state may stand beside new ones of `model_id`."""
        return self.model_id == model_id and self.layout == LAYOUT

    def write(self, folder: Path) -> None:
        """Write to `folder/manifest.json`."""
        (folder / "manifest.json").write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read `folder/manifest.json` (`OSError`, `ValueError` or `TypeError` when it is not one)."""
        with (folder / "manifest.json").open(encoding="utf-8") as file:
            return cls(**json.loads(file.read(LONGEST)))
