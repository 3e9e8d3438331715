"""The built-in model without torch: its own graph, in whole numbers of eight bits, run by onnxruntime.

Nearly the numbers of sentence-transformers on the same folder, which computes in float32: vectors of the one and of the
other are vectors of one model, and share its id. How near: docs/decisions/0008-serving-encoder.md.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.batches import within_budget
from retrieval.built_in_model import PROMPTS, cannot_be_loaded
from retrieval.encoder_files import GRAPH, WordTable
from retrieval.gathering import Gathering
from retrieval.pieces import shared_pieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from retrieval.embedder import Progress
    from retrieval.vectors import Floats

LONGEST = 512
"""Tokens of one text the model reads; what follows is left out."""
PADDING = 1
"""Id of the token that fills a batch; the mask hides it, so any would do."""


class BuiltInEmbedder:
    """The built-in model; questions that arrive together from several threads are read together."""

    def __init__(self, folder: Path, model_id: str, threads: int) -> None:
        """Load the model in `folder` for `threads` threads a call (`ModelError`)."""
        self.model_id = model_id
        try:
            self._session = open_session(folder / GRAPH, threads)
            self._pieces, self._words = shared_pieces(folder), WordTable(folder)
        except Exception as error:  # onnxruntime raises plain exceptions
            raise cannot_be_loaded(folder, error) from error
        self.dimension = int(self._session.get_outputs()[0].shape[1])
        self._questions = Gathering(lambda texts: self._vectors(PROMPTS["query"], texts))

    def queries(self, texts: Sequence[str]) -> "Floats":
        """Unit vectors of questions, shape (texts, dimension)."""
        return self._questions(texts)

    def documents(self, texts: Sequence[str], progress: "Progress | None" = None) -> "Floats":
        """Unit vectors of documents, same shape; `progress` is told how many more are done."""
        return self._vectors(PROMPTS["document"], texts, progress)

    def _vectors(self, prompt: str, texts: Sequence[str], progress: "Progress | None" = None) -> "Floats":
        """Texts of like length are read together: little is padding, and a long one holds up no short ones."""
        tokens = [np.array(self._pieces.ids(prompt + text, LONGEST), np.int32) for text in texts]
        found = np.zeros((len(texts), self.dimension), np.float32)
        for batch in within_budget([len(ids) for ids in tokens]):
            found[batch] = self._read([tokens[at] for at in batch])
            if progress:
                progress(len(batch))
        return found

    def _read(self, tokens: list[NDArray[np.int32]]) -> "Floats":
        lengths = np.array([len(ids) for ids in tokens])
        mask = np.arange(lengths.max()) < lengths[:, None]
        ids = np.full(mask.shape, PADDING, np.int32)
        ids[mask] = np.concatenate(tokens)
        (vectors,) = self._session.run(["vectors"], {"words": self._words[ids], "mask": mask.astype(np.int32)})
        return np.asarray(vectors, np.float32)


def open_session(graph: Path, threads: int) -> "InferenceSession":
    """A graph ready to run, `threads` threads a call."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # read at its import: later calls come after its first report
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # threads that wait by spinning take the processor from the other requests of a small machine
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
