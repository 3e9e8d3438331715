"""F2: damaged exports of every layout. Whatever happens to the bytes, records and refusals come out, quickly."""

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from data.errors import IngestError
from data.products import Product
from data.records import Record
from ingest.readers import Item, Refusal, read_paths
from tests.ingest.exports import TODAY
from tests.ingest.test_readers_fuzz import SEEDS, damaged
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch

ROWS: Final = 40
LINE_DAMAGE: Final = (b'"', b'",', b"\xff", b",,", b"", b"\x00", b"\xef\xbb\xbf", b"<script>", b"\\", b"\xe2\x80\xae")
Read = Callable[[Path], Sequence[Item]]


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """Files damaged and read; one in ten is a table damaged in one line, whose rows are counted."""
    return attack(read, amount, seed, scratch.folder)


def read(path: Path) -> list[Item]:
    """Everything the product reads in a file; a file it cannot read at all is an error with a remedy."""
    try:
        return list(read_paths([path], product="P", today=TODAY))
    except IngestError as error:
        return [Refusal(str(path), None, None, "", str(error))]


def attack(reads: Read, amount: int, seed: int, folder: Path) -> Outcome:
    """As `run`, over any reader."""
    chance, tally, names = random.Random(seed), Tally(), list(SEEDS)  # noqa: S311 - damage, not secrets
    for number in range(amount):
        if number % 10 == 9:
            _counted(reads, chance, folder / "table.csv", tally)
        else:
            name = names[number % len(names)]
            _damaged(reads, folder / name, damaged(SEEDS[name].encode(), chance), tally)
    return tally.outcome


def _damaged(reads: Read, path: Path, content: bytes, tally: Tally) -> None:
    path.write_bytes(content)
    items = _timed(reads, path, tally)
    if isinstance(items, str):
        tally.check(f"{path.name} {content[:80]!r}: {items}")
        return
    tally.count("records", sum(isinstance(item, Record) for item in items))
    tally.count("refusals", sum(isinstance(item, Refusal) for item in items))
    tally.check([f"{path.name}: {fault}" for item in items if (fault := _fault(item))])


def _counted(reads: Read, chance: random.Random, path: Path, tally: Tally) -> None:
    """Damage inside one line of a table costs that line alone: in is kept and refused."""
    lines = [f"P,{1 + at % 5},avis numéro {at},2024-03-{1 + at % 28:02}".encode() for at in range(ROWS)]
    hit = chance.randrange(ROWS)
    at = chance.randrange(len(lines[hit]))
    lines[hit] = lines[hit][:at] + chance.choice(LINE_DAMAGE) + lines[hit][at:]
    path.write_bytes(b"product_id,rating,text,date\n" + b"\n".join(lines) + b"\n")
    items = _timed(reads, path, tally)
    if isinstance(items, str):
        tally.check(f"{path.name}: {items}")
    elif len(items) != ROWS or sum(isinstance(item, Refusal) for item in items) > 1:
        tally.check(f"{len(items)} of {ROWS} rows accounted for after damage in line {hit + 2}: {lines[hit]!r}")
    else:
        tally.check(None)


def _timed(reads: Read, path: Path, tally: Tally) -> "Sequence[Item] | str":
    started = time.process_time()
    try:
        return reads(path)
    except Exception as error:  # noqa: BLE001 - any crash of a reader is a finding
        return f"crashed with {type(error).__name__}: {error}"
    finally:
        tally.worst("seconds a file", time.process_time() - started)


def _fault(item: Item) -> str | None:
    if isinstance(item, Refusal):
        return None if item.reason and len(item.value) <= 200 else f"a refusal without reason or too long: {item!r:.80}"
    if isinstance(item, Product):
        return None
    try:
        item.text.encode()
    except UnicodeEncodeError:
        return f"a text that cannot be written: {item.text!r:.80}"
    if not all(item.text[cue.start : cue.end] for cue in item.cues):
        return "a cue of nothing"
    return None if item.rating is None or 1 <= item.rating <= 5 else f"a rating of {item.rating}"
