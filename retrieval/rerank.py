"""Orders the best hits again by reading question and span together; off unless a model is named."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from retrieval.hits import Hit


class Reranker(Protocol):
    """Reads `depth` hits and gives them back in a better order."""

    depth: int

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """The same hits, reordered, ranks and scores renewed."""
        ...


class CrossEncoderReranker:
    """Any sentence-transformers cross-encoder, such as BAAI/bge-reranker-v2-m3."""

    def __init__(self, model: str, depth: int = 30) -> None:
        """Load `model`, a folder or a hub name."""
        from sentence_transformers import CrossEncoder

        self._model, self.depth = CrossEncoder(model, device="cpu"), depth

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """Hits by the cross-encoder's score, best first; ties keep their order."""
        if not hits:
            return []
        scores = self._model.predict([(question, hit.span.text) for hit in hits], show_progress_bar=False)
        scored = [
            replace(hit, scores=replace(hit.scores, reranked=float(score)))
            for hit, score in zip(hits, scores, strict=True)
        ]
        ordered = sorted(scored, key=lambda hit: -hit.scores.final)
        return [replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1)]
