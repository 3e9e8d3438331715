"""Reads the questions of a set in batches, before they are asked one by one."""

from collections.abc import Iterable, Sequence

import numpy as np

from eval.progress import Bars
from retrieval.embedder import Embedder, Progress
from retrieval.vectors import Floats

AT_ONCE = 256


class BatchingEmbedder:
    """Stands before an embedder, and remembers the questions prepared; vectors are passed on as they are."""

    def __init__(self, embedder: Embedder) -> None:
        """Nothing is embedded yet."""
        self._embedder = embedder
        self._known: dict[str, Floats] = {}
        self.model_id, self.dimension = embedder.model_id, embedder.dimension

    def prepare(self, questions: Iterable[str]) -> None:
        """Embed `questions`, in order of length so that little is padding."""
        new = sorted({text for text in questions if text not in self._known}, key=lambda text: (len(text), text))
        if not new:
            return
        progress = Bars().begin("questions", len(new))
        for first in range(0, len(new), AT_ONCE):
            block = new[first : first + AT_ONCE]
            self._known |= dict(zip(block, self._embedder.queries(block), strict=True))
            progress(len(block))

    def queries(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of questions, shape (texts, dimension)."""
        if not all(text in self._known for text in texts):
            return self._embedder.queries(texts)
        return np.stack([self._known[text] for text in texts]) if texts else self._embedder.queries([])

    def documents(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        """Unit vectors of passages and spans, same shape."""
        return self._embedder.documents(texts, progress)
