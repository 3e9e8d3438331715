"""Small exports written into a test's folder, and read back."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.products import Product
from data.records import Record
from ingest.readers import Item, Refusal, Skipped, read_paths

TODAY = date(2026, 11, 22)
SHARED = Path(__file__).parents[3] / "shared" / "data"
SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@dataclass(frozen=True)
class Read:
    """What came out of a reading, sorted by what it is."""

    items: tuple[Item, ...]
    skipped: tuple[Skipped, ...]

    @property
    def products(self) -> list[Product]:
        return [item for item in self.items if isinstance(item, Product)]

    @property
    def records(self) -> list[Record]:
        return [item for item in self.items if isinstance(item, Record)]

    @property
    def refusals(self) -> list[Refusal]:
        return [item for item in self.items if isinstance(item, Refusal)]

    @property
    def record(self) -> Record:
        """The only record, nothing having been refused."""
        assert not self.refusals, self.refusals
        (record,) = self.records
        return record

    @property
    def refusal(self) -> Refusal:
        """The only refusal."""
        (refusal,) = self.refusals
        return refusal


def read(*paths: Path, mapping: Path | None = None, product: str | None = None, today: date = TODAY) -> Read:
    skipped: list[Skipped] = []
    items = tuple(read_paths(paths, mapping=mapping, product=product, today=today, on_skip=skipped.append))
    return Read(items, tuple(skipped))


def written(folder: Path, name: str, content: object) -> Path:
    """The path of a file holding a text, bytes, or a value as JSON."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, str):
        path.write_bytes(content.encode())
    else:
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def read_as(folder: Path, name: str, content: object, *, product: str | None = None) -> Read:
    return read(written(folder, name, content), product=product)
