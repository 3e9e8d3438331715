"""What customers say of each topic over time: the counts behind answers, made for every topic people speak of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from time import sleep
from typing import Final, Literal, Protocol

from chat.answer import Stance
from chat.tally.tallier import CountedVoice, TopicTally
from chat.topics.vocabulary import TopicEntry, shipped_vocabulary
from ui.staff.figures_content import month_of
from ui.staff.figures_kept import Tell
from ui.staff.figures_rows import TopicRow
from ui.staff.figures_spoken import Spoken

PRODUCTS: Final = 40
"""Products whose topics are counted: those most is said of. Each takes its shelf into memory."""
SPEAKING: Final = 2
"""Records of customers on a topic from which it is worth counting."""
BREATH_S: Final = 0.002
"""Pause after each count, so that shoppers' questions go first."""
Side = Literal["product", "month"]
Key = tuple[str, str | None, str | None]


class Tallying(Protocol):
    """What is needed of an assistant."""

    def tally(self, product_id: str, topic: str, language: str) -> TopicTally:
        """Who speaks of a topic."""
        ...


@dataclass(slots=True)
class _Sum:
    """Voices of one cell."""

    sides: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    ratings: list[float] = field(default_factory=list)

    def add(self, voice: CountedVoice) -> None:
        self.sides[voice.stance.value] += 1
        if voice.about.rating is not None:
            self.ratings.append(voice.about.rating)


def topic_counts(assistant: Tallying, spoken: Spoken, tell: Tell) -> list[TopicRow]:
    """Topic by topic over the products most is said of, so that each topic is embedded once."""
    chosen, topics, sums = most_said_of(spoken), shipped_vocabulary().topics, defaultdict[Key, _Sum](_Sum)
    for step, topic in enumerate(topics):
        tell(step, len(topics))
        said = spoken.products(topic.name)
        for product_id in (one for one in chosen if said.get(one, 0) >= SPEAKING):
            for voice in assistant.tally(product_id, topic.name, "fr").voices:
                sums[topic.name, product_id, month_of(voice.about.published)].add(voice)
            sleep(BREATH_S)
    return _rows(sums, {topic.name: topic for topic in topics})


def most_said_of(spoken: Spoken) -> list[str]:
    """The products whose customers speak most, the first of PRODUCTS."""
    total: dict[str, int] = defaultdict(int)
    for (product_id, _), count in spoken.people.items():
        total[product_id] += count
    return sorted(total, key=lambda one: (-total[one], one))[:PRODUCTS]


def topics_by(rows: Sequence[TopicRow], by: Collection[Side], product_id: str | None = None) -> list[TopicRow]:
    """The same counts with products or months taken together, of one product where it is given."""
    cells: dict[Key, list[TopicRow]] = defaultdict(list)
    for row in rows:
        if product_id is None or row.product_id == product_id:
            key = (row.topic, row.product_id if "product" in by else None, row.month if "month" in by else None)
            cells[key].append(row)
    return _ordered(_together(cell, key) for key, cell in cells.items())


def _together(rows: Sequence[TopicRow], key: Key) -> TopicRow:
    rated = sum(row.rated for row in rows)
    stars = sum((row.rating or 0.0) * row.rated for row in rows)
    sums = {name: sum(getattr(row, name) for row in rows) for name in ("for_", "against", "mixed", "voices")}
    means = {"rated": rated, "rating": round(stars / rated, 3) if rated else None}
    return rows[0].model_copy(update={**sums, **means, "product_id": key[1], "month": key[2]})


def _rows(sums: dict[Key, _Sum], topics: dict[str, TopicEntry]) -> list[TopicRow]:
    return _ordered(
        TopicRow(
            topic=name,
            label_fr=topics[name].labels["fr"],
            label_en=topics[name].labels["en"],
            product_id=product_id,
            month=month,
            for_=one.sides[Stance.FOR.value],
            against=one.sides[Stance.AGAINST.value],
            mixed=one.sides[Stance.MIXED.value],
            voices=sum(one.sides.values()),
            rated=len(one.ratings),
            rating=round(sum(one.ratings) / len(one.ratings), 3) if one.ratings else None,
        )
        for (name, product_id, month), one in sums.items()
    )


def _ordered(rows: Iterable[TopicRow]) -> list[TopicRow]:
    return sorted(rows, key=lambda row: (row.topic, row.product_id or "", row.month or ""))
