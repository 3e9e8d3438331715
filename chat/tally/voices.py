"""From spans on a topic to voices: one per author, with what all of its spans on the topic say together.

Features of a voice, each span weighing by its probability of being on the topic: `topic`, the best span's log-odds;
`more`, how many further spans support it; `spread`, the share of the voice's spans that are on the topic; `good` and
`bad`, logarithms of the topic's signed words, and `cues` their difference; `for`, `against`, `mixed`, `none`, mean
probability of each stance, `lean` the difference of the first two; `best_lean`, that of the best span; `strength`, what
`lean` is without its sign; `torn`, the lesser of the strongest for and the strongest against; `both`, the lesser of
`good` and `bad`; `rating` from -1 to 1, 0 without one, less where cues or stance tell the side; `middling`, 1 for the
middle rating; `complaint`, `concession`: the best span is introduced as the one bad thing in a good review, or the one
good thing in a bad one, by how good or bad the rating is; `hedge`, `contrast`: it makes the opinion depend on
something, or sets one half against the other.

Of the spans read together with the question by a cross-encoder, each weighing by the probability that it answers:
`read`, 1 where there are any; `answers`, the highest log-odds of answering, and `near_miss` those of that span; `says`,
log-odds of good against bad; `says_both` and `says_fact`, mean probabilities; `says_torn`, the lesser of the strongest
good and the strongest bad.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from chat.stance.model import STANCES, Asked, Judgement
from chat.tally.calibration import put_right, to_read
from chat.tally.cues import Said, Turns, cues_of, said, turns
from chat.tally.features import Voices
from chat.topics.topic import Topic
from chat.topics.vocabulary import LANGUAGES
from retrieval.cross_encoder import CrossEncoder
from retrieval.filters import RecordFacts
from retrieval.shelf import Shelf
from retrieval.vectors import Floats

Numbers = NDArray[np.float64]
STRENGTH, CUES = 3.0, 2.0
"""How fast the rating fades as the words say more: it is of the whole product, and only a weak sign of one topic."""
NEAR, BELOW = -2.0, 1.5
"""Log-odds from which a review is looked at, and how far below its best span another one may be."""
LEAST = 0.02
"""Added to the probabilities of good and bad before their log-odds are taken."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cross-encoder read in one span; see `retrieval.cross_encoder.PairScores`.

    `sides`: probabilities of good, bad, both, fact.
    """

    answers: float
    near_miss: float
    sides: tuple[float, ...]

    @property
    def weight(self) -> float:
        """Probability that the span answers."""
        return 1 / (1 + math.exp(-self.answers))


class StanceJudge(Protocol):
    """Whoever tells what a span says of a topic, such as `chat.stance.model.StanceModel`."""

    def judge_all(self, asked: Sequence[Asked], vectors: Floats | None = None) -> list[Judgement]:
        """A judgement of each text; `vectors`, shape (texts, d), are centred unit vectors."""
        ...


@dataclass(frozen=True, slots=True)
class OnTopic:
    """One span on the topic: its place on the shelf, its log-odds, what is said in it."""

    place: int
    about: RecordFacts
    odds: float
    judgement: Judgement
    cues: Said
    turns: Turns
    reading: Reading | None = None

    @property
    def probability(self) -> float:
        """That the span is on the topic, by the words of topic and span."""
        return 1 / (1 + math.exp(-self.odds))

    @property
    def surely(self) -> float:
        """The same, by what was read in it where it was."""
        return self.reading.weight if self.reading else self.probability


@dataclass(frozen=True, slots=True)
class Voice:
    """One author and the author's spans on the topic, the best first; `spans` is how many the author wrote in all."""

    on_topic: tuple[OnTopic, ...]
    spans: int

    @property
    def about(self) -> RecordFacts:
        """The facts of the review that speaks most of the topic."""
        return self.on_topic[0].about


def voices_on(
    topic: Topic, odds: Numbers, shelf: Shelf, voices: Voices, judge: StanceJudge, encoder: CrossEncoder | None
) -> list[Voice]:
    """The voices that may speak of a topic, in the order of the shelf; `odds` has an entry a span of `voices`."""
    readings: dict[int, Reading] = {}
    heard = odds
    if encoder is not None and len(odds):
        read = to_read(odds, voices.record)
        readings = _read(topic, voices.places[read].tolist(), shelf, encoder)
        answers = np.array([one.answers for one in readings.values()])
        # of a review of which something was read, that tells more than all the others do
        known = np.isin(voices.record, voices.record[read])
        odds = np.where(known, odds, put_right(odds, read, answers))
        heard = odds.copy()
        heard[read] = np.maximum(heard[read], answers)
    best = np.full(int(voices.record.max()) + 1 if len(voices.record) else 0, -np.inf)
    np.maximum.at(best, voices.record, heard)
    own = best[voices.record]
    chosen = np.flatnonzero((own >= NEAR) & (heard >= own - BELOW))
    spans = _judged(topic, chosen, odds, shelf, voices, judge, readings)
    written = Counter(_author(shelf.about[passage]) for passage in voices.passage.tolist())
    by_author: dict[str, list[OnTopic]] = {}
    for span in spans:
        by_author.setdefault(_author(span.about), []).append(span)
    return [
        Voice(tuple(sorted(said_by, key=lambda span: (-span.odds, span.place))), written[author])
        for author, said_by in by_author.items()
    ]


def voice_features(voices: Sequence[Voice]) -> dict[str, Numbers]:
    """Features by name, each of shape (voices,)."""
    if not voices:
        return {name: np.zeros(0) for name in _features_names()}
    spans = [span for voice in voices for span in voice.on_topic]
    many = np.array([len(voice.on_topic) for voice in voices])
    first = np.cumsum(many) - many  # the place of each voice's best span among all
    return _said_features(voices, spans, first, many) | _read_features(spans, first)


