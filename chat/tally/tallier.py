"""Counts who speaks of a topic and on which side, over every review on a product's shelf."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from chat.answer import Stance, Tally
from chat.stance.model import STANCES
from chat.tally.features import Voices, features, voices_of
from chat.tally.model import TallyModel, fitted_tally
from chat.tally.voices import OnTopic, StanceJudge, Voice, voice_features, voices_on
from chat.topics.stems import stems
from chat.topics.topic import Topic
from data.spans import Span
from retrieval.cross_encoder import CrossEncoder
from retrieval.filters import RecordFacts
from retrieval.shelf import Shelf
from retrieval.vectors import Floats

SHELVES = 16
"""Shelves whose voices are remembered."""
OWN_WORDS = 6
"""Content words from which two people do not happen to say the same."""
TELLING = 4
"""Words from which a span says something by itself."""
SIDES = (Stance.FOR, Stance.AGAINST, Stance.MIXED)


@dataclass(frozen=True, slots=True)
class CountedVoice:
    """One author's voice: the span that speaks most of the topic, the facts of its review, and the side taken.

    `clause` is where in the span's text the opinion stands; `surely` is the probability that the span is on the topic,
    `clearly` how sure it is that the voice is on that side of it; `read` tells whether a cross-encoder read the span.
    """

    span: Span
    about: RecordFacts
    stance: Stance
    surely: float
    clause: tuple[int, int]
    clearly: float = 1.0
    read: bool = False


@dataclass(frozen=True, slots=True)
class TopicTally:
    """Every voice on a topic, those for first, then against, then mixed, the surest of a side first.

    `apart` are the voices of a suspected burst: they judge the topic too, and count on no side.
    """

    topic: Topic
    voices: tuple[CountedVoice, ...]
    apart: tuple[CountedVoice, ...] = ()

    def side(self, stance: Stance) -> tuple[CountedVoice, ...]:
        """The voices of one side, the surest first."""
        return tuple(voice for voice in self.voices if voice.stance is stance)

    @property
    def incentivised(self) -> int:
        """How many of the voices got something for their review."""
        return sum(voice.about.incentive is not None for voice in self.voices)

    def told(self, language: str) -> Tally:
        """The count, its topic named in "fr" or "en"; the records in the order of the voices."""
        for_, against, mixed = (len(self.side(stance)) for stance in SIDES)
        ids = tuple(voice.about.record_id for voice in self.voices)
        return Tally(self.topic.labels[language], for_, against, mixed, len(ids), ids)


class Tallier:
    """Counts, and remembers the last counts for as long as the shelf they were made on is served. Safe to share."""

    def __init__(
        self, judge: StanceJudge, encoder: CrossEncoder | None = None, model: TallyModel | None = None, room: int = 256
    ) -> None:
        """`judge` tells what a span says of a topic, `encoder` reads it with the question; `room` counts are kept."""
        self._judge, self._encoder, self._model, self._room = judge, encoder, model or fitted_tally(), room
        self._counts: OrderedDict[tuple[int, str], tuple[Shelf, TopicTally]] = OrderedDict()
        self._voices: OrderedDict[int, tuple[Shelf, Voices]] = OrderedDict()
        self._lock = Lock()

    def tally(self, topic: Topic, vector: Floats, shelf: Shelf) -> TopicTally:
        """Everyone who judges the topic; `vector` is the question's centred unit vector, shape (d,)."""
        key = (id(shelf), topic.key)
        with self._lock:
            if key in self._counts:
                self._counts.move_to_end(key)
                return self._counts[key][1]
        heard = self._counted(topic, vector, shelf)
        trusted, apart = (tuple(v for v in heard if v.about.suspected is told) for told in (False, True))
        counted = TopicTally(topic, trusted, apart)
        with self._lock:
            # the shelf is kept beside its count: its id cannot become another's while the count is remembered
            self._counts[key] = shelf, counted
            while len(self._counts) > self._room:
                self._counts.popitem(last=False)
        return counted

    def _counted(self, topic: Topic, vector: Floats, shelf: Shelf) -> tuple[CountedVoice, ...]:
        among = self._among(shelf)
        if not len(among.places):
            return ()
        odds = self._model.topic.scores(features(topic, vector, shelf, among))
        voices = voices_on(topic, odds, shelf, among, self._judge, self._encoder)
        if not voices:
            return ()
        heard = voice_features(voices)
        stances = self._model.stances(heard)
        told = zip(voices, stances, self._model.clearly(heard, stances).tolist(), strict=True)
        judging = [
            _counted(voice, stance, clearly, shelf) for voice, stance, clearly in told if stance is not Stance.NONE
        ]
        return tuple(sorted(_once(judging), key=lambda v: (SIDES.index(v.stance), -v.surely, v.span.id)))

    def _among(self, shelf: Shelf) -> Voices:
        with self._lock:
            if id(shelf) in self._voices:
                self._voices.move_to_end(id(shelf))
                return self._voices[id(shelf)][1]
        found = voices_of(shelf)
        with self._lock:
            self._voices[id(shelf)] = shelf, found
            while len(self._voices) > SHELVES:
                self._voices.popitem(last=False)
        return found


def _once(voices: Sequence[CountedVoice]) -> list[CountedVoice]:
    """The voices without those who say another's very words, as copies under a second name do."""
    kept: dict[tuple[str, ...], CountedVoice] = {}
    for voice in voices:
        wording = tuple(stems(voice.span.text, voice.about.language))
        kept.setdefault(wording if len(wording) >= OWN_WORDS else (voice.about.record_id,), voice)
    return list(kept.values())


def _counted(voice: Voice, stance: Stance, clearly: float, shelf: Shelf) -> CountedVoice:
    """The voice with the span that shows its side best: of its spans on the topic, one that takes that side."""
    best = max(voice.on_topic, key=lambda span: (_showing(span, stance, shelf), -span.place))
    span = shelf.spans[best.place]
    clause, was_read = best.judgement.clause, best.reading is not None
    return CountedVoice(span, best.about, stance, best.surely, clause, clearly, was_read)


def _showing(span: OnTopic, stance: Stance, shelf: Shelf) -> float:
    """How well a span shows a voice's side: it is on the topic, takes that side, and is more than a title."""
    telling = len(shelf.spans[span.place].text.split()) >= TELLING
    read = span.reading.sides[SIDES.index(stance)] if span.reading and stance in SIDES else 1.0
    return span.surely * span.judgement.chances[STANCES.index(stance)] * read * (1.0 if telling else 0.5)
