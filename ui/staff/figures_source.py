"""What the figures are counted from: the ledger, the answers of the served assistant, and what was counted before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from chat.contract import AssistantLike
from data.answer_log import LoggedAnswer
from data.journal import AskedQuestion, Feedback
from data.ledger import Ledger
from data.records import Record
from ui.staff.figures_content import content_counts
from ui.staff.figures_kept import Behind, Counted, Tell
from ui.staff.figures_rows import ContentRow, TopicRow
from ui.staff.figures_spoken import Spoken, spoken_of
from ui.staff.figures_topics import topic_counts

MOST = 100_000
"""Answers, questions and pieces of feedback counted, the newest ones."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Counts over every served record."""

    content: list[ContentRow]
    spoken: Spoken


class FigureSource:
    """Figures of one installation; slow ones are counted behind the requests. Safe between threads."""

    def __init__(self, ledger: Callable[[], Ledger], assistant: Callable[[], AssistantLike]) -> None:
        """`ledger` and `assistant` are asked for when they are needed."""
        self._ledger, self._assistant = ledger, assistant
        self._catalogue, self._topics = Behind(self._counted), Behind(self._tallied)

    def catalogue(self) -> Counted[Catalogue]:
        """Content and topics spoken of, by the words of the records."""
        return self._catalogue.get(self._ledger().revision())

    def topics(self) -> Counted[list[TopicRow]]:
        """What customers say of each topic: takes the assistant, and seconds to minutes."""
        return self._topics.get(self._ledger().revision())

    def logged(self, since: date | None, until: date | None, product_id: str | None = None) -> list[LoggedAnswer]:
        """Answers given from a day to a day, UTC, newest first."""
        found = self._ledger().answers.read(_morning(since), product_id, MOST)
        return [entry for entry in found if until is None or entry.at.date() <= until]

    def feedback(self, since: date | None, until: date | None) -> list[Feedback]:
        """What readers said from a day to a day, UTC, newest first."""
        found = self._ledger().journal.feedback(limit=MOST)
        return [one for one in found if (since or date.min) <= one.at.date() <= (until or date.max)]

    def noted(self) -> list[AskedQuestion]:
        """Questions nobody answered."""
        return self._ledger().journal.questions(limit=MOST)

    def records(self, ids: set[str]) -> dict[str, Record]:
        """Served records by id."""
        return self._ledger().records_among(ids)

    @property
    def ledger(self) -> Ledger:
        """The ledger."""
        return self._ledger()

    def _counted(self, tell: Tell) -> Catalogue:
        # two passes over what the ledger streams, so that no more than a thousand records are in memory
        content = content_counts(self._ledger().records())
        tell(1, 2)
        return Catalogue(content, spoken_of(self._ledger().records()))

    def _tallied(self, tell: Tell) -> list[TopicRow]:
        while (counted := self.catalogue()).value is None:
            pass  # each call waits a while for the count, and raises what keeps it from being made
        return topic_counts(self._assistant(), counted.value.spoken, tell)


def _morning(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, UTC)
