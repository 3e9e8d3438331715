"""Reads a question and a passage together: whether the passage answers, and on which side of the point it stands.

An embedding tells that two texts are about the same; it does not tell "leaves a greasy film" from "no greasy film", nor
a question about waterproof mascara from a passage about foundation. This model reads both at once. It is the first
layers of the embedding model, fitted on scenarios written for it and on public judgements; how, and how good it is:
docs/decisions/0021-a-cross-encoder-of-our-own.md.
"""

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from data.home import Home
from data.records import Kind
from data.settings import Settings
from retrieval.batches import within_budget
from retrieval.built_in_embedder import PADDING, open_session
from retrieval.built_in_model import built_in_model, cannot_be_loaded
from retrieval.cross_encoder_files import add_cross_encoder, learnt
from retrieval.encoder_files import WordTable
from retrieval.hits import Hit
from retrieval.pieces import shared_pieces

Floats = NDArray[np.float32]
QUESTION, PASSAGE = 64, 160
"""Tokens that are read of a question and of a passage; what follows is left out."""
REMEMBERED = 8_000
"""Pairs whose scores are kept: a passage is asked about again with every follow-up and every count."""
BUDGET = 256
"""Tokens read together: half of what the embedding model reads, so that few pairs are shared out among threads too."""
END = 2
"""Id of the token that ends a text."""


@dataclass(frozen=True, slots=True)
class PairScores:
    """What was read in some passages, a row each.

    `answers`: log-odds that the passage answers, shape (n,). `near`: the same that it is a near miss, of the same words
    or the same part, rather than of something else. `sides`: probabilities that, if it answers, it is good for the
    product on the point asked, bad, both, or a plain fact, shape (n, 4).
    """

    answers: Floats
    near: Floats
    sides: Floats


class CrossEncoder(Protocol):
    """Whoever reads a question and passages together."""

    def scores(self, question: str, passages: Sequence[str]) -> PairScores:
        """What was read, in the order of the passages."""
        ...


class BuiltInCrossEncoder:
    """The cross-encoder that comes with the product; safe to share between threads."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Load it from the embedding model's `folder`, to read on `threads` threads in all (`ModelError`).

        Each reads batches of its own: quicker, for few pairs, than all of them sharing one.
        """
        try:
            self._session = open_session(add_cross_encoder(folder), 1)
            self._pieces, self._heads, self._words = shared_pieces(folder), Heads(learnt()), WordTable(folder)
        except Exception as error:  # onnxruntime raises plain exceptions
            raise cannot_be_loaded(folder, error) from error
        self._readers = ThreadPoolExecutor(threads, "cross-encoder")
        self._known: OrderedDict[tuple[str, str], Floats] = OrderedDict()
        self._lock = Lock()

    def scores(self, question: str, passages: Sequence[str]) -> PairScores:
        """What was read, in the order of the passages; the last pairs are remembered."""
        with self._lock:
            new = [text for text in dict.fromkeys(passages) if (question, text) not in self._known]
        found = dict(zip(new, self._read(question, new), strict=True)) if new else {}
        with self._lock:
            for text, row in found.items():
                self._known[question, text] = row
            rows = [found[text] if text in found else self._known[question, text] for text in passages]
            for text in passages:
                self._known.move_to_end((question, text))
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return told(np.array(rows, np.float32).reshape(len(rows), OUTCOMES + SIDES))

    def _read(self, question: str, passages: Sequence[str]) -> Floats:
        """Raw scores, shape (passages, 7); passages of like length are read together."""
        asked = np.array([*self._pieces.ids(question, QUESTION), END], np.int32)
        texts = [np.array(self._pieces.ids(text, PASSAGE)[1:], np.int32) for text in passages]
        found = np.zeros((len(texts), OUTCOMES + SIDES), np.float32)
        batches = list(within_budget([len(asked) + len(ids) for ids in texts], BUDGET))
        read = self._readers.map(lambda batch: self._batch(asked, [texts[at] for at in batch]), batches)
        for batch, rows in zip(batches, read, strict=True):
            found[batch] = rows
        return found

    def _batch(self, asked: NDArray[np.int32], texts: Sequence[NDArray[np.int32]]) -> Floats:
        lengths = np.array([len(asked) + len(ids) for ids in texts])
        mask = np.arange(lengths.max()) < lengths[:, None]
        ids = np.full(mask.shape, PADDING, np.int32)
        ids[mask] = np.concatenate([np.concatenate([asked, text]) for text in texts])
        (states,) = self._session.run(["states"], {"words": self._words[ids], "mask": mask.astype(np.int32)})
        asking = np.zeros(mask.shape, bool)
        asking[:, : len(asked) - 2] = True
        return self._heads.scores(np.asarray(states, np.float32), asking, mask & ~asking)


OUTCOMES, SIDES = 3, 4
"""Answers, near miss, something else; for, against, both, fact."""


class Heads:
    """Two small layers over the states of the tokens."""

    def __init__(self, arrays: dict[str, Floats]) -> None:
        self._mean, self._spread = arrays["head.mean"], arrays["head.spread"]
        self._hidden = arrays["head.hidden.weight"], arrays["head.hidden.bias"]
        self._out = arrays["head.out.weight"], arrays["head.out.bias"]

    def scores(self, states: Floats, asking: NDArray[np.bool_], saying: NDArray[np.bool_]) -> Floats:
        """Raw scores, shape (pairs, 7); `asking` and `saying` tell the tokens of question and passage."""
        means = [(states * part[..., None]).sum(axis=1) / part.sum(axis=1)[:, None] for part in (asking, saying)]
        pooled = (np.concatenate([states[:, 0], *means], axis=1) - self._mean) / self._spread
        hidden = np.maximum(pooled @ self._hidden[0].T + self._hidden[1], 0.0)
        return np.asarray(hidden @ self._out[0].T + self._out[1], np.float32)


def told(raw: Floats) -> PairScores:
    """From raw scores, shape (n, 7), to log-odds and probabilities."""
    answers, near, other = raw[:, :OUTCOMES].T
    sides = np.exp(raw[:, OUTCOMES:] - raw[:, OUTCOMES:].max(axis=1, keepdims=True)) if len(raw) else raw[:, OUTCOMES:]
    shares = sides / sides.sum(axis=1, keepdims=True)
    return PairScores(answers - np.logaddexp(near, other), near - other, np.asarray(shares, np.float32))


def read(hits: Sequence[Hit], question: str, encoder: CrossEncoder) -> list[Hit]:
    """The same hits in the same order, with what was read in their spans (`Scores.answers`, `Scores.near_miss`).

    What answers a question somebody asked before is read behind it: "only with the cable" says nothing alone.
    """
    found = encoder.scores(question, [_with_its_question(hit) for hit in hits])
    told = zip(hits, found.answers.tolist(), found.near.tolist(), strict=True)
    return [replace(hit, scores=replace(hit.scores, answers=yes, near_miss=near)) for hit, yes, near in told]


def _with_its_question(hit: Hit) -> str:
    asked = hit.about.title if hit.about.kind in (Kind.FAQ, Kind.QUESTION) else None
    return f"{asked} {hit.span.text}" if asked else hit.span.text


def open_cross_encoder(settings: Settings, home: Home) -> CrossEncoder | None:
    """The built-in one, whatever model embeds, or none, as the settings say (`ModelError` when it cannot be loaded)."""
    if settings.cross_encoder == "none":
        return None
    return BuiltInCrossEncoder(built_in_model(home.models), settings.threads)
