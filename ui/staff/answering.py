"""How this installation answers, and what staff may have done otherwise for one question."""

from typing import Annotated, get_args

from fastapi import APIRouter
from pydantic import BaseModel

from chat.api_needs import Staff
from chat.api_schemas import about
from chat.deciding import fitted_decision
from chat.problems import responses
from chat.sources import POOL
from ui.staff.needs import OfficeNeeded

router = APIRouter(prefix="/v1/staff", tags=["chat"], dependencies=[get_args(Staff)[1]])


class AnsweringOut(BaseModel):
    """The usual settings: what POST /v1/chat does without `settings`."""

    chat_model: Annotated[str | None, about("the chat model that words answers; null: our rules do", "openai:gpt-4.1")]
    reranker: Annotated[str | None, about("the reranker that reads the best spans; null: none", None)]
    pool: Annotated[int, about("spans looked at", 40)]
    answered: Annotated[float, about("probability from which a question on a product is answered", 0.62)]
    near: Annotated[float, about("probability from which what comes closest is shown", 0.41)]


@router.get("/answering", summary="Read how questions are answered", responses=responses(401, 403, 500, 503))
def answering(office: OfficeNeeded) -> AnsweringOut:
    """What `settings` of POST /v1/chat may change for one question, and what it is otherwise."""
    settings, decision = office.settings, fitted_decision()
    return AnsweringOut(
        chat_model=settings.chat_model,
        reranker=settings.reranker,
        pool=POOL,
        answered=decision.answered,
        near=decision.near,
    )
