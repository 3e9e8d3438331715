"""An assistant that opens in the background, so that a server answers for its health while the model loads."""

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Final

from chat.answer import Citation
from chat.contract import AssistantLike, Event, ProductSummary, Reply
from chat.conversation import Conversation
from chat.tally.tallier import TopicTally
from data.errors import TemoinError
from data.memory import give_back
from data.records import Record

log = logging.getLogger("temoin.warming")
RETRY_S: Final = 5.0
LOADING: Final = "the model and the index are being loaded: try again in a few seconds"


class WarmingUpError(TemoinError):
    """Asked before the assistant was open; the message says what it waits for."""


class WarmingAssistant:
    """Stands for an assistant while `open_assistant` runs in a thread, and hands on to it once it is there.

    Opening is tried again every few seconds while it fails, so a server started before the first import comes to
    life by itself.
    """

    def __init__(self, open_assistant: Callable[[], AssistantLike], retry_s: float = RETRY_S) -> None:
        self._open_assistant = open_assistant
        self._retry_s = retry_s
        self._assistant: AssistantLike | None = None
        self._missing = LOADING
        self._stop = threading.Event()

    def start(self) -> None:
        """Begin to open; returns at once."""
        threading.Thread(target=self._warm, name="warming", daemon=True).start()

    def stop(self) -> None:
        """Try no further; an assistant that is open gets to note its last answers."""
        self._stop.set()
        close = getattr(self._assistant, "close", None)
        if close is not None:
            close()

    def _warm(self) -> None:
        while not self._stop.is_set():
            try:
                assistant = self._open_assistant()
                _touch(assistant)
            except TemoinError as error:
                self._missing = str(error)
            except Exception:
                log.exception("the assistant could not be opened")
                self._missing = "the assistant could not be opened: the server's log says why"
            else:
                give_back()
                self._assistant = assistant
                self._read_ahead(assistant)
                return
            self._stop.wait(self._retry_s)

    def _read_ahead(self, assistant: AssistantLike) -> None:
        """Let one that can read what it will be asked about; whatever comes of it, it answers."""
        read_ahead = getattr(assistant, "read_ahead", None)
        if read_ahead is None:
            return
        try:
            read_ahead(self._stop)
        except TemoinError as error:
            log.warning("not everything was read ahead: %s", error)

    @property
    def _opened(self) -> AssistantLike:
        if self._assistant is None:
            raise WarmingUpError(self._missing)
        return self._assistant

    def ready(self) -> str | None:
        """What is missing, `None` when questions can be answered."""
        return self._missing if self._assistant is None else self._assistant.ready()

    def answer(self, conversation: Conversation, product_id: str | None) -> Reply:
        """As `AssistantLike` (`WarmingUpError`)."""
        return self._opened.answer(conversation, product_id)

    def stream(self, conversation: Conversation, product_id: str | None) -> Iterator[Event]:
        """As `AssistantLike` (`WarmingUpError`)."""
        return self._opened.stream(conversation, product_id)

    def products(self) -> list[ProductSummary]:
        """As `AssistantLike` (`WarmingUpError`)."""
        return self._opened.products()

    def product(self, product_id: str) -> ProductSummary:
        """As `AssistantLike` (`WarmingUpError`)."""
        return self._opened.product(product_id)

    def records(self, product_id: str, kind: str | None = None) -> list[Record]:
        """As `AssistantLike` (`WarmingUpError`)."""
        return self._opened.records(product_id, kind)

    def record(self, record_id: str) -> Record:
        """As `AssistantLike` (`WarmingUpError`)."""
        return self._opened.record(record_id)

    def evidence(self, product_id: str, question: str, limit: int = 10) -> tuple[Citation, ...]:
        """As `AssistantLike` (`WarmingUpError`)."""
        return self._opened.evidence(product_id, question, limit)

    def suggestions(self, product_id: str, language: str) -> tuple[str, ...]:
        """As `AssistantLike` (`WarmingUpError`)."""
        return self._opened.suggestions(product_id, language)

    def tally(self, product_id: str, topic: str, language: str) -> TopicTally:
        """As `AssistantLike` (`WarmingUpError`)."""
        return self._opened.tally(product_id, topic, language)

    def note_feedback(self, about: str, verdict: str, reason: str | None) -> None:
        """As `AssistantLike` (`WarmingUpError`)."""
        self._opened.note_feedback(about, verdict, reason)


def _touch(assistant: AssistantLike) -> None:
    """Search once, so that the first shopper does not wait for what loads on first use."""
    if assistant.ready() is None and (products := assistant.products()):
        assistant.evidence(products[0].product.id, "bonjour tout le monde, est-ce que cela vous plaît ?", 1)