def _read(topic: Topic, places: Sequence[int], shelf: Shelf, encoder: CrossEncoder) -> dict[int, Reading]:
    """What was read at some places of the shelf, by place, in their order."""
    found = encoder.scores(topic.question, [shelf.spans[place].text for place in places])
    told = zip(places, found.answers.tolist(), found.near.tolist(), found.sides.tolist(), strict=True)
    return {place: Reading(yes, near, tuple(sides)) for place, yes, near, sides in told}


def _judged(
    topic: Topic,
    chosen: NDArray[np.intp],
    odds: Numbers,
    shelf: Shelf,
    voices: Voices,
    judge: StanceJudge,
    readings: Mapping[int, Reading],
) -> list[OnTopic]:
    places = voices.places[chosen]
    about = [shelf.about[i] for i in voices.passage[chosen]]
    texts = [shelf.spans[i].text for i in places]
    wanted = topic.words
    asked = [Asked(text, f.language, wanted, f.rating) for text, f in zip(texts, about, strict=True)]
    judgements = judge.judge_all(asked, shelf.span_vectors[places] if len(places) else None)
    cues = {code: cues_of(topic.good.get(code, ()), topic.bad.get(code, ()), code) for code in LANGUAGES}
    stems = frozenset(stem for phrase in wanted for stem in phrase.split())
    found = zip(places.tolist(), about, odds[chosen].tolist(), judgements, texts, strict=True)
    return [
        OnTopic(
            place,
            facts,
            odd,
            judgement,
            said(text, facts.language, cues),
            turns(text, stems, facts.language),
            readings.get(place),
        )
        for place, facts, odd, judgement, text in found
    ]


def _author(about: RecordFacts) -> str:
    """Who speaks; a nameless author speaks through one review only."""
    return f"author {about.author}" if about.author else f"record {about.record_id}"


def _said_features(
    voices: Sequence[Voice], spans: Sequence[OnTopic], first: NDArray[np.intp], many: NDArray[np.intp]
) -> dict[str, Numbers]:
    odds = np.array([span.odds for span in spans])
    weight = 1 / (1 + np.exp(-odds))
    chances = np.array([span.judgement.chances for span in spans])
    weighed = weight[:, None] * chances
    total = np.add.reduceat(weight, first)
    mean = np.add.reduceat(weighed, first) / total[:, None]
    strongest = np.maximum.reduceat(weighed, first)
    good, bad = np.log1p(np.add.reduceat(weight[:, None] * np.array([span.cues for span in spans], float), first)).T
    lean = mean[:, 0] - mean[:, 1]
    stars = [3.0 if voice.about.rating is None else voice.about.rating for voice in voices]
    rating = (np.array(stars) - 3) / 2
    heard = np.array([voice.on_topic[0].turns for voice in voices], float)
    return {
        **{stance.value: mean[:, at] for at, stance in enumerate(STANCES)},
        "topic": np.maximum.reduceat(odds, first),
        "more": np.log(total / np.maximum.reduceat(weight, first)),
        "spread": many / np.array([voice.spans for voice in voices]),
        "good": good,
        "bad": bad,
        "cues": good - bad,
        "both": np.minimum(good, bad),
        "lean": lean,
        "best_lean": chances[first, 0] - chances[first, 1],
        "strength": np.abs(lean),
        "torn": np.minimum(strongest[:, 0], strongest[:, 1]),
        "rating": rating / (1 + STRENGTH * np.abs(lean) + CUES * (good + bad)),
        "middling": np.array([float(voice.about.rating == 3) for voice in voices]),
        "complaint": heard[:, 0] * np.maximum(rating, 0),
        "concession": heard[:, 1] * np.maximum(-rating, 0),
        "hedge": heard[:, 2],
        "contrast": heard[:, 3],
    }


def _read_features(spans: Sequence[OnTopic], first: NDArray[np.intp]) -> dict[str, Numbers]:
    """Those of `READ_FEATURES`; 0 for a voice of which no span was read."""
    rows = [(1.0, s.reading.answers, s.reading.near_miss, *s.reading.sides) if s.reading else UNREAD for s in spans]
    was_read, answers, near = np.array(rows)[:, :3].T
    answers = np.where(was_read > 0, answers, -np.inf)
    sides = np.array(rows)[:, 3:]
    weight = 1 / (1 + np.exp(-answers))
    weighed = weight[:, None] * sides
    read = np.maximum.reduceat(was_read, first)
    good, bad, both, fact = np.add.reduceat(weighed, first).T / np.where(read > 0, np.add.reduceat(weight, first), 1)
    best = np.maximum.reduceat(answers, first)
    at_best = np.maximum.reduceat(
        np.where(answers == np.repeat(best, np.diff([*first, len(spans)])), near, -np.inf), first
    )
    strongest = np.maximum.reduceat(weighed[:, :2], first).min(axis=1)
    says = np.log((good + LEAST) / (bad + LEAST))
    values = (read, best, at_best, says, both, fact, strongest)
    return {name: np.where(read > 0, of, 0.0) for name, of in zip(READ_FEATURES, values, strict=True)}


UNREAD = (0.0,) * 7
READ_FEATURES = ("read", "answers", "near_miss", "says", "says_both", "says_fact", "says_torn")


def _features_names() -> tuple[str, ...]:
    return (
        *(stance.value for stance in STANCES),
        *("topic", "more", "spread", "good", "bad", "cues", "both", "lean", "best_lean", "strength", "torn"),
        *("rating", "middling", "complaint", "concession", "hedge", "contrast"),
        *READ_FEATURES,
    )
