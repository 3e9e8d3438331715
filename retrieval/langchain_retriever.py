"""The search as a LangChain retriever, for those who build their own chain on it."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from retrieval.filters import Filters
from retrieval.hits import Hit
from retrieval.search import Searcher


class UgcRetriever(BaseRetriever):
    """Documents are spans; `metadata` holds record id, offsets, kind, rating and score."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Searcher
    product_id: str | None = None
    language: str = "en"
    filters: Filters | None = None
    limit: int = 6

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager  # nothing to report midway
        return [
            _document(h) for h in self.searcher.search(query, self.language, self.product_id, self.filters, self.limit)
        ]


def _document(hit: Hit) -> Document:
    span, about = hit.span, hit.about
    metadata = {
        "record_id": span.record_id,
        "start": span.start,
        "end": span.end,
        "start_s": span.start_s,
        "product_id": about.product_id,
        "kind": about.kind.value,
        "language": about.language,
        "author": about.author,
        "rating": about.rating,
        "published": about.published.isoformat() if about.published else None,
        "score": hit.scores.final,
    }
    return Document(page_content=span.text, metadata=metadata, id=span.id)
