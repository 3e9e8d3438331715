"""What shoppers of a product expect to read of and nobody proves: what they ask in vain, and what is said beside it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from chat.answer import Outcome
from chat.topics.topic import topic_of
from chat.topics.vocabulary import shipped_vocabulary
from data.answer_log import LoggedAnswer
from data.journal import AskedQuestion
from ui.staff.figures_rows import CoverageRow, Why
from ui.staff.figures_spoken import Key, Spoken

FEW: Final = frozenset({Outcome.NO_EVIDENCE.value, Outcome.PARTIAL.value})
OFTEN: Final = 2
"""Questions on a topic that found no answer, from which it is missing."""
SEVERAL: Final = 2
"""Customers' records that make a topic one of their product's, and products that make it one of their kind's."""
SHARE: Final = 0.06
"""Share of the customers of a kind who speak of a topic, from which a shopper of that kind expects it."""
AT_HOME: Final = 0.5
"""Share beside the largest on a product of another kind, from which a topic nobody asks of is at home in a kind."""
Kin = Mapping[str, Sequence[str]]


@dataclass(slots=True)
class _Asked:
    """Questions on each topic of each product: all of them, those nobody answered, and how those were worded."""

    all: Counter[Key] = field(default_factory=Counter)
    vain: Counter[Key] = field(default_factory=Counter)
    wordings: dict[Key, Counter[str]] = field(default_factory=dict)


def coverage_rows(
    spoken: Spoken, kin: Kin, logged: Sequence[LoggedAnswer], noted: Sequence[AskedQuestion]
) -> list[CoverageRow]:
    """A row for each product and topic asked about, spoken of there, or spoken of on its kind; gaps first."""
    shop = _Shop(spoken, kin, _asked(logged, noted), _shares(spoken))
    labels = {topic.name: topic.labels for topic in shipped_vocabulary().topics}
    keys = {*shop.asked.all, *spoken.people, *spoken.brand, *spoken.questions}
    keys |= {(one, topic) for product_id, topic in spoken.sure for one in kin.get(product_id, ())}
    rows = [shop.row(key, labels[key[1]]) for key in keys if key[1] in labels]
    return sorted(rows, key=lambda row: (not row.gap, -row.unanswered, -row.share, row.product_id, row.topic))


@dataclass(frozen=True, slots=True)
class _Shop:
    """What is said and asked; `shares` are, by topic, those of each product's customers who surely speak of it."""

    spoken: Spoken
    kin: Kin
    asked: _Asked
    shares: Mapping[str, Mapping[str, float]]

    def row(self, key: Key, labels: Mapping[str, str]) -> CoverageRow:
        (product_id, topic), near = key, self.kin.get(key[0], ())
        people, brand = self.spoken.people.get(key, 0), self.spoken.brand.get(key, 0)
        beside = [one for one in near if self._sure(one, topic) >= SEVERAL]
        beside_people = sum(self._sure(one, topic) for one in near)
        beside_of = sum(self.spoken.records.get(one, 0) for one in near)
        share = beside_people / max(1, beside_of)
        wanted = self.asked.vain[key] >= OFTEN and not self._sure(product_id, topic)
        expected = len(beside) >= SEVERAL and share >= SHARE and not people and self._of_the_kind(key, share)
        why: Why = "asked" if wanted else "beside" if expected else ""
        return CoverageRow(
            product_id=product_id, topic=topic, label_fr=labels["fr"], label_en=labels["en"], why=why,
            gap=("brand_only" if brand else "nobody") if why else "", asked=self.asked.all[key],
            unanswered=self.asked.vain[key], question=self._wording(key), people=people, brand=brand, beside=beside,
            beside_people=beside_people, beside_of=beside_of, share=round(share, 3),
        )  # fmt: skip

    def _sure(self, product_id: str, topic: str) -> int:
        return self.spoken.sure.get((product_id, topic), 0)

    def _of_the_kind(self, key: Key, share: float) -> bool:
        """Whether somebody asks about a topic, of the product or of one of its kind, or it is at home there."""
        kind, topic = (key[0], *self.kin.get(key[0], ())), key[1]
        if any((one, topic) in self.spoken.questions or self.asked.all[one, topic] for one in kind):
            return True
        return share >= AT_HOME * max((of for one, of in self.shares[topic].items() if one not in kind), default=0.0)

    def _wording(self, key: Key) -> str | None:
        worded = self.asked.wordings.get(key)
        return worded.most_common(1)[0][0] if worded else None


def _shares(spoken: Spoken) -> dict[str, dict[str, float]]:
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for (product_id, topic), count in spoken.sure.items():
        shares[topic][product_id] = count / max(count, spoken.records.get(product_id, 0))
    return shares


def _asked(logged: Sequence[LoggedAnswer], noted: Sequence[AskedQuestion]) -> _Asked:
    """Questions by product and topic; notes give the wordings, and those older than the log count beside it."""
    asked, first = _Asked(), min((entry.at for entry in logged), default=None)
    for entry in logged:
        if entry.product_id and entry.topic:
            asked.all[entry.product_id, entry.topic] += 1
            asked.vain[entry.product_id, entry.topic] += entry.outcome in FEW
    for question in noted:
        topic = topic_of(question.text, question.language)
        if question.product_id and topic and topic.name:
            key = (question.product_id, topic.name)
            asked.wordings.setdefault(key, Counter())[" ".join(question.text.split())] += 1
            if first is None or question.at < first:
                asked.all[key] += 1
                asked.vain[key] += 1
    return asked
