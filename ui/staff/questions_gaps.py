"""What shoppers ask and nobody answers yet: questions of one topic on one product, with how often and since when."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final

from chat.topics.topic import Topic, about_fr, topic_of
from data.identity import digest
from data.journal import AskedQuestion, Decision
from data.ledger import Ledger
from ingest.brand_answers import answers_kept

MOST_ASKED: Final = 20_000
"""Questions of the journal that are looked at, the last ones."""
SHOWN: Final = 6
"""Wordings shown of one gap."""


@dataclass(slots=True)
class Gap:
    """Unanswered questions on one topic of one product; `product_id` is `None` where the whole shop was asked.

    `labels` name the topic by language; `wordings` count each question as typed, with its language.
    """

    id: str
    labels: Mapping[str, str]
    product_id: str | None
    asked: int = 0
    first: datetime | None = None
    last: datetime | None = None
    outcomes: Counter[str] = field(default_factory=Counter)
    wordings: Counter[tuple[str, str]] = field(default_factory=Counter)
    answers: list[Decision] = field(default_factory=list)

    @property
    def answered(self) -> datetime | None:
        """When the brand last answered; `None` when it did not, or when it was asked again in vain since."""
        at = max((answer.at for answer in self.answers), default=None)
        return at if at and self.last and at >= self.last else None

    def about(self, language: str) -> str:
        """The topic after "of": "de l'odeur", "the smell"."""
        return about_fr(self.labels["fr"]) if language == "fr" else self.labels["en"]


def gaps_of(ledger: Ledger) -> list[Gap]:
    """Every gap, the most asked first."""
    answers = defaultdict(list)
    for decision in answers_kept(ledger).values():
        answers[decision.rule_version].append(decision)
    gaps = grouped(ledger.journal.questions(limit=MOST_ASKED))
    for gap in gaps:
        gap.answers = sorted(answers[gap.id], key=lambda one: one.at, reverse=True)
    return gaps


def grouped(questions: Iterable[AskedQuestion]) -> list[Gap]:
    """Questions by topic and product, the most asked first, then the last asked."""
    gaps: dict[str, Gap] = {}
    for question in questions:
        key, fr, en = _topic(question.text, question.language)
        gap_id = f"gap-{digest(key, question.product_id or '')[:16]}"
        gap = gaps.setdefault(gap_id, Gap(gap_id, {"fr": fr, "en": en}, question.product_id))
        gap.asked += 1
        gap.first = min(gap.first or question.at, question.at)
        gap.last = max(gap.last or question.at, question.at)
        gap.outcomes[question.outcome] += 1
        gap.wordings[" ".join(question.text.split()), question.language] += 1
    return sorted(gaps.values(), key=lambda gap: (gap.asked, gap.last, gap.id), reverse=True)


@lru_cache(maxsize=MOST_ASKED)
def _topic(text: str, language: str) -> tuple[str, str, str]:
    """What tells topics apart, and the topic's name in French and English."""
    topic = topic_of(text, language)
    if topic is None:
        said = " ".join(text.split())[:60]
        return f"said:{said.casefold()}", f"« {said} »", f"“{said}”"
    key = f"topic:{topic.name}" if topic.name else f"words:{' '.join(_own(topic))}"
    return key, topic.labels["fr"], topic.labels["en"]


def _own(topic: Topic) -> list[str]:
    """The stems of the question's own content words, in any order it may say them."""
    return sorted({" ".join(phrase) for group in topic.groups for own in group.own.values() for phrase in own})
