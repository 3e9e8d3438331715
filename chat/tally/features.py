"""How strongly each span of a shelf speaks of a topic: the features the fitted model weighs.

All are of one span among the customers' reviews of one product. `span_z`, `passage_z`, `like_best`: the centred cosines
of the span and of its passage with the question, and of the span with the mean of the spans that fit best, in standard
deviations within the span's language on this shelf. `covered`: share of the question's parts found in the span, rare
parts weighing more; `covered_record`: found anywhere in its review; `all`: every part is in the span; `telling`: how
telling the best word is of its concept; `common`: share of the spans that hold the parts asked for; `parts`: there are
several; `foreign`: the span is in another language, `unread`: in one the vocabulary does not know, and `unread_like`,
the product with `like_best`; `length`: logarithm of its words; `short`: it has fewer than four, as titles do.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chat.topics.stems import stems
from chat.topics.topic import Topic
from chat.topics.vocabulary import LANGUAGES, PATTERN, Phrase
from data.records import Kind
from retrieval.lexical import Lexicon
from retrieval.shelf import Shelf
from retrieval.vectors import Floats, unit

Numbers = NDArray[np.float64]
SEEDS, FEW_WORDS, ENOUGH = 6, 4, 8
"""Spans that stand for the topic, words of a telling span, spans of a language that make a spread of their own."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The spans of a shelf that customers wrote in reviews; `record` numbers the review of each, ascending.

    `places` are their places on the shelf, `passage` the number of each one's passage.
    """

    places: NDArray[np.intp]
    passage: NDArray[np.intp]
    record: NDArray[np.intp]
    languages: NDArray[np.str_]
    lengths: NDArray[np.intp]


def voices_of(shelf: Shelf) -> Voices:
    """Who may be counted on a shelf: reviews, the brand left out."""
    owner = np.searchsorted(shelf.starts, np.arange(len(shelf)), side="right") - 1
    counted = np.array([about.kind is Kind.REVIEW and not about.by_brand for about in shelf.about], bool)
    places = np.flatnonzero(counted[owner]) if len(shelf) else np.zeros(0, np.intp)
    passage = owner[places]
    numbers: dict[str, int] = {}
    record = [numbers.setdefault(shelf.about[i].record_id, len(numbers)) for i in passage]
    return Voices(
        places,
        passage,
        np.array(record, np.intp),
        np.array([shelf.about[i].language for i in passage], np.str_),
        np.array([len(shelf.spans[i].text.split()) for i in places], np.intp),
    )


def features(topic: Topic, vector: Floats, shelf: Shelf, voices: Voices) -> dict[str, Numbers]:
    """Features by name, each of shape (spans of the voices,), of which there has to be one at least.

    `vector` is the question's centred unit vector, shape (d,).
    """
    lexical = _lexical(topic, shelf, voices)
    unread = (~np.isin(voices.languages, LANGUAGES)).astype(float)
    short = (voices.lengths < FEW_WORDS).astype(float)
    span_z = _cosines(shelf.span_vectors, vector, voices.places, voices)
    passage_z = _cosines(shelf.passage_vectors, vector, voices.passage, voices)
    fitting = span_z + 3 * lexical["covered"] + lexical["covered_record"] - short
    best = voices.places[np.argsort(-fitting, kind="stable")[:SEEDS]]
    centre = unit(shelf.span_vectors[best].mean(axis=0, keepdims=True))[0]
    like_best = _cosines(shelf.span_vectors, centre, voices.places, voices)
    return lexical | {
        "span_z": span_z,
        "passage_z": passage_z,
        "like_best": like_best,
        "foreign": (voices.languages != topic.language).astype(float),
        "unread": unread,
        "unread_like": unread * like_best,
        "length": np.log1p(voices.lengths),
        "short": short,
    }


def _cosines(vectors: Floats, vector: Floats, places: NDArray[np.intp], voices: Voices) -> Numbers:
    # all of them times the vector, then the places wanted: choosing rows first would copy them
    return _within_language((vectors @ vector)[places].astype(float), voices.languages)


def _lexical(topic: Topic, shelf: Shelf, voices: Voices) -> dict[str, Numbers]:
    count = len(voices.places)
    hits = np.stack([_hits(group.phrases, shelf, voices) for group in topic.groups])
    weight = np.array([g.weight * _rarity(hit, count) for g, hit in zip(topic.groups, hits, strict=True)])
    weight = weight / weight.sum()
    held = (hits > 0).astype(float)
    by_record = np.stack([_max_by(row, voices.record) for row in held])[:, voices.record]
    asked = [i for i, group in enumerate(topic.groups) if group.weight == 1] or [*range(len(topic.groups))]
    return {
        "covered": weight @ held,
        "covered_record": weight @ by_record,
        "all": held[asked].min(axis=0),
        "telling": hits[asked].max(axis=0),
        "common": np.full(count, float(held[asked].mean())),
        "parts": np.full(count, float(len(asked) > 1)),
    }


def _hits(phrases: Mapping[str, Sequence[Phrase]], shelf: Shelf, voices: Voices) -> Numbers:
    """For each span how telling its best phrase is, 0 where there is none."""
    best = np.zeros(len(shelf))
    for language in LANGUAGES:
        for place, phrase in enumerate(phrases[language]):
            at = holding(phrase, language, shelf)
            best[at] = np.maximum(best[at], 1 / (1 + place / 10))
    return best[voices.places]


def holding(phrase: Phrase, language: str, shelf: Shelf) -> NDArray[np.intp]:
    """Places of the spans of a language that hold a phrase, its stems close together."""
    if phrase[0].startswith(PATTERN):
        return _matching(phrase[0].removeprefix(PATTERN), language, shelf)
    lexicon = shelf.span_lexicon
    found = _stem(phrase[0], language, lexicon)
    for stem in phrase[1:]:
        found = found[np.isin(found, _stem(stem, language, lexicon), assume_unique=True)]
    if len(phrase) > 1:
        found = np.array([i for i in found if _close(phrase, stems(shelf.spans[i].text, language))], np.intp)
    return found


def _matching(pattern: str, language: str, shelf: Shelf) -> NDArray[np.intp]:
    """Places of the spans of a language whose plain text a pattern is found in."""
    found = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    ends = [*shelf.starts[1:].tolist(), len(shelf)]
    own = zip(shelf.about, shelf.starts.tolist(), ends, strict=True)
    places = (at for about, first, last in own if about.language == language for at in range(first, last))
    return np.array([at for at in places if found.search(shelf.spans[at].text)], np.intp)


def _stem(stem: str, language: str, lexicon: Lexicon) -> NDArray[np.intp]:
    """Places of a stem, and of the French verb in the plural the stemmer leaves as it is ("glissent")."""
    found = lexicon.holding(stem, language)
    if language == "fr" and len(stem) > 3 and len(more := lexicon.holding(f"{stem}ent", language)):
        found = np.union1d(found, more)
    return found


def _close(phrase: Phrase, own: Sequence[str]) -> bool:
    """Whether the stems of a phrase stand in order with at most one other between: "peau hyper sèche"."""
    for first in (i for i, found in enumerate(own) if found == phrase[0]):
        place = first
        for wanted in phrase[1:]:
            place = next((i for i in (place + 1, place + 2) if i < len(own) and own[i] == wanted), -1)
            if place < 0:
                break
        else:
            return True
    return False


def _rarity(hit: Numbers, count: int) -> float:
    return float(np.log((count + 1) / (np.count_nonzero(hit) + 0.5)) + 0.2)


def _max_by(values: Numbers, number: NDArray[np.intp]) -> Numbers:
    best = np.zeros(number.max() + 1)
    np.maximum.at(best, number, values)
    return best


def _within_language(values: Numbers, languages: NDArray[np.str_]) -> Numbers:
    """Standard deviations above the mean of the spans of one's language, of all where the language has few."""
    found = _standard(values, values)
    for language in np.unique(languages):
        at = languages == language
        if at.sum() >= ENOUGH:
            found[at] = _standard(values[at], values[at])
    return found


def _standard(values: Numbers, among: Numbers) -> Numbers:
    spread = float(among.std()) if len(among) else 0.0
    return (values - among.mean()) / spread if spread > 0 else np.zeros(len(values))
