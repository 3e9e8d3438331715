"""Is the process alive, and can it answer?"""

import logging
from typing import Annotated, Literal

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from chat.api_needs import Anybody, Assistant
from chat.api_schemas import about
from chat.contract import AssistantLike
from chat.keys import Role
from chat.problems import RETRY_S, problem_of, problem_response, responses, trace_id_of
from data.errors import TemoinError

log = logging.getLogger("temoin.readiness")
router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The process answers."""

    status: Annotated[Literal["ok"], about("always ok", "ok")] = "ok"


class Readiness(BaseModel):
    """Questions can be answered."""

    status: Annotated[Literal["ready"], about("always ready; otherwise 503", "ready")] = "ready"


@router.get("/healthz", summary="Is the process alive?", responses=responses(500))
async def healthz() -> Health:
    """Answers as soon as the server listens."""
    return Health()


@router.get("/readyz", summary="Can it answer?", response_model=Readiness, responses=responses(500, 503))
async def readyz(request: Request, assistant: Assistant, caller: Anybody) -> Readiness | JSONResponse:
    """200 when questions can be answered, else 503; staff are told what is missing and the command that helps."""
    missing = await to_thread.run_sync(_missing, assistant, limiter=_own_threads(request))
    if missing is None:
        return Readiness()
    detail = missing[:1000] if caller.may(Role.STAFF) else None
    return problem_response(problem_of(503, trace_id_of(request), detail=detail), {"Retry-After": str(RETRY_S)})


def _missing(assistant: AssistantLike) -> str | None:
    """What keeps it from answering; one that cannot even say is not ready."""
    try:
        return assistant.ready()
    except TemoinError as error:
        return str(error)
    except Exception:
        log.exception("the assistant could not say whether it is ready")
        return "the assistant could not say whether it is ready: the server's log says why"


def _own_threads(request: Request) -> CapacityLimiter:
    """Threads of its own: it answers while all others work on answers."""
    state = request.app.state
    if not hasattr(state, "readiness_threads"):
        state.readiness_threads = CapacityLimiter(2)
    limiter: CapacityLimiter = state.readiness_threads
    return limiter
