"""Which of the proofs found an answer shows: the best, another opinion, a video moment, the brand's own word."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.intent import Intent
from data.records import Kind
from retrieval.diversity import different_voices, voice_of
from retrieval.hits import Hit

CUSTOMERS, MOMENTS = 3, 5
LOW_RATING, HIGH_RATING = 3.0, 4.0


@dataclass(frozen=True, slots=True)
class Proof:
    """A hit and the probability that it answers."""

    hit: Hit
    probability: float


def select(proofs: Sequence[Proof], intent: Intent) -> list[Proof]:
    """The proofs to show, in the order they are read; `proofs` come best first and all passed the gate."""
    voices = {id(hit): True for hit in different_voices([p.hit for p in proofs], len(proofs))}
    heard = [proof for proof in proofs if id(proof.hit) in voices]
    videos = [p for p in heard if p.hit.about.kind is Kind.TRANSCRIPT]
    brand = [p for p in heard if p.hit.about.by_brand]
    people = [p for p in heard if p not in videos and p not in brand]
    if intent is Intent.SHOW_ME and videos:
        return [*_creators_first(videos)[:MOMENTS], *people[:1]]
    return [*_both_sides(people), *videos[:1], *brand[:1]]


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
