"""Errors as RFC 9457 problem details: a status, a remedy, never the input nor anything of the inside."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from chat.api_requests import FIELD_NAMES
from chat.manner import MannerRefusedError
from data.errors import NotFoundError, TemoinError

MEDIA_TYPE: Final = "application/problem+json"
MOST_MISTAKES: Final = 10
RETRY_S: Final = 2

DETAILS: Final = {
    400: "The body could not be read: send one JSON object as application/json.",
    401: "A key is needed here, and what was sent is not one in use: Authorization: Bearer KEY.",
    403: "This is for staff: a key of another role is needed.",
    404: "There is nothing at this address: GET /v1/products lists the products, /docs every address.",
    405: "This address does not take this method: /docs says which it takes.",
    408: "The request took too long to arrive: send it again in one piece.",
    413: "The body is larger than 64 KiB: send the last messages of the conversation only.",
    414: "The address is longer than 8 KiB: send what is long in the body.",
    422: "Some fields are not as expected: `errors` says which and what was expected.",
    429: "Too many calls in the last minute: Retry-After says in how many seconds the next one is taken.",
    431: "The headers are larger than 16 KiB: send only those that are needed.",
    500: "The answer failed on our side: try again, and give the support team the instance below.",
    503: "The assistant is not ready to answer: try again in a moment; GET /readyz tells staff what is missing.",
    504: "The answer took too long: try again, with a shorter question if you can.",
}
KEY: Final = "A key of `python -m chat keys add`; public addresses need none."
AT_THE_DOOR: Final = (401, 414, 429, 431, 503, 504)


class Mistake(BaseModel):
    """One field of the request that is not as expected."""

    field: Annotated[str, Field(description="where it is in the request", examples=["body.question"])]
    message: Annotated[
        str, Field(description="what was expected", examples=["String should have at least 1 character"])
    ]


class Problem(BaseModel):
    """Problem details (RFC 9457), sent as application/problem+json with every status from 400 on."""

    type: Annotated[str, Field(description="always about:blank: the status says it", examples=["about:blank"])] = (
        "about:blank"
    )
    title: Annotated[str, Field(description="the status in words", examples=["Not Found"])]
    status: Annotated[int, Field(description="the HTTP status", examples=[404])]
    detail: Annotated[str, Field(description="what happened and what helps", examples=[DETAILS[404]])]
    instance: Annotated[
        str | None,
        Field(description="this request's trace id", examples=["urn:temoin:trace:4bf92f3577b34da6a3ce929d0e0e4736"]),
    ] = None
    errors: Annotated[list[Mistake], Field(description="the fields that are not as expected", examples=[[]])] = []


def problem_of(status: int, trace_id: str | None, *, detail: str | None = None) -> Problem:
    """The problem with a status, in the words kept for it."""
    title = HTTPStatus(status).phrase
    return Problem(
        title=title,
        status=status,
        detail=detail or DETAILS.get(status, title),
        instance=f"urn:temoin:trace:{trace_id}" if trace_id else None,
    )


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A problem as the response it is."""
    return JSONResponse(problem.model_dump(), problem.status, headers, MEDIA_TYPE)


def trace_id_of(request: Request) -> str | None:
    """The id given to this request when it came in."""
    found: str | None = request.scope.get("state", {}).get("trace_id")
    return found


def status_of(error: TemoinError) -> int:
    """404 for what is not there, 422 for a manner nobody can answer in, 503 for all else that keeps us from it."""
    if isinstance(error, MannerRefusedError):
        return 422
    return 404 if isinstance(error, NotFoundError) else 503


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route's OpenAPI says of the problems it may answer with."""
    return {
        status: {
            "description": DETAILS.get(status, HTTPStatus(status).phrase),
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "example": problem_of(status, "4bf92f3577b34da6a3ce929d0e0e4736").model_dump(),
                }
            },
        }
        for status in statuses
    }


def describe_problems(openapi: dict[str, Any]) -> dict[str, Any]:
    """Add the models every problem refers to, what every address may refuse, and how a key is sent."""
    template = "#/components/schemas/{model}"
    for model in (Problem, Mistake):
        schema = model.model_json_schema(ref_template=template)
        schema.pop("$defs", None)
        openapi["components"]["schemas"][model.__name__] = schema
    openapi["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer", "description": KEY}}
    for methods in openapi["paths"].values():
        for about in methods.values():
            about["security"] = [{}, {"key": []}]
            for status, refusal in responses(*AT_THE_DOOR).items():
                about["responses"].setdefault(str(status), refusal)
    return openapi


def install_problems(app: FastAPI) -> None:
    """Answer every error of this app as a problem."""
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(TemoinError)(_missing)


async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    problem = problem_of(422, trace_id_of(request))
    problem.errors = [_mistake(mistake) for mistake in error.errors()[:MOST_MISTAKES]]
    return problem_response(problem)


def _mistake(error: Mapping[str, Any]) -> Mistake:
    """One mistake without the input: names the client made up are not repeated either."""
    place: Sequence[object] = error["loc"]
    known = [str(part) if isinstance(part, int) or part in FIELD_NAMES else "(unknown)" for part in place]
    return Mistake(field=".".join(known), message=str(error["msg"]).removeprefix("Value error, ")[:200])


async def _refused(request: Request, error: HTTPException) -> JSONResponse:
    return problem_response(problem_of(error.status_code, trace_id_of(request)), error.headers)


async def _missing(request: Request, error: TemoinError) -> JSONResponse:
    status = status_of(error)
    headers = {"Retry-After": str(RETRY_S)} if status == 503 else None
    problem = problem_of(status, trace_id_of(request))
    if isinstance(error, MannerRefusedError):
        problem.errors = [Mistake(field=f"body.settings.{error.field}", message=str(error))]
    return problem_response(problem, headers)
