"""Turns questions and passages into unit vectors: the built-in model, or any sentence-transformers one."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from data.errors import ModelError
from data.home import Home
from data.settings import BUILT_IN_MODEL, Settings
from retrieval.built_in_embedder import BuiltInEmbedder
from retrieval.built_in_model import built_in_model, model_name
from retrieval.vectors import Floats, unit

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Progress = Callable[[int], None]
BATCH, BLOCK = 32, 256


class Embedder(Protocol):
    """One model; vectors of different `model_id`s never meet."""

    @property
    def model_id(self) -> str:
        """Name of the model and of how it is used."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def queries(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of questions, shape (texts, dimension)."""
        ...

    def documents(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        """Unit vectors of passages and spans, same shape; `progress` is told how many more are done."""
        ...


class SentenceTransformersEmbedder:
    """Any sentence-transformers model; its own prompts tell questions and documents apart."""

    def __init__(self, model: "SentenceTransformer", model_id: str) -> None:
        """Wrap a loaded model."""
        self._model, self.model_id = model, model_id
        self.dimension = int(model.get_embedding_dimension() or 0)

    def queries(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of questions, shape (texts, dimension)."""
        return self._encoded(self._model.encode_query, texts)

    def documents(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        """Unit vectors of documents, read in order of length so that little is padding, given in that of `texts`."""
        found = np.zeros((len(texts), self.dimension), np.float32)
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for first in range(0, len(by_length), BLOCK):
            block = by_length[first : first + BLOCK]
            found[block] = self._encoded(self._model.encode_document, [texts[i] for i in block])
            if progress:
                progress(len(block))
        return found

    def _encoded(self, encode: Callable[..., object], texts: Sequence[str]) -> Floats:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return unit(np.asarray(encode(list(texts), batch_size=BATCH, show_progress_bar=False), np.float32))


def open_embedder(settings: Settings, home: Home) -> Embedder:
    """Load the model the settings name, without a network when it is the built-in one or a folder.

    Raises:
        ModelError: it cannot be found or loaded; the message names the remedy.
    """
    if settings.embedding_model == BUILT_IN_MODEL:
        return BuiltInEmbedder(built_in_model(home.models), model_name(settings), settings.threads)
    return sentence_transformers_embedder(settings.embedding_model, model_name(settings), settings.threads)


def sentence_transformers_embedder(name: str, model_id: str, threads: int) -> SentenceTransformersEmbedder:
    """Load a sentence-transformers model by folder or hub name (`ModelError`)."""
    if Path(name).exists():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    torch.set_num_threads(threads)
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # its stubs are bare
    try:
        model = SentenceTransformer(name, device="cpu")
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise ModelError(
            f"embedding model {name!r} cannot be loaded ({str(error).splitlines()[0]}): "
            f"set TEMOIN_EMBEDDING_MODEL to {BUILT_IN_MODEL}, or to the folder of a sentence-transformers model"
        ) from error
    return SentenceTransformersEmbedder(model, model_id)
