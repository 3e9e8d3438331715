"""Brings the index up to the ledger: reads what changed, embeds what is new, writes, probes, switches."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from data.ledger import Ledger
from data.records import Record
from data.spans import Span
from retrieval.centres import Centres, Total
from retrieval.checksums import combine_ids, with_checksum
from retrieval.embedder import Embedder, Progress
from retrieval.index import Draft, Index
from retrieval.manifest import Manifest
from retrieval.model_questions import MODEL_QUESTIONS
from retrieval.passages import Passage, passages
from retrieval.rows import Level, Row, rows_of
from retrieval.vector_cache import cached_vectors
from retrieval.vectors import Floats

Cut = Callable[[Record], Sequence[Span]]
BLOCK = 120
"""Changed records taken at a time: enough for sorting by length, few enough to lose little to a kill."""


class Watcher(Protocol):
    """Told how a build goes on."""

    def begin(self, stage: str, total: int) -> Progress:
        """A stage of `total` steps begins; the answer is called with the steps done."""
        ...


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did; `version` is `None` when nothing had changed and nothing was written.

    `embedded` counts the texts the model read, spans and wholes of passages.
    """

    version: str | None
    records: int = 0
    passages: int = 0
    embedded: int = 0
    rows: int = 0


def build(
    index: Index, ledger: Ledger, embedder: Embedder, cut: Cut, watcher: Watcher, *, fresh: bool = False
) -> Built:
    """Make the next state of the index from the ledger; the caller holds the builder's lock.

    Args:
        cut: gives the spans of a record, in order.
        fresh: build from nothing, as after damage; vectors come from the ledger's cache.
    """
    revision = ledger.revision()
    current = index.manifest()
    if not fresh and current and current.fits(embedder.model_id) and current.revision == revision:
        return Built(None, rows=current.rows)
    with index.draft(embedder.model_id, fresh=fresh) as draft:
        changed = [change.record_id for change in ledger.changes_since(draft.base.revision)]
        progress = watcher.begin("index", len(changed))
        state = _State(draft, draft.store.centres())
        done = Built(None)
        for first in range(0, len(changed), BLOCK):
            block = changed[first : first + BLOCK]
            done = _apply(block, state, ledger, embedder, cut, done)
            progress(len(block))
        questions = state.centres.questions or _question_totals(embedder)
        draft.store.write_centres(Centres(state.centres.passages, questions))
        manifest = Manifest(embedder.model_id, revision, draft.store.count(), state.ids)
        version = draft.commit(manifest)
    return Built(version, done.records, done.passages, done.embedded, manifest.rows)


class _State:
    """Running sums of a build: taken up from the base, so that nothing is read twice."""

    def __init__(self, draft: Draft, centres: Centres) -> None:
        self.store, self.ids, self.centres = draft.store, draft.base.ids, centres

    def replace(self, record_ids: Sequence[str], rows: Sequence[Row]) -> None:
        """Put `rows` in the place of all rows of some records."""
        old = self.store.of_records(record_ids)
        self.store.remove(old)
        self.store.add(rows)
        self.ids = combine_ids(self.ids, (row.id for row in (*old, *rows)))
        totals = _add(_add(self.centres.passages, old, -1), rows, +1)
        self.centres = Centres(totals, self.centres.questions)


def _apply(block: list[str], state: _State, ledger: Ledger, embedder: Embedder, cut: Cut, done: Built) -> Built:
    """Bring some changed records up; those no longer served only lose their rows."""
    served = ledger.records_among(block)
    found = [passage for i in block if i in served for passage in passages(served[i], cut(served[i]))]
    vectors, embedded = _vectors(found, ledger, embedder)
    rows = [with_checksum(row) for p, v in zip(found, vectors, strict=True) for row in rows_of(p, v)]
    state.replace(block, rows)
    return Built(None, done.records + len(block), done.passages + len(found), done.embedded + embedded)


def _vectors(found: list[Passage], ledger: Ledger, embedder: Embedder) -> tuple[list[Floats], int]:
    """Vectors of each passage's texts from the ledger's cache, the missing ones embedded; and how many those were."""
    texts = (text for passage in found for text in passage.texts)
    vectors, embedded = cached_vectors(ledger, embedder.model_id, texts, embedder.documents)
    return [np.stack([vectors[text] for text in passage.texts]) for passage in found], embedded


def _add(totals: Mapping[str, Total], rows: Iterable[Row], sign: int) -> dict[str, Total]:
    """Totals by language with the span vectors of `rows` added (+1) or taken away (-1)."""
    changed = dict(totals)
    for row in rows:
        if row.level is Level.SPAN:
            language = str(row.metadata["language"])
            total = changed.get(language, Total(np.zeros_like(row.vector), 0))
            changed[language] = total.plus(sign * row.vector, sign)
    return {language: total for language, total in changed.items() if total.count > 0}


def _question_totals(embedder: Embedder) -> dict[str, Total]:
    totals = {}
    for language, texts in MODEL_QUESTIONS.items():
        vectors = embedder.queries(texts)
        totals[language] = Total(vectors.sum(axis=0), len(texts))
    return totals
