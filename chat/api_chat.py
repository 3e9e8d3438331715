"""The two ways to ask: a whole answer, or a stream whose proofs come first."""

import logging
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent

from chat.answer import Answer, Sentence
from chat.api_needs import Asked, AskedQuestion, Assistant, TraceId, WithTrace
from chat.api_schemas import ChatAnswer, EvidenceOut, SentenceOut, UnderstoodOut, answer_of
from chat.contract import AssistantLike, Event, Evidence, Reply, Understood
from chat.problems import problem_of, responses, status_of
from data.errors import TemoinError

log = logging.getLogger("temoin.answers")
router = APIRouter(prefix="/v1", tags=["chat"])

PROBLEMS: Final = responses(400, 403, 404, 408, 413, 422, 500, 503)
STREAM: Final = (
    'event: understood\ndata: {"question": "convient-elle aux peaux sèches ?", "intent": "product_question"}\n\n'
    'event: evidence\ndata: {"citations": [{"number": 1, "record_id": "review-1f0c9a3b5d7e2460", "…": "…"}]}\n\n'
    'event: sentence\ndata: {"text": "Selon les clients, plutôt oui : 3 sur 4.", "citations": [1]}\n\n'
    'event: done\ndata: {"id": "answer-5d7e24601f0c9a3b", "outcome": "answered", "…": "…"}\n\n'
)
STREAM_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Server-sent events: `understood` (UnderstoodOut) at once, one `evidence` (EvidenceOut), then "
        "each `sentence` (SentenceOut), then `done` (ChatAnswer); an `error` (Problem) ends a stream that fails on "
        "the way.",
        "content": {"text/event-stream": {"example": STREAM}},
    },
    **PROBLEMS,
}


@router.post("/chat", summary="Ask and get the whole answer", responses=PROBLEMS)
def ask(asked: AskedQuestion, assistant: Assistant, trace_id: TraceId, trace: WithTrace) -> ChatAnswer:
    """Answer the last question from what customers and the brand have said, each sentence with its proof."""
    reply = assistant.answer(asked.conversation, asked.product_id)
    _note(trace_id, reply.answer)
    return answer_of(reply, trace_id=trace_id, with_trace=trace)


def _opened(asked: AskedQuestion, assistant: Assistant) -> Iterator[Iterator[Event]]:
    """The assistant's events, closed as soon as the response ends, whoever ended it."""
    with closing(_events(assistant, asked)) as events:
        yield events


def _events(assistant: AssistantLike, asked: Asked) -> Generator[Event]:
    """A generator whatever kind of iterator they come in, so that it can be closed."""
    yield from assistant.stream(asked.conversation, asked.product_id)


@router.post(
    "/chat/stream",
    summary="Ask and get the proofs first",
    response_class=EventSourceResponse,
    responses=STREAM_RESPONSES,
)
def stream(
    events: Annotated[Iterator[Event], Depends(_opened)], trace_id: TraceId, trace: WithTrace
) -> Iterator[ServerSentEvent]:
    """The same answer as events; a reader that leaves ends the work."""
    quotes: dict[int, str] = {}
    try:
        for event in events:
            if isinstance(event, Evidence):
                quotes = {citation.number: citation.quote for citation in event.citations}
            yield _sent(event, quotes, trace_id, trace)
    except TemoinError as error:
        yield ServerSentEvent(event="error", data=problem_of(status_of(error), trace_id))
    except Exception:
        log.exception("trace=%s failed in its stream", trace_id)
        yield ServerSentEvent(event="error", data=problem_of(500, trace_id))


def _sent(event: Event, quotes: Mapping[int, str], trace_id: str, trace: bool) -> ServerSentEvent:
    match event:
        case Understood():
            return ServerSentEvent(event="understood", data=UnderstoodOut.model_validate(event))
        case Evidence(citations):
            return ServerSentEvent(event="evidence", data=EvidenceOut.of(citations))
        case Sentence():
            return ServerSentEvent(event="sentence", data=SentenceOut.of(event, quotes))
        case Reply(answer):
            _note(trace_id, answer)
            return ServerSentEvent(event="done", data=answer_of(event, trace_id=trace_id, with_trace=trace))


def _note(trace_id: str, answer: Answer) -> None:
    log.info(
        "trace=%s answer=%s product=%s outcome=%s language=%s question=%d characters citations=%d",
        trace_id,
        answer.id,
        answer.product_id,
        answer.outcome,
        answer.language,
        len(answer.question),
        len(answer.citations),
    )
