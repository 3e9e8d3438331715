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
from ui.staff.figures_file import TopicsFile, counted_by
from ui.staff.figures_kept import Behind, Counted, Stand, Tell
from ui.staff.figures_kin import kin_of
from ui.staff.figures_rows import ContentRow, TopicRow
from ui.staff.figures_spoken import Spoken, spoken_of
from ui.staff.figures_topics import topic_counts
from ui.staff.office import Office

LITTLE_S = 0.2
"""Seconds a request waits for a count of topics, which takes minutes: the other figures are not kept for it."""
MOST = 100_000
"""Answers, questions and pieces of feedback counted, the newest ones."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Counts over every served record; `kin` are the products of the same kind as each."""

    content: list[ContentRow]
    spoken: Spoken
    kin: dict[str, list[str]]


class FigureSource:
    """Figures of one installation; slow ones are counted behind the requests. Safe between threads."""

    def __init__(self, office: Office, assistant: Callable[[], AssistantLike]) -> None:
        """`assistant` is asked for when it is needed; the last count of topics is kept in the home."""
        self._office, self._assistant = office, assistant
        self._catalogue = Behind(self._counted)
        self._topics = Behind(self._tallied, TopicsFile(office.home.topic_figures), LITTLE_S)
        self._last: Stand | None = None

    def catalogue(self) -> Counted[Catalogue]:
        """Content and topics spoken of, by the words of the records."""
        return self._catalogue.get(Stand(self.ledger.revision()))

    def topics(self) -> Counted[list[TopicRow]]:
        """What customers say of each topic: takes the assistant, and seconds to minutes where it is not kept."""
        return self._topics.get(self._served())

    def renew(self) -> None:
        """Begin to count topics anew, where they were counted of another generation of the index than is served."""
        self._topics.renew(self._served())

    def logged(self, since: date | None, until: date | None, product_id: str | None = None) -> list[LoggedAnswer]:
        """Answers given from a day to a day, UTC, newest first."""
        found = self.ledger.answers.read(_morning(since), product_id, MOST)
        return [entry for entry in found if until is None or entry.at.date() <= until]

    def feedback(self, since: date | None, until: date | None) -> list[Feedback]:
        """What readers said from a day to a day, UTC, newest first."""
        found = self.ledger.journal.feedback(limit=MOST)
        return [one for one in found if (since or date.min) <= one.at.date() <= (until or date.max)]

    def noted(self) -> list[AskedQuestion]:
        """Questions nobody answered."""
        return self.ledger.journal.questions(limit=MOST)

    def records(self, ids: set[str]) -> dict[str, Record]:
        """Served records by id."""
        return self.ledger.records_among(ids)

    @property
    def ledger(self) -> Ledger:
        """The ledger."""
        return self._office.ledger

    def _served(self) -> Stand:
        """The state of the index that answers are counted on, and what counts on it; the last one while a new comes."""
        index, by = self._office.served(), f"{counted_by()}:{self._office.settings.cross_encoder}"
        if index is not None:
            self._last = Stand(index.revision, f"{by}:{index.model_id}")
        return self._last or Stand(self.ledger.revision(), by)

    def _counted(self, tell: Tell) -> Catalogue:
        # two passes over what the ledger streams, so that no more than a thousand records are in memory
        content = content_counts(self.ledger.records())
        tell(1, 2)
        spoken = spoken_of(self.ledger.records())
        return Catalogue(content, spoken, kin_of(self.ledger.products(), spoken))

    def _tallied(self, tell: Tell) -> list[TopicRow]:
        while (counted := self.catalogue()).value is None:
            pass  # each call waits a while for the count, and raises what keeps it from being made
        return topic_counts(self._assistant(), counted.value.spoken, tell)


def _morning(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, UTC)
