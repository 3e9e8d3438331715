"""Long work as the API tells it."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel

from chat.api_schemas import about
from ui.staff.errands import Errand


class ErrandOut(BaseModel):
    """Work that goes on in the background: ask again until `state` is no longer running."""

    id: Annotated[str, about("its id", "5d7e24601f0c9a3b")]
    state: Annotated[Literal["running", "done", "failed"], about("how it stands", "running")]
    stage: Annotated[str, about("what it is at: read, index, scan, verify", "index")]
    done: Annotated[int, about("steps of the stage done", 120)]
    total: Annotated[int, about("steps of the stage; 0: not known", 480)]
    started: Annotated[datetime, about("when it began", "2026-11-22T21:00:00Z")]
    ended: Annotated[datetime | None, about("when it ended", None)]
    error: Annotated[str | None, about("why it failed, in the reader's language", None)]
    told: Annotated[dict[str, Any], about("what it found or did; empty until it is done", {})]

    @classmethod
    def of(cls, errand: Errand, language: str) -> Self:
        """An errand as it stands now."""
        plain = {name: getattr(errand, name) for name in ("id", "stage", "done", "total", "started")}
        told = dict(errand.told) if errand.state == "done" else {}
        error = errand.error[language] if errand.error else None
        return cls(**plain, state=errand.state, ended=errand.ended, error=error, told=told)
