"""Where the parts of the search meet."""

from typing import TYPE_CHECKING

from data.home import Home
from data.settings import Settings
from retrieval.generations import EmbeddedIndex
from retrieval.index import Index
from retrieval.model import Model, ModelSource
from retrieval.rerank import Reranker
from retrieval.served_index import ServedIndex
from retrieval.vectors import on_one_thread

if TYPE_CHECKING:
    from retrieval.search import Searcher


def open_index(settings: Settings, home: Home) -> Index:
    """The index the settings name: on a Chroma server where there is a URL, else in the home folder."""
    return ServedIndex(settings.chroma_url) if settings.chroma_url else EmbeddedIndex(home.index)


def open_reranker(settings: Settings) -> Reranker | None:
    """The reranker the settings name, if any."""
    if not settings.reranker:
        return None
    from retrieval.rerank import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker)


def open_searcher(settings: Settings, home: Home, model: Model | None = None) -> "Searcher":
    """Index and model, loaded and ready to search; `model` is one shared with other parts."""
    from retrieval.cross_encoder import open_cross_encoder  # an import of reviews opens the index, and searches nothing
    from retrieval.search import Searcher

    on_one_thread()
    embedder = (model or ModelSource(settings, home)).open()
    reranker, encoder = open_reranker(settings), open_cross_encoder(settings, home)
    return Searcher(open_index(settings, home), embedder, settings.shelves, reranker, encoder)
