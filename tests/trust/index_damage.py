"""R3: index files truncated, zeroed, with bits turned, deleted, made sparse giants: told before serving, then rebuilt."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import httpx

from chat.api import create_api
from chat.assistant import Assistant
from chat.deciding import fitted_decision
from chat.gate import fitted_gate
from chat.stance.model import fitted_stance
from data.errors import TemoinError
from ingest.chunking import cut
from ingest.pipeline import Unwatched
from retrieval.builder import build
from retrieval.generations import EmbeddedIndex
from retrieval.probe import probe_here
from retrieval.search import Searcher
from tests.fakes_assistant import FakeAssistant
from tests.imports_for_tests import Importer
from tests.ingest.stopped_import import warm_up
from tests.ingest.test_kill import EARLIER
from tests.trust.forked import forked
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch

GIANT: Final = 1 << 40
QUESTION: Final = "is the zip good?"
FOUND, HARMLESS, WRONG = "found before serving", "harmless, same answers", "served"


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """Damages one after the other, each to a copy of its own and read in a process of its own."""
    chance, tally = random.Random(seed), Tally()  # noqa: S311 - damage, not secrets
    _loaded()
    whole = scratch.part("whole").folder
    forked(lambda: _import(whole))  # no thread of Chroma's is started before a fork
    expected = forked(lambda: _words(whole))
    if not isinstance(expected, list):
        raise TypeError(f"the undamaged index cannot be read: {expected}")
    kinds = list(DAMAGES)
    for number in range(amount):
        kind = kinds[number % len(kinds)]
        folder = Path(shutil.copytree(whole, scratch.folder / "damaged"))
        told = damage(kind, folder, chance)
        found = forked(lambda: judged(folder, expected))  # noqa: B023 - it is called at once
        tally.count(str(found).split(":", maxsplit=1)[0] if found in (FOUND, HARMLESS) else WRONG)
        tally.check(None if found in (FOUND, HARMLESS) else f"{told}: {found}")
        # called at once, in this round
        tally.broken += [f"{told}: {fault}" for fault in [forked(lambda: rebuilt(folder, expected))] if fault]  # noqa: B023
        shutil.rmtree(folder)
    return tally.outcome


def _loaded() -> None:
    """Load once what every forked process needs."""
    warm_up()
    create_api(FakeAssistant())
    for load in (fitted_gate, fitted_stance, fitted_decision):
        load()


def damage(kind: str, folder: Path, chance: random.Random) -> str:
    """Damage one file of the generation that is served; what was done."""
    index = folder / "home" / "index"
    served = index / (index / "CURRENT").read_text().strip()
    files = sorted(path for path in served.rglob("*") if path.is_file() and path.stat().st_size)
    path = chance.choice(files)
    DAMAGES[kind](path, chance)
    return f"{kind} {path.relative_to(served)}"


def judged(folder: Path, expected: list[str]) -> str:
    """What becomes of a question over a damaged index: told, answered as before, or answered wrongly."""
    importer = Importer(folder)
    index = EmbeddedIndex(importer.home.index, probe_here)
    try:
        searcher = Searcher(index, importer.model.embedder, shelves=2)
        app = create_api(Assistant(importer.ledger, searcher, fitted_gate(), keeps_questions=False))
        missing = searcher.ready()
        status = _status(app)
        if missing is not None:
            return (
                FOUND if status in (200, 503) and "ingest" in missing else f"not ready ({missing}), answered {status}"
            )
        return HARMLESS if status == 200 and _found(searcher) == expected else f"ready, answered {status} and otherwise"
    except TemoinError as error:
        return FOUND if "ingest" in str(error) else f"no remedy: {error}"


def rebuilt(folder: Path, expected: list[str]) -> str | None:
    """Whether a rebuild from the ledger answers as before."""
    importer = Importer(folder)
    build(importer.index, importer.ledger, importer.model.embedder, cut, Unwatched(), fresh=True)
    return None if _words(folder) == expected else "a rebuild from the ledger answers otherwise"


def _status(app: object) -> int:
    import anyio

    async def asked() -> int:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)  # type: ignore[arg-type]  # FastAPI is one
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return (await client.post("/v1/chat", json={"question": QUESTION, "product_id": "cream"})).status_code

    return anyio.run(asked)


def _import(folder: Path) -> None:
    importer = Importer(folder)
    importer.write("a.csv", *EARLIER)
    importer.run()
    importer.ledger.close()


def _words(folder: Path) -> list[str]:
    importer = Importer(folder)
    return _found(Searcher(EmbeddedIndex(importer.home.index, probe_here), importer.model.embedder, shelves=2))


def _found(searcher: Searcher) -> list[str]:
    return [hit.span.id for hit in searcher.search(QUESTION, "en", "cream")]


def _truncate(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def _zero(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    first = chance.randrange(len(content))
    last = min(len(content), first + chance.choice((16, 512, 4096)))
    content[first:last] = bytes(last - first)
    path.write_bytes(content)


def _flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 8, 64))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _delete(path: Path, chance: random.Random) -> None:
    del chance
    path.unlink()


def _giant(path: Path, chance: random.Random) -> None:
    del chance
    os.truncate(path, GIANT)


DAMAGES: Final[dict[str, Callable[[Path, random.Random], None]]] = {
    "truncated": _truncate, "zeroed": _zero, "bits turned": _flip, "deleted": _delete, "sparse giant": _giant,
}  # fmt: skip
