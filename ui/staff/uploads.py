"""Exports staff send: kept in the home folder until they are read or put away, and never given back."""

import re
import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Final
from uuid import uuid4

from data.errors import HomeError
from data.home import Home
from ingest.sources import READ
from ui.staff.refusals import Refusal

FOLDER: Final = "uploads"
MOST_BYTES: Final = 64 * 1024 * 1024
MOST_UPLOADS: Final = 20
A_DAY_S: Final = 24 * 3600
ID: Final = re.compile(r"[0-9a-f]{16}")
UNSAFE: Final = re.compile(r"[^\w .()@+-]")
KIND: Final = {
    "fr": "Ce fichier n'est pas d'un format lu ici : CSV, TSV, JSON, JSONL, Markdown, SRT, VTT, SBV, HTML ou ZIP.",
    "en": "This file is of no format read here: CSV, TSV, JSON, JSONL, Markdown, SRT, VTT, SBV, HTML or ZIP.",
}
LARGE: Final = {
    "fr": "Ce fichier dépasse 64 Mio : importez-le par la commande python -m ingest.",
    "en": "This file is larger than 64 MiB: import it with the command python -m ingest.",
}
EMPTY: Final = {"fr": "Ce fichier est vide.", "en": "This file is empty."}
MANY: Final = {
    "fr": "Trop de fichiers attendent : lisez ou écartez-en d'abord.",
    "en": "Too many files are waiting: read or put away some of them first.",
}
GONE: Final = {
    "fr": "Ce fichier n'est plus là : envoyez-le de nouveau.",
    "en": "This file is no longer here: send it again.",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that waits; `path` lies in a folder of its own named `id`."""

    id: str
    path: Path

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.path.stat().st_size

    @property
    def sent(self) -> datetime:
        """When it came."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)

    def drop(self) -> None:
        """Put it away for good."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


async def receive(home: Home, name: str, parts: AsyncIterator[bytes]) -> Upload:
    """Keep a file as it comes in, readable by this process's user only.

    Raises:
        Refusal: it cannot be taken.
        HomeError: it cannot be written.
    """
    folder = home.prepare().root / FOLDER
    _tidy(folder)
    if len(uploads(home)) >= MOST_UPLOADS:
        raise Refusal(409, MANY)
    upload = Upload(uuid4().hex[:16], folder / "x" / safe_name(name))
    upload = Upload(upload.id, folder / upload.id / upload.path.name)
    upload.path.parent.mkdir(parents=True, mode=0o700)
    try:
        size = 0
        with upload.path.open("xb") as file:
            async for part in parts:
                size += len(part)
                if size > MOST_BYTES:
                    raise Refusal(413, LARGE)
                file.write(part)
        if not size:
            raise Refusal(422, EMPTY)
    except OSError as error:
        upload.drop()
        raise HomeError(f"the file could not be kept ({error.strerror or error}): free some space") from error
    except BaseException:  # the client has left, too
        upload.drop()
        raise
    return upload


def safe_name(name: str) -> str:
    """The last part of a name, without what a file system may take for something else (`Refusal` for other formats)."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = UNSAFE.sub("_", last).lstrip(". ")[-60:].lstrip(". ")
    inner = PurePosixPath(plain).with_suffix("") if plain.lower().endswith(".gz") else PurePosixPath(plain)
    if inner.suffix.lower() not in READ:
        raise Refusal(422, KIND)
    return plain


def uploads(home: Home) -> list[Upload]:
    """The files that wait, newest first."""
    found = []
    for folder in (home.root / FOLDER).glob("*"):
        files = [path for path in folder.glob("*") if path.is_file()]
        if ID.fullmatch(folder.name) and len(files) == 1:
            found.append(Upload(folder.name, files[0]))
    return sorted(found, key=lambda upload: (upload.sent, upload.id), reverse=True)


def find(home: Home, upload_id: str) -> Upload:
    """One file that waits (`Refusal` where it does not)."""
    found = next((upload for upload in uploads(home) if upload.id == upload_id), None)
    if found is None:
        raise Refusal(404, GONE)
    return found


def _tidy(folder: Path) -> None:
    """What nobody came back for within a day goes."""
    for left in folder.glob("*"):
        if left.stat().st_mtime < time.time() - A_DAY_S:
            shutil.rmtree(left, ignore_errors=True)
