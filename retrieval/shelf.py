"""A shelf: everything the index holds on one product, in memory, searched exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from data.spans import Span
from retrieval.centres import Centres
from retrieval.filters import Filters, RecordFacts
from retrieval.fusion import fuse, ranking
from retrieval.hits import Hit, Scores
from retrieval.lexical import Lexicon
from retrieval.ranker import list_features, ranked_scores, rare_words
from retrieval.rows import Level, Row
from retrieval.vectors import Floats, group_max

FEW_WORDS = 4


@dataclass(frozen=True, slots=True)
class Shelf:
    """Spans sorted by passage; passage i owns the spans from `starts[i]` to the next. Vectors are centred units.

    `span_vectors` has shape (spans, d), `passage_vectors` (passages, d), `starts` (passages,), `about`, `texts` and
    `languages` one entry a passage.
    """

    spans: tuple[Span, ...]
    about: tuple[RecordFacts, ...]
    texts: tuple[str, ...]
    starts: NDArray[np.intp]
    span_vectors: Floats
    passage_vectors: Floats
    span_lexicon: Lexicon
    passage_lexicon: Lexicon
    languages: NDArray[np.str_]

    def __len__(self) -> int:
        """How many spans there are."""
        return len(self.spans)

    def search(
        self,
        question: str,
        vector: Floats,
        filters: Filters | None = None,
        limit: int = 10,
        language: str = "und",
        also: Sequence[Span] = (),
    ) -> list[Hit]:
        """Best passages for a question, each by its best span, best first; behind them what else is asked for.

        `vector` is the question's centred unit vector, shape (d,), `language` its ISO 639-1 code where it is known.
        `also` are spans of this shelf to be looked at wherever they rank.
        """
        if not self.spans:
            return []
        span_dense, passage_dense = self.span_vectors @ vector, self.passage_vectors @ vector
        span_words, passage_words = self.span_lexicon.scores(question), self.passage_lexicon.scores(question)
        fused = ranked_scores(self._features(question, language, span_dense, passage_dense, passage_words))
        within = fuse([span_dense], span_words)
        found = [(i, self._best_span(i, within)) for i in self._order(fused, filters, limit)]
        found += [one for one in self._owned(also) if one not in found]
        hits = []
        for rank, (i, best) in enumerate(found, start=1):
            words = float(passage_words[i])
            matched = words / self.passage_lexicon.rare
            scores = Scores(float(span_dense[best]), float(passage_dense[i]), words, float(fused[i]), matched=matched)
            hits.append(Hit(self.spans[best], self.about[i], scores, rank, self.texts[i]))
        return hits

    def features(self, question: str, vector: Floats, language: str) -> Floats:
        """What the ranker weighs, shape (passages, features); see `retrieval.ranker`."""
        span, passage = self.span_vectors @ vector, self.passage_vectors @ vector
        return self._features(question, language, span, passage, self.passage_lexicon.scores(question))

    def _features(self, question: str, language: str, span: Floats, passage: Floats, words: Floats) -> Floats:
        rare = rare_words(self.passage_lexicon, self.languages, question, language)
        return list_features(group_max(span, self.starts), passage, words, rare)

    def _order(self, scores: Floats, filters: Filters | None, limit: int) -> list[int]:
        """The best passages that may be found; facts are looked at from the best on, until there are enough."""
        found = (i for i in ranking(scores).tolist() if filters is None or filters.accept(self.about[i]))
        return list(islice(found, limit))

    def _owned(self, spans: Sequence[Span]) -> list[tuple[int, int]]:
        """Passage and place of each span; only passages of its record are looked through."""
        records, ends = {span.record_id for span in spans}, [*self.starts[1:].tolist(), len(self)]
        own = (i for i, about in enumerate(self.about) if about.record_id in records) if records else ()
        return [(i, at) for i in own for at in range(int(self.starts[i]), ends[i]) if self.spans[at] in spans]

    def _best_span(self, passage: int, scores: Floats) -> int:
        """The span with the highest score; one of a few words, such as a title, only when there is no other."""
        first = int(self.starts[passage])
        last = int(self.starts[passage + 1]) if passage + 1 < len(self.starts) else len(self.spans)
        places = range(first, last)
        telling = [i for i in places if len(self.spans[i].text.split()) >= FEW_WORDS] or places
        return max(telling, key=lambda i: (scores[i], -i))


def shelf_of(rows: Sequence[Row], centres: Centres) -> Shelf:
    """Arrange rows of any order; the order of the shelf depends on ids only."""
    spans = sorted((row for row in rows if row.level is Level.SPAN), key=lambda row: (row.passage, row.span.start))
    wholes = {row.passage: row for row in rows if row.level is Level.WHOLE}
    starts = [i for i, row in enumerate(spans) if i == 0 or row.passage != spans[i - 1].passage]
    heads = [spans[i] for i in starts]
    about = tuple(row.about for row in heads)
    span_languages = [str(row.metadata["language"]) for row in spans]
    languages = [facts.language for facts in about]
    ends = [*starts[1:], len(spans)] if starts else []
    texts = [
        " ".join([facts.title or "", *(row.text for row in spans[first:last])])
        for facts, first, last in zip(about, starts, ends, strict=True)
    ]
    return Shelf(
        spans=tuple(row.span for row in spans),
        about=about,
        texts=tuple(texts),
        starts=np.array(starts, np.intp),
        span_vectors=centres.centred_passages(_stack([row.vector for row in spans]), span_languages),
        passage_vectors=centres.centred_passages(
            _stack([wholes.get(head.passage, head).vector for head in heads]), languages
        ),
        span_lexicon=Lexicon([row.text for row in spans], span_languages),
        passage_lexicon=Lexicon(texts, languages),
        languages=np.array(languages, np.str_),
    )


def _stack(vectors: list[Floats]) -> Floats:
    return np.stack(vectors) if vectors else np.zeros((0, 0), np.float32)
