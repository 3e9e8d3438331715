"""What others would serve, `python -m eval.bench.plain_server MODEL STORE`: a `def` endpoint over langchain-chroma."""

import argparse
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from eval.bench.peers import embeddings, langchain_store

LIMIT = 10


def plain_app(store: Any) -> FastAPI:
    """The same path as ours: a question is embedded and searched inside one product."""
    app = FastAPI()

    @app.get("/v1/products/{product_id}/evidence")
    def find(product_id: str, q: str) -> list[str]:
        found = store.similarity_search(q, LIMIT, filter={"product_id": product_id})
        return [document.page_content for document in found]

    return app


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("store", type=Path)
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    app = plain_app(langchain_store(embeddings(given.model), given.store))
    uvicorn.run(app, host="127.0.0.1", port=given.port, log_level="error")


if __name__ == "__main__":
    main()
