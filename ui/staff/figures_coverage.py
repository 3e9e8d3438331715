"""Which topics people ask about, or speak of on neighbouring products, and nobody proves on this one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from chat.answer import Outcome
from chat.topics.topic import topic_of
from chat.topics.vocabulary import shipped_vocabulary
from data.answer_log import LoggedAnswer
from data.journal import AskedQuestion
from data.products import Product
from ui.staff.figures_rows import CoverageRow, Gap
from ui.staff.figures_spoken import Spoken

FEW: Final = frozenset({Outcome.NO_EVIDENCE.value, Outcome.PARTIAL.value})
OFTEN: Final = 2
"""Questions on a topic, or neighbours whose customers speak of it, from which it is frequent."""
SEVERAL: Final = 3
"""People who speak of a topic, from which it is one of their product's: one alone may have said it in passing."""
Key = tuple[str, str]


def coverage_rows(
    spoken: Spoken, products: Sequence[Product], logged: Sequence[LoggedAnswer], noted: Sequence[AskedQuestion]
) -> list[CoverageRow]:
    """A row for each product and topic asked about, spoken of there, or frequent beside it; gaps first."""
    asked, unanswered = _asked(logged, noted)
    brands = {product.id: product.brand for product in products if product.brand}
    neighbours = {one: [other for other in brands if brands[other] == brands[one] and other != one] for one in brands}
    rows = []
    for topic in shipped_vocabulary().topics:
        speaking = spoken.products(topic.name)
        there = {product for product, name in (*asked, *spoken.brand) if name == topic.name} | speaking.keys()
        known = {one for one, people in speaking.items() if people >= SEVERAL}
        beside = {one for one in neighbours if len(known.intersection(neighbours[one])) >= OFTEN}
        for product_id in sorted(there | beside):
            key, near = (product_id, topic.name), neighbours.get(product_id, [])
            counts = (asked[key], unanswered[key], speaking.get(product_id, 0), spoken.brand.get(key, 0))
            rows.append(_row(key, topic.labels, counts, (len(near), len(known.intersection(near)))))
    return sorted(rows, key=lambda row: (not row.gap, -row.asked, -row.spoken_of, row.product_id, row.topic))


def _row(key: Key, labels: Mapping[str, str], counts: tuple[int, int, int, int], near: tuple[int, int]) -> CoverageRow:
    asked, unanswered, people, brand = counts
    return CoverageRow(
        product_id=key[0],
        topic=key[1],
        label_fr=labels["fr"],
        label_en=labels["en"],
        asked=asked,
        unanswered=unanswered,
        people=people,
        brand=brand,
        neighbours=near[0],
        spoken_of=near[1],
        gap=_gap(asked, unanswered, people, brand, near),
    )


def _gap(asked: int, unanswered: int, people: int, brand: int, near: tuple[int, int]) -> Gap:
    """What is missing on a topic that is frequent: asked about twice, or spoken of on half of the neighbours."""
    if asked < OFTEN and not (near[1] >= OFTEN and 2 * near[1] >= near[0]):
        return ""
    if not people:
        return "brand_only" if brand else "nobody"
    return "unanswered" if unanswered and 2 * unanswered >= asked else ""


def _asked(logged: Sequence[LoggedAnswer], noted: Sequence[AskedQuestion]) -> tuple[Counter[Key], Counter[Key]]:
    """Questions, and those nobody answered, by product and topic; notes older than the log count beside it."""
    asked, unanswered = Counter[Key](), Counter[Key]()
    first = min((entry.at for entry in logged), default=None)
    for entry in logged:
        if entry.product_id and entry.topic:
            asked[entry.product_id, entry.topic] += 1
            unanswered[entry.product_id, entry.topic] += entry.outcome in FEW
    for key, count in _noted(one for one in noted if first is None or one.at < first).items():
        asked[key] += count
        unanswered[key] += count
    return asked, unanswered


def _noted(questions: Iterable[AskedQuestion]) -> dict[Key, int]:
    counts: dict[Key, int] = defaultdict(int)
    for question in questions:
        topic = topic_of(question.text, question.language)
        if question.product_id and topic and topic.name:
            counts[question.product_id, topic.name] += 1
    return counts
