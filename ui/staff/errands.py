"""Long work for the staff, such as an import: one at a time in a thread, its progress told, its end kept a while."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock, Thread
from typing import Annotated, Any, Final, Literal
from uuid import uuid4

from fastapi import Depends, Request

from data.errors import HomeError, TemoinError
from ui.staff.office import BUSY
from ui.staff.refusals import Refusal

log = logging.getLogger("temoin.errands")
State = Literal["running", "done", "failed"]
KEPT: Final = 50
GONE: Final = {
    "fr": "Ce travail n'est pas connu de ce serveur : il a peut-être redémarré. Relancez-le.",
    "en": "This server does not know this work: it may have been restarted. Start it again.",
}
FAILED: Final = {
    "fr": "Le travail a échoué de notre côté : le journal du serveur dit pourquoi. Rien n'est à moitié fait, relancez.",
    "en": "The work failed on our side: the server's log says why. Nothing is half done, start it again.",
}


@dataclass(slots=True)
class Errand:
    """One piece of work, changed by its own thread only; `total` is 0 until it is known.

    `kind` is what it does and `about` to what; `told` is what it found or did, `error` one sentence in French and one
    in English.
    """

    id: str
    kind: str
    about: str
    started: datetime
    state: State = "running"
    stage: str = ""
    done: int = 0
    total: int = 0
    ended: datetime | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    error: Mapping[str, str] | None = None

    def begin(self, stage: str, total: int) -> Callable[[int], None]:
        """A stage begins; as `retrieval.builder.Watcher`."""
        self.stage, self.done, self.total = stage, 0, total

        def step(done: int) -> None:
            self.done += done

        return step


class Errands:
    """The long work of one server; safe between threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Errand] = OrderedDict()
        self._lock = Lock()

    def start(self, kind: str, about: str, work: Callable[[Errand], Mapping[str, Any]]) -> Errand:
        """Begin work in a thread (`Refusal` while other work goes on); it is told its errand, for its progress."""
        with self._lock:
            if any(errand.state == "running" for errand in self._known.values()):
                raise Refusal(409, BUSY)
            errand = Errand(uuid4().hex[:16], kind, about, datetime.now(UTC))
            self._known[errand.id] = errand
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        Thread(target=_run, args=(errand, work), name=kind, daemon=True).start()
        return errand

    def find(self, errand_id: str, kind: str) -> Errand:
        """Work of that kind by its id (`Refusal` where there is none)."""
        with self._lock:
            found = self._known.get(errand_id)
        if found is None or found.kind != kind:
            raise Refusal(404, GONE)
        return found

    def last(self, about: str) -> Errand | None:
        """The last work on something."""
        with self._lock:
            return next((one for one in reversed(self._known.values()) if one.about == about), None)


async def _errands(request: Request) -> Errands:
    state = request.app.state  # routes run on one loop up to here: nobody comes between
    if not hasattr(state, "errands"):
        state.errands = Errands()
    errands: Errands = state.errands
    return errands


ErrandsNeeded = Annotated[Errands, Depends(_errands)]


def _run(errand: Errand, work: Callable[[Errand], Mapping[str, Any]]) -> None:
    try:
        errand.told = work(errand)
        state: State = "done"
    except HomeError as error:
        log.warning("%s: %s", errand.kind, error)
        errand.error, state = BUSY, "failed"
    except Refusal as refusal:
        errand.error, state = refusal.said, "failed"
    except TemoinError as error:
        said = str(error).partition("\n\n")[0]  # what follows is a mapping to fill in
        errand.error, state = {"fr": said, "en": said}, "failed"
    except Exception:
        log.exception("%s failed", errand.kind)
        errand.error, state = FAILED, "failed"
    errand.ended, errand.state = datetime.now(UTC), state
