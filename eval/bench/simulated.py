"""A shop of any size without a day of embedding: reviews put together from sentences of the sample.

A sentence's vector is the model's own; that of a text is the sum of its sentences' and a little that is its alone. So
texts are as long, vectors as crowded and answers as good as a real shop's, while only a few hundred texts were read.
"""

import json
import random
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from data.records import Kind, Record
from ingest.chunking import cut
from ingest.readers import read_paths
from retrieval.embedder import Embedder
from retrieval.vectors import Floats, unit

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "pas-de-cote"
KEY = 24
"""First characters of a line by which its sentence is known again."""
OWN = 0.25
"""How far a text's vector lies from the sum of its sentences'."""


def sentences(count: int) -> list[str]:
    """Sentences of the sample's reviews in both languages, at most `count` of each, long enough to say something."""
    found: dict[str, dict[str, str]] = {"fr": {}, "en": {}}
    for item in read_paths([SAMPLE], today=date(2026, 1, 1)):
        if isinstance(item, Record) and item.kind is Kind.REVIEW:
            for span in cut(item):
                if len(span.text) > 2 * KEY and "\n" not in span.text:
                    mine = found["fr" if set("éèàçùê") & set(span.text) else "en"]
                    mine.setdefault(span.text[:KEY], span.text.rstrip(" .!?…"))
    return [text for of in found.values() for text in list(of.values())[:count]]


@dataclass(slots=True)
class SimulatedEmbedder:
    """Stands for `real`, of which it keeps the vectors of some sentences.

    `read` texts of so many `characters` were given to `documents`, which took `cpu` seconds in place of the model's.
    """

    real: Embedder
    known: Mapping[str, Floats]
    characters: int = 0
    read: int = 0
    cpu: float = 0.0
    model_id: str = field(init=False)
    dimension: int = field(init=False)

    def __post_init__(self) -> None:
        self.model_id, self.dimension = self.real.model_id, self.real.dimension

    def queries(self, texts: Sequence[str]) -> Floats:
        """Questions are read by the real model."""
        return self.real.queries(texts)

    def documents(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Floats:
        """Unit vectors of texts made up of known sentences, shape (texts, dimension)."""
        began = time.process_time()
        vectors = unit(np.array([self._vector(text) for text in texts], np.float32).reshape(len(texts), self.dimension))
        self.read += len(texts)
        self.characters += sum(map(len, texts))
        self.cpu += time.process_time() - began
        if progress:
            progress(len(texts))
        return vectors

    def _vector(self, text: str) -> Floats:
        told = [self.known[key] for line in text.split("\n") if (key := line[:KEY]) in self.known]
        drawn = np.random.default_rng(zlib.crc32(text.encode()))
        own = drawn.standard_normal(self.dimension, dtype=np.float32) * np.float32(OWN / self.dimension**0.5)
        return np.asarray(own + (unit(np.sum(told, axis=0)) if told else 0), np.float32)


@dataclass(frozen=True, slots=True)
class SimulatedModel:
    """A `retrieval.model.Model` that is open already."""

    embedder: SimulatedEmbedder

    def open(self) -> SimulatedEmbedder:
        """The embedder."""
        return self.embedder

    def made(self, model_id: str) -> bool:
        """Whether vectors come from it."""
        return model_id == self.embedder.model_id


def simulated_model(real: Embedder, pool: Sequence[str]) -> SimulatedModel:
    """A model over the sentences of `pool`, which the real one reads now."""
    vectors = real.documents(list(pool))
    return SimulatedModel(SimulatedEmbedder(real, {text[:KEY]: v for text, v in zip(pool, vectors, strict=True)}))


def write_reviews(path: Path, count: int, pool: Sequence[str], big: int = 0, each: int = 25) -> None:
    """An export of `count` reviews of two to six sentences: `big` of product "big", `each` of every other one."""
    with path.open("w", encoding="utf-8") as file:
        for told in _reviews(count, pool, big, each):
            file.write(json.dumps(told, ensure_ascii=False) + "\n")


def _reviews(count: int, pool: Sequence[str], big: int, each: int) -> Iterator[dict[str, object]]:
    drawn = random.Random(20)  # noqa: S311 - the same shop every time
    half = len(pool) // 2
    for at in range(count):
        of = pool[:half] if drawn.random() < 0.5 else pool[half:]
        lines = [
            f"{drawn.choice(of)}, {drawn.randrange(1000)} {drawn.choice(of)[-18:]}." for _ in range(drawn.randint(2, 6))
        ]
        yield {
            "review_id": f"r{at}",
            "product_id": "big" if at < big else f"p{(at - big) // each}",
            "text": "\n".join(lines),
            "rating": drawn.choice((1, 2, 3, 4, 5, 5, 5)),
            "author": f"author {at}",
            "published": (date(2025, 1, 1) + timedelta(days=at % 300)).isoformat(),
            "verified": "yes",
        }
