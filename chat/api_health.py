"""Is the process alive, and can it answer?"""

from typing import Annotated, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from chat.api_needs import Assistant
from chat.api_schemas import about
from chat.problems import RETRY_S, problem_of, problem_response, responses, trace_id_of

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
def readyz(request: Request, assistant: Assistant) -> Readiness | JSONResponse:
    """200 when questions can be answered, else 503 with what is missing and the command that helps."""
    missing = assistant.ready()
    if missing is None:
        return Readiness()
    problem = problem_of(503, trace_id_of(request), detail=missing[:1000])
    return problem_response(problem, {"Retry-After": str(RETRY_S)})
