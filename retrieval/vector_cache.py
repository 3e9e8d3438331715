"""Vectors of texts from the ledger's cache; whatever is missing is embedded once and kept there."""

from collections.abc import Callable, Iterable

from data.identity import text_hash
from data.ledger import Ledger
from retrieval.vectors import Floats

Embed = Callable[[list[str]], Floats]
"""Gives vectors of shape (texts, dimension)."""


def cached_vectors(ledger: Ledger, model_id: str, texts: Iterable[str], embed: Embed) -> tuple[dict[str, Floats], int]:
    """The vector of each text, by the text, and how many of them had to be embedded."""
    keys = {text: text_hash(text) for text in texts}
    cached = ledger.vectors(model_id, list(keys.values()))
    missing = [text for text, key in keys.items() if key not in cached]
    if missing:
        fresh = {keys[text]: vector for text, vector in zip(missing, embed(missing), strict=True)}
        ledger.put_vectors(model_id, fresh)
        cached.update(fresh)
    return {text: cached[key] for text, key in keys.items()}, len(missing)
