"""What others would build with the same model: langchain-chroma alone, chromadb alone, and whatever else is installed.

Optional packages, imported where they are used; they get the built-in model's own folder through sentence-transformers,
on one thread, with the prompts it was made with.
"""

import warnings
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

COLLECTION = "temoin-rows"
BATCH = 1_000
OTHERS = {
    "txtai": "txtai",
    "llama-index": "llama_index",
    "haystack": "haystack",
}
"""Further peers by name, and the module that tells whether they are installed."""


def installed(module: str) -> bool:
    """Whether a package can be imported."""
    return find_spec(module) is not None


def embeddings(folder: Path) -> Any:
    """LangChain's embeddings over the model in a folder."""
    import torch
    from langchain_huggingface import HuggingFaceEmbeddings

    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return HuggingFaceEmbeddings(
            model_name=str(folder),
            model_kwargs={"device": "cpu"},
            encode_kwargs={"prompt": "passage: "},
            query_encode_kwargs={"prompt": "query: "},
        )


def langchain_from_documents(texts: Sequence[str], products: Sequence[str], given: Any, folder: Path) -> None:
    """Reviews into Chroma as LangChain's own guide does it."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document

    documents = [Document(text, metadata={"product_id": of}) for text, of in zip(texts, products, strict=True)]
    Chroma.from_documents(
        documents, given, persist_directory=str(folder), collection_configuration={"hnsw": {"space": "cosine"}}
    )


def chroma_alone(texts: Sequence[str], products: Sequence[str], given: Any, folder: Path) -> None:
    """Reviews into Chroma by its own client, in batches of 1,000."""
    from chromadb import PersistentClient

    client = PersistentClient(str(folder))
    rows = client.create_collection("rows", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None)
    for first in range(0, len(texts), BATCH):
        part = slice(first, first + BATCH)
        ids = [str(at) for at in range(first, first + len(texts[part]))]
        metadatas: list[Any] = [{"product_id": of} for of in products[part]]
        rows.add(ids, given.embed_documents(list(texts[part])), metadatas, list(texts[part]))
    client.close()


def langchain_store(given: Any, generation: Path) -> Any:
    """A LangChain store over the rows of one of our generations (of a copy: Chroma may write to what it opens)."""
    from langchain_chroma import Chroma

    return Chroma(COLLECTION, given, persist_directory=str(generation))
