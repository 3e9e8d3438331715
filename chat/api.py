"""The HTTP API: thin over one assistant, nothing kept between requests."""

from typing import Final

from fastapi import FastAPI
from starlette.types import Lifespan

from chat import api_catalogue, api_chat, api_docs, api_feedback, api_health, api_tally
from chat.admission import Admission
from chat.budgets import Budgets
from chat.contract import AssistantLike
from chat.cross_origin import CrossOrigin
from chat.keys import Keyring
from chat.problems import install_problems
from chat.request_bounds import RequestBounds
from chat.request_log import RequestLog
from chat.security_headers import SecurityHeaders
from chat.serving_rules import ServingRules

VERSION: Final = "0.1.0"
ABOUT: Final = """Témoin answers a shopper's question in French or English only with what customers and the brand have
really said. Every sentence of an answer stands on citations, and every citation is a verbatim span of a record that can
be opened. Errors are problem details (RFC 9457)."""

NO_BUDGETS: Final = ServingRules()


def create_api(
    assistant: AssistantLike,
    *,
    expose_trace: bool = False,
    lifespan: Lifespan[FastAPI] | None = None,
    rules: ServingRules = NO_BUDGETS,
    keyring: Keyring | None = None,
    budgets: Budgets | None = None,
) -> FastAPI:
    """The API over one assistant.

    `expose_trace` makes whoever sits at this machine staff; everybody else is by a key of `keyring`, or by none.
    """
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
    app.state.has_keys = keyring is not None
    for routes in (api_chat, api_catalogue, api_feedback, api_health, api_docs, api_tally):
        app.include_router(routes.router)
    install_problems(app)
    app.add_middleware(RequestBounds, answer_s=rules.answer_s, timeless=rules.timeless)
    app.add_middleware(Admission, rules=rules, keyring=keyring, local_staff=expose_trace, budgets=budgets)
    app.add_middleware(RequestLog)
    app.add_middleware(CrossOrigin, origins=rules.cors_origins)
    app.add_middleware(SecurityHeaders)  # the last is the outermost
    return app
