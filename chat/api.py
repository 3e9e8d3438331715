"""The HTTP API: thin over one assistant, nothing kept between requests."""

from typing import Final

from fastapi import FastAPI
from starlette.types import Lifespan

from chat import api_catalogue, api_chat, api_docs, api_health
from chat.contract import AssistantLike
from chat.problems import install_problems
from chat.request_bounds import RequestBounds
from chat.request_log import RequestLog
from chat.security_headers import SecurityHeaders

VERSION: Final = "0.1.0"
ABOUT: Final = """Témoin answers a shopper's question in French or English only with what customers and the brand have
really said. Every sentence of an answer stands on citations, and every citation is a verbatim span of a record that can
be opened. Errors are problem details (RFC 9457)."""


def create_api(
    assistant: AssistantLike, *, expose_trace: bool = False, lifespan: Lifespan[FastAPI] | None = None
) -> FastAPI:
    """The API over one assistant; `expose_trace` lets `?trace=1` show the decisions on this machine itself."""
    app = FastAPI(
        title="Témoin",
        version=VERSION,
        description=ABOUT,
        openapi_url=None,  # chat.api_docs serves it, with the problems every route may answer
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.assistant = assistant
    app.state.expose_trace = expose_trace
    for routes in (api_chat, api_catalogue, api_health, api_docs):
        app.include_router(routes.router)
    install_problems(app)
    for middleware in (RequestBounds, RequestLog, SecurityHeaders):  # the last is the outermost
        app.add_middleware(middleware)
    return app
