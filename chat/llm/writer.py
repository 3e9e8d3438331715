"""Asks a chat model for the sentences of an answer and lets through those that its proofs hold."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chat.answer import Citation, Sentence
from chat.llm.breaker import Breaker
from chat.llm.listening import within
from chat.llm.prompting import messages
from chat.llm.reading import sentences
from chat.llm.verification import Judge, fault

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

FIRST_S, TOTAL_S = 2.5, 20.0
"""Seconds until the first sentence, and until the last."""


@dataclass(slots=True)
class Writing:
    """What is to be written and, when it is, how it went: for the trace."""

    question: str
    language: str
    citations: Sequence[Citation]
    prompt: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    kept: int = 0
    failure: str | None = None

    @property
    def told(self) -> tuple[str, str]:
        """Decision and reason, in the words of a trace."""
        reasons = [f"dropped “{text}”: {reason}" for text, reason in self.dropped]
        if self.failure:
            reasons.append(self.failure)
        decided = f"{self.kept} sentences of the model" if self.kept else "assembled answer"
        return decided, "; ".join(reasons) or "every sentence held"


class Writer:
    """Any LangChain chat model behind deadlines, a circuit breaker and the verification; safe between threads."""

    def __init__(
        self,
        model: "BaseChatModel",
        judge: Judge | None = None,
        *,
        breaker: Breaker | None = None,
        first_s: float = FIRST_S,
        total_s: float = TOTAL_S,
        **bound: Any,
    ) -> None:
        """`bound` are further arguments of each call, such as a `response_format` the model's server knows."""
        self._model, self._judge, self._bound = model, judge, bound
        self._breaker = breaker or Breaker()
        self._first_s, self._total_s = first_s, total_s

    def write(self, writing: Writing) -> Iterator[Sentence]:
        """Verified sentences as they are written; none when the model is slow, gone, or says nothing that holds."""
        writing.prompt = messages(writing.question, writing.citations, writing.language)
        if not self._breaker.closed():
            writing.failure = "the model failed several times in a row and is left alone for a while"
            return
        given = {citation.number: citation for citation in writing.citations}
        try:
            for said in within(lambda: self._said(writing.prompt), self._first_s, self._total_s):
                reason = fault(said, given, writing.question, writing.language, self._judge)
                if reason is None:
                    writing.kept += 1
                    yield said
                else:
                    writing.dropped.append((said.text, reason))
        except Exception as error:  # noqa: BLE001 - whatever a foreign model or its client raises, the shopper gets the assembled answer and the trace the reason
            writing.failure = f"{type(error).__name__}: {error}"
            self._breaker.failed()
        else:
            self._breaker.succeeded()

    def _said(self, prompt: Sequence[tuple[str, str]]) -> Iterator[Sentence]:
        chunks = self._model.stream(list(prompt), **self._bound)
        return sentences(_texts(chunks))


def _texts(chunks: Iterable[Any]) -> Iterator[str]:
    for chunk in chunks:
        yield chunk.content if isinstance(chunk.content, str) else str(chunk.text)
