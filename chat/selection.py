"""Which of the proofs found an answer shows: the best, another opinion, a video moment, the brand's own word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from chat.answer import Stance
from chat.intent import Intent
from chat.tally.tallier import CountedVoice, TopicTally
from data.records import Kind
from data.spans import Span
from retrieval.diversity import different_voices, voice_of
from retrieval.hits import Hit

CUSTOMERS, MOMENTS = 3, 5
OPPOSED = (Stance.FOR, Stance.AGAINST)
LOW_RATING, HIGH_RATING = 3.0, 4.0
NEARER = 0.1
"""What a proof in the shopper's language gains in probability: the brand says most things in both."""
OWN_LANGUAGE, TELLING = 0.25, 0.3
"""What a voice gains for speaking the shopper's language, and for being strong proof."""
SURE = 2.0
"""Weight of how sure it is that a voice says what it is counted for."""
UNREAD = 1.0
"""The same for a voice that was not read where others were: it may only sound like one that answers."""
DOUBTFUL = 0.3
"""How clearly a voice has to be on its side of the topic to be quoted without need: below, three in four are not."""
HEARD = 3
"""Voices from which a side is always quoted."""
ANSWERS = 0.5
"""Probability from which a voice is taken to answer the question, whatever its topic is called."""
READ_TO_ANSWER = 6
"""Voices that answer which are looked at as proofs, wherever the search ranks them."""
LIKE_YOU = 0.3
"""What a proof gains, in probability, from an author like the shopper, and loses from one unlike."""
Likeness = Mapping[str, float]
"""From −1 to 1 by record id: how like the shopper its author is; who says nothing of it is not named."""
NOBODY: Likeness = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Proof:
    """A hit and the probability that it answers; `stated`: a line of the brand's sheet that states what is asked."""

    hit: Hit
    probability: float
    stated: bool = False


def select(proofs: Sequence[Proof], intent: Intent) -> list[Proof]:
    """The proofs to show, in the order they are read; `proofs` come best first and all passed the gate."""
    voices = {id(hit): True for hit in different_voices([p.hit for p in proofs], len(proofs))}
    heard = [proof for proof in proofs if id(proof.hit) in voices]
    videos = [p for p in heard if p.hit.about.kind is Kind.TRANSCRIPT]
    brand = sorted((p for p in heard if p.hit.about.by_brand), key=lambda proof: not proof.stated)
    people = [p for p in heard if p not in videos and p not in brand]
    if intent is Intent.SHOW_ME and videos:
        return [*_creators_first(videos)[:MOMENTS], *people[:1]]
    return [*_both_sides(people), *videos[:1], *brand[:1]]


def beside_voices(
    counted: TopicTally, proofs: Sequence[Proof], language: str, likeness: Likeness = NOBODY
) -> list[Span]:
    """The spans that go with a count: a voice for and one against, the larger side first, a third, a moment, the brand.

    A voice is chosen by how clearly it is on its side of the topic, how well it answers, how much it proves, its
    language, and how like the shopper its author is. The third is the best of all that are left, if it is sure enough.
    """
    answers = {proof.hit.about.record_id: proof for proof in reversed(proofs)}

    reads = any(voice.read for voice in counted.voices)

    def worth(voice: CountedVoice) -> tuple[float, str]:
        proof = answers.get(voice.about.record_id)
        own = OWN_LANGUAGE if voice.about.language == language else 0.0
        sure = SURE if voice.read or not reads else UNREAD
        telling = sure * voice.clearly + (proof.probability if proof else 0.0) + TELLING * voice.about.proof_score
        return -(telling + own + LIKE_YOU * likeness.get(voice.about.record_id, 0.0)), voice.span.id

    near = own_language_first(proofs, language)
    videos = [p.hit.span for p in near if p.hit.about.kind is Kind.TRANSCRIPT]
    brand = [p.hit.span for p in sorted(near, key=lambda p: not p.stated) if p.hit.about.by_brand]
    sides = sorted((counted.side(stance) for stance in OPPOSED), key=lambda side: -len(side))
    opposed = [best for side in sides if side and quotable(best := min(side, key=worth), side, sides[0])]
    others = sorted((v for v in counted.voices if v not in opposed and not is_doubtful(v)), key=worth)
    people = [voice.span for voice in (*opposed, *others)]
    return [*people[:CUSTOMERS], *videos[:1], *brand[:1]]


def quotable(best: CountedVoice, side: Sequence[CountedVoice], larger: Sequence[CountedVoice]) -> bool:
    """Whether the best voice of a side is quoted: a doubtful one of a smaller side of one or two is mostly misread."""
    return side is larger or len(side) >= HEARD or not is_doubtful(best)


def is_doubtful(voice: CountedVoice) -> bool:
    """Whether a voice hardly says what it is counted for."""
    return voice.clearly < DOUBTFUL


def answering(counted: TopicTally) -> int:
    """How many voices rather answer the question than not."""
    return sum(voice.surely > ANSWERS for voice in counted.voices)


def said_to_answer(counted: TopicTally) -> list[Span]:
    """The spans of voices that were read and answer, the surest first, up to READ_TO_ANSWER."""
    sure = sorted((v for v in counted.voices if v.read and v.surely > ANSWERS), key=lambda v: (-v.surely, v.span.id))
    return [voice.span for voice in sure[:READ_TO_ANSWER]]


def without_doubtful(counted: TopicTally) -> TopicTally:
    """The count for voices so few that each is quoted: one misread is lost among many, and a falsehood among two."""
    return replace(counted, voices=tuple(voice for voice in counted.voices if not is_doubtful(voice)))


def like_the_shopper_first(proofs: Sequence[Proof], likeness: Likeness) -> list[Proof]:
    """In the order given, but for people like the shopper, who move up by `LIKE_YOU`, and unlike, who move down."""
    if not likeness:
        return list(proofs)
    return sorted(proofs, key=lambda p: -(p.probability + LIKE_YOU * likeness.get(p.hit.about.record_id, 0.0)))


def own_language_first(proofs: Sequence[Proof], language: str, likeness: Likeness = NOBODY) -> list[Proof]:
    """Best first, where a proof in the other language has to be clearly better, as has one of somebody unlike."""

    def worth(proof: Proof) -> float:
        own = NEARER if proof.hit.about.language == language else 0.0
        return -(proof.probability + own + LIKE_YOU * likeness.get(proof.hit.about.record_id, 0.0))

    return sorted(proofs, key=worth)


def _both_sides(people: list[Proof]) -> list[Proof]:
    """The best few, the last of them exchanged for the best with another rating when all rate alike."""
    shown = people[:CUSTOMERS]
    ratings = [p.hit.about.rating for p in shown if p.hit.about.rating is not None]
    if len(shown) < CUSTOMERS or not ratings:
        return shown
    if min(ratings) >= HIGH_RATING:
        other = [p for p in people[CUSTOMERS:] if (p.hit.about.rating or 5) <= LOW_RATING]
    elif max(ratings) <= LOW_RATING:
        other = [p for p in people[CUSTOMERS:] if (p.hit.about.rating or 0) >= HIGH_RATING]
    else:
        other = []
    return [*shown[:-1], other[0]] if other else shown


def _creators_first(videos: list[Proof]) -> list[Proof]:
    """Different creators before second moments of the same one."""
    seen: dict[str, int] = {}
    rounds = []
    for proof in videos:
        voice = voice_of(proof.hit)
        rounds.append((seen.get(voice, 0), proof))
        seen[voice] = seen.get(voice, 0) + 1
    return [proof for _, proof in sorted(rounds, key=lambda r: r[0])]
