"""What people hold against a product and what they like: the spans most surely so, one a voice, from every review."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from chat.answer import Stance
from chat.stance.model import Asked, Judgement
from data.records import Kind
from data.spans import Span
from retrieval.filters import RecordFacts
from retrieval.lexical import fold, words
from retrieval.shelf import Shelf
from retrieval.vectors import Floats

SURE, SURE_ACROSS = 0.6, 0.75
"""Probability of a side from which a span is on it; in a review whose stars are on the other."""
PRAISING, BLAMING = 4.0, 2.0
"""Stars from which a review praises, and up to which it blames."""
WORDS = 5
"""Words from which a span says what is wrong."""
ALIKE = 0.4
"""Share of common stems from which two complaints are one."""
SERVICE: Final = re.compile(
    r"\b(?:livraisons?|livreurs?|livree?s?|transporteurs?|colis|point relais|expedie?\w*|sav|service(?:s)? client\w*|"
    r"service apres.vente|rembourse\w*|reclamations?|relance\w*|injoignables?|commande annulee|"
    r"deliver\w*|couriers?|shipping|shipped|parcels?|refund\w*|customer (?:service|support|care)|tracking|helpline|"
    r"return label|warehouse|order was cancel\w*)\b"
)
"""Words of what the shop did, not of what the product is, folded."""


EMPTY: Final = re.compile(
    r"\b(?:je|j|le|la|les|un|une|ce|cet|cette|ca|c|est|et|en|de|du|des|pour|mon|ma|mes|l|d|qui|que|suis|ai|a|tres|trop|"
    r"vraiment|super|top|genial\w*|parfait\w*|excellent\w*|nickel|impeccable|bien|bon(?:ne)?s?|content\w*|satisfait\w*|"
    r"ravie?s?|recommand\w*|conseil\w*|produits?|articles?|achat|achete\w*|commande\w*|conforme\w*|description|attentes?|"
    r"rien|dire|redire|qualite|prix|rapport|merci|etoiles?|"
    r"i|it|its|s|m|is|was|the|this|that|and|a|an|of|for|my|me|very|so|really|would|will|with|to|great|good|love[ds]?|lovely|"
    r"perfect\w*|brilliant|excellent|amazing|fantastic|happy|pleased|delighted|recommend\w*|products?|items?|purchase\w*|"
    r"bought|buy|described?|expected|value|money|price|quality|thanks?|thank|you|stars?|all|as|again)\b"
)
"""Words that praise without saying what for, folded."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A span for or against the product and how telling it is."""

    span: Span
    about: RecordFacts
    weight: float


class Judges(Protocol):
    """Whoever tells what a span says, such as `chat.stance.model.StanceModel`."""

    def judge_all(self, asked: Sequence[Asked], vectors: Floats | None = None) -> list[Judgement]:
        """A judgement of each text; `vectors`, shape (texts, d), are centred unit vectors."""
        ...


def opinions_on(shelf: Shelf, judge: Judges) -> Mapping[Stance, tuple[Opinion, ...]]:
    """What a shelf's reviews say for and against the product itself, the most telling first; praise where it says what.

    Every span is judged once.
    """
    ends = [*shelf.starts[1:].tolist(), len(shelf)] if len(shelf) else []
    places = [
        (place, about)
        for about, first, last in zip(shelf.about, shelf.starts.tolist(), ends, strict=True)
        if about.kind is Kind.REVIEW and not about.by_brand
        for place in range(first, last)
        if len(shelf.spans[place].text.split()) >= WORDS and not SERVICE.search(fold(shelf.spans[place].text))
    ]
    asked = [Asked(shelf.spans[place].text, about.language, (), about.rating) for place, about in places]
    judged = judge.judge_all(asked, shelf.span_vectors[[place for place, _ in places]]) if places else []
    told = [(shelf.spans[place], about, one.probabilities) for (place, about), one in zip(places, judged, strict=True)]
    return {side: _on_side(side, told) for side in (Stance.FOR, Stance.AGAINST)}


def _on_side(side: Stance, told: Iterable[tuple[Span, RecordFacts, Mapping[Stance, float]]]) -> tuple[Opinion, ...]:
    found = [
        Opinion(span, about, chances[side] + about.proof_score / 2)
        for span, about, chances in told
        if chances[side] >= (SURE_ACROSS if _across(about.rating, side) else SURE)
        and (side is Stance.AGAINST or _says_what(span.text))
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.span.id)))


def _says_what(text: str) -> bool:
    return len(EMPTY.sub(" ", fold(text).replace("’", "'")).replace("'", " ").split()) >= WORDS - 1


def _across(rating: float | None, side: Stance) -> bool:
    """Whether the stars of a review are on the other side."""
    if rating is None:
        return False
    return rating >= PRAISING if side is Stance.AGAINST else rating <= BLAMING


def different(opinions: Sequence[Opinion], language: str, count: int) -> list[Opinion]:
    """The first few, one a voice and no two of the same words; those in the shopper's language before equals."""
    kept: list[Opinion] = []
    heard: set[str] = set()
    said: list[set[str]] = []
    for one in sorted(opinions, key=lambda c: -(c.weight + (0.15 if c.about.language == language else 0.0))):
        stems = set(words(one.span.text, one.about.language))
        voice = one.about.author or one.about.record_id
        if voice in heard or any(len(stems & other) >= ALIKE * min(len(stems), len(other)) for other in said):
            continue
        kept.append(one)
        heard.add(voice)
        said.append(stems)
        if len(kept) == count:
            break
    return kept
