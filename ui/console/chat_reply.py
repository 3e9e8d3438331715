"""An answer of the API as the console's cards and tables read it, and as a line of a question set."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import TypeAdapter

from chat.answer import Answer, Outcome
from chat.contract import Reply
from chat.conversation import Turn
from chat.intent import BRAND_FACTS, Intent
from chat.tracing import Trace

_ANSWER: Final[TypeAdapter[Answer]] = TypeAdapter(Answer)
_TRACE: Final[TypeAdapter[Trace]] = TypeAdapter(Trace)
ANSWERABLE: Final = {Outcome.ANSWERED: "full", Outcome.PARTIAL: "partial"}


def reply_of(question: str, body: Mapping[str, Any]) -> Reply:
    """What `POST /v1/chat?trace=true` answered to a question."""
    told = _renamed(body)
    return Reply(_ANSWER.validate_python({**told, "question": question}), _TRACE.validate_python(told["trace"]))


def question_line(reply: Reply, earlier: Sequence[Turn]) -> str:
    """The question as one JSON line of a question set, its gold taken from this answer, to be checked by a person."""
    answer = reply.answer
    evidence = list(dict.fromkeys(citation.record_id for citation in answer.citations))
    answerable = ANSWERABLE.get(answer.outcome, "none") if evidence else "none"
    row = {
        "id": f"console-{answer.id.removeprefix('answer-')}",
        "language": answer.language,
        "product": answer.product_id,
        "question": answer.question,
        "history": [{"role": turn.role, "text": turn.text} for turn in earlier],
        "intent": intent_of(reply.trace),
        "answerable": answerable,
        "evidence": [] if answerable == "none" else [[record_id] for record_id in evidence],
        "facts": [],
        "tags": ["console"],
        "note": "",
    }
    return json.dumps(row, ensure_ascii=False)


def intent_of(trace: Trace) -> str:
    """What was asked for, in the words of question sets; a product question where the trace does not tell."""
    told = next((stage.decision for stage in trace.stages if stage.name == "intent"), "")
    if told in BRAND_FACTS:
        return Intent.BRAND.value
    return told if told in set(Intent) else Intent.PRODUCT.value


def prompt_text(trace: Trace) -> str:
    """What a chat model was given, each message under its role; empty where none was asked."""
    return "\n\n".join(f"[{role}]\n{text}" for role, text in trace.prompt)


def _renamed(value: Any) -> Any:
    """The API says `for`, which Python cannot."""
    if isinstance(value, Mapping):
        return {"for_" if key == "for" else key: _renamed(inner) for key, inner in value.items()}
    return [_renamed(inner) for inner in value] if isinstance(value, list) else value
