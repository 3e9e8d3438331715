"""The last count of topics, kept in the home: it takes minutes, and a server that starts again shows it at once."""

import logging
import os
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from ui.staff.figures_kept import Made, Stand
from ui.staff.figures_rows import TopicRow

log = logging.getLogger("temoin.figures")
COUNTED_BY: Final = (
    "chat/topics/topics.toml",
    "chat/tally/weights.json",
    "chat/stance/weights.json",
    "chat/stance/words.toml",
    "retrieval/cross_encoder.npz",
)
"""Files another version of which counts otherwise."""


class _Kept(BaseModel):
    revision: int
    by: str
    at: datetime
    rows: list[TopicRow]


@dataclass(frozen=True, slots=True)
class TopicsFile:
    """A file of counts by topic; it holds no word of any record, and no name."""

    path: Path

    def read(self) -> Made[list[TopicRow]] | None:
        """The count in it; `None` where there is none, or it cannot be read: it is then made anew."""
        try:
            kept = _Kept.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            log.warning("%s cannot be read, topics are counted anew: %s", self.path, error)
            return None
        return Made(kept.rows, Stand(kept.revision, kept.by), kept.at)

    def write(self, made: Made[list[TopicRow]]) -> None:
        """Keep a count, whole or not at all; on a full or read-only disk it serves this process alone."""
        kept = _Kept(revision=made.stand.revision, by=made.stand.by, at=made.at, rows=made.value)
        unfinished = self.path.with_suffix(f".{os.getpid()}")
        try:
            unfinished.write_text(kept.model_dump_json(by_alias=True), encoding="utf-8")
            unfinished.replace(self.path)
        except OSError as error:
            log.warning("%s cannot be written, topics are counted again at the next start: %s", self.path, error)


@cache
def counted_by() -> str:
    """Tells counts by other words or other models from those of this version."""
    told = sha256()
    for name in COUNTED_BY:
        package, _, path = name.partition("/")
        told.update(files(package).joinpath(path).read_bytes())
    return told.hexdigest()[:16]
