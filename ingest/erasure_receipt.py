"""The receipt of an erasure: figures and dates, no name and no word of whom it was about."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from data.home import Home
from ingest.erasure_files import RECEIPTS, Kept

NOTES: Final = {
    "log_busy": (
        "Un autre processus lit encore un état antérieur du registre : relancez la même commande quand il a fini.",
        "Another process still reads an older state of the ledger: run the same command again once it has ended.",
    ),
    "something_left": (
        "Des traces ont été retrouvées (voir scan.left) : relancez la même commande.",
        "Something was found again (see scan.left): run the same command again.",
    ),
    "postgresql_log": (
        "Les journaux et sauvegardes du serveur PostgreSQL suivent leur propre durée de conservation.",
        "The logs and backups of the PostgreSQL server follow a retention of their own.",
    ),
    "chroma_files": (
        "Les fichiers du serveur Chroma gardent des restes illisibles par l'API : arrêtez-le, puis chroma vacuum.",
        "The Chroma server's own files keep remains its API does not show: stop it, then chroma vacuum.",
    ),
    "backups": (
        "Les sauvegardes listées contiennent encore ces données jusqu'à leur expiration.",
        "The backups listed still hold this data until they expire.",
    ),
    "mentions": (
        "D'autres contributions emploient ce nom : il est peut-être celui de quelqu'un d'autre, relisez-les.",
        "Other contributions use this name: it may be somebody else's, read them.",
    ),
}
"""What a person should know, in French and English."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one erasure took away; `clean` says that the scan found nothing any more.

    `erased` counts rows of the ledger by table (see `data.erasing.Traces`), `kinds` records by kind; `index` says what
    became of the index, `files` lines and whole files, `scan` what was looked through; `tombstones` keep it out.
    """

    id: str
    at: str
    actor: str
    clean: bool
    erased: Mapping[str, int]
    kinds: Mapping[str, int]
    index: Mapping[str, Any]
    files: Mapping[str, int]
    scan: Mapping[str, Any]
    mentioned: int
    backups: tuple[Kept, ...]
    notes: tuple[str, ...]
    tombstones: int = 0
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """As JSON says it."""
        return asdict(self)

    def write(self, home: Home) -> Path:
        """Keep it in the home folder."""
        path = home.root / RECEIPTS / f"{self.id}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(self.as_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return path

    def lines(self) -> list[str]:
        """The receipt as a person reads it."""
        figures = ", ".join(f"{count} {name}" for name, count in self.erased.items() if count)
        out = [
            f"{self.id}: {figures or 'nothing was left to erase'} in {self.seconds:.1f} s",
            f"  index {self.index['version']}, {self.index['rows']} rows; {self.index['older_removed']} older removed",
            f"  files: {self.files['lines']} lines and {self.files['files']} whole files taken out",
            f"  scan: {self.scan['files']} files, {self.scan['bytes']} bytes, {self.scan['vectors']} vectors: "
            + ("nothing left" if self.clean else f"left in {self.scan['left']}"),
        ]
        out += [f"  backup {one.name} of {one.made} expires {one.expires}" for one in self.backups]
        return out + [f"  {NOTES[note][1]}" for note in self.notes]


def receipts(home: Home) -> list[Receipt]:
    """Every receipt kept, newest first; a file that is none is left out."""
    found = []
    for path in sorted((home.root / RECEIPTS).glob("*.json"), reverse=True):
        try:
            said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            said["backups"] = tuple(Kept(**one) for one in said["backups"])
            cells: Any = {name: tuple(v) if isinstance(v, list) else v for name, v in said.items()}
            found.append(Receipt(**cells))
        except (OSError, ValueError, TypeError, KeyError):
            continue
    return found
