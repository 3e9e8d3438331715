"""What the routes need, by name: a handler's signature reads as its needs.

Those that only look something up are `async`, so that they take no thread from the answers.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Body, Depends, Path, Query, Request
from starlette.exceptions import HTTPException

from chat.admission import challenge
from chat.api_requests import ID_PATTERN, ChatRequest, Language, Question
from chat.caller import Caller, caller_of
from chat.contract import AssistantLike
from chat.conversation import Conversation
from chat.keys import Role
from data.records import Kind


async def _assistant(request: Request) -> AssistantLike:
    assistant: AssistantLike = request.app.state.assistant
    return assistant


async def _trace_id(request: Request) -> str:
    trace_id: str = request.scope["state"]["trace_id"]
    return trace_id


async def _caller(request: Request) -> Caller:
    return caller_of(request.scope)


Assistant = Annotated[AssistantLike, Depends(_assistant)]
TraceId = Annotated[str, Depends(_trace_id)]
Anybody = Annotated[Caller, Depends(_caller)]


async def _staff(request: Request, caller: Anybody) -> Caller:
    return _required(Role.STAFF, request, caller)


async def _admin(request: Request, caller: Anybody) -> Caller:
    return _required(Role.ADMIN, request, caller)


def _required(role: Role, request: Request, caller: Caller) -> Caller:
    """The caller, if they have the role: 401 for those without a key, 403 for those whose key is another role's."""
    if caller.may(role):
        return caller
    if request.app.state.has_keys and caller.key_id is None:
        raise HTTPException(401, headers=challenge(request.scope))
    raise HTTPException(403)


Staff = Annotated[Caller, Depends(_staff)]
Admin = Annotated[Caller, Depends(_admin)]


async def _with_trace(
    request: Request,
    caller: Anybody,
    trace: Annotated[bool, Query(description="add the trace of the decisions; for staff", examples=[False])] = False,
) -> bool:
    return trace and bool(_required(Role.STAFF, request, caller))


WithTrace = Annotated[bool, Depends(_with_trace)]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be answered: its product is known."""

    conversation: Conversation
    product_id: str | None


def _asked(
    assistant: Assistant,
    request: Request,
    caller: Anybody,
    asked: Annotated[ChatRequest, Body(description="the question, alone or with what was said before")],
) -> Asked:
    """Checked before a stream begins, while the status can still say what is wrong; settings are for staff."""
    if asked.settings is not None:
        _required(Role.STAFF, request, caller)
    product_id = assistant.product(asked.product_id).product.id if asked.product_id else None
    return Asked(asked.conversation(), product_id)


AskedQuestion = Annotated[Asked, Depends(_asked)]
ProductId = Annotated[
    str,
    Path(
        description="id or alias of a product",
        examples=["creme-confort"],
        min_length=1,
        max_length=200,
        pattern=ID_PATTERN,
    ),
]
RecordId = Annotated[
    str,
    Path(
        description="id of a record",
        examples=["review-1f0c9a3b5d7e2460"],
        min_length=1,
        max_length=200,
        pattern=ID_PATTERN,
    ),
]
QuestionText = Annotated[Question, Query(description="a question in French or English", examples=["peau sèche ?"])]
Limit = Annotated[int, Query(description="how many at most", ge=1, le=100, examples=[20])]
Offset = Annotated[int, Query(description="how many to leave out first", ge=0, le=10_000_000, examples=[0])]
KindWanted = Annotated[Kind | None, Query(description="only this kind", examples=["review"])]
LanguageWanted = Annotated[Language, Query(description="language of the texts", examples=["fr"])]
