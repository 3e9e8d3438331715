"""Documents embedded on a Ray cluster: the machine that ingests reads and writes, others do the arithmetic.

The cluster is the one `RAY_ADDRESS` names, or processes of this machine where it names none. Each member opens the
model of the settings itself; the built-in one is made from its package where a member has not got it yet.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from data.errors import ModelError
from data.home import Home
from data.settings import Settings
from retrieval.embedder import Embedder, Progress, open_embedder
from retrieval.model import ModelSource
from retrieval.vectors import Floats

PIECE: Final = 64
"""Texts a member takes at a time: a killed one loses little, and is given them again."""
TRIES: Final = 3
QUIET: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DISABLE_IMPORT_WARNING": "1",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
REMEDY: Final = "install it with pip install 'temoin[ray]', or leave --engine ray out"


@dataclass(frozen=True, slots=True)
class RayModel:
    """A model whose documents a cluster embeds; opening it joins the cluster."""

    source: ModelSource

    def open(self) -> Embedder:
        """The members, each with the model loaded (`ModelError`: no Ray, no cluster, or a member without the model)."""
        return RayEmbedder(self.source.settings)

    def made(self, model_id: str) -> bool:
        """Whether vectors of `model_id` come from this model; told without loading it."""
        return self.source.made(model_id)


class RayEmbedder:
    """An embedder over the members of a cluster; a member that dies is started again and its texts given anew."""

    def __init__(self, settings: Settings) -> None:
        """Join the cluster and start as many members as its processors allow, `settings.threads` each."""
        os.environ |= {name: value for name, value in QUIET.items() if name not in os.environ}
        try:
            import ray
            from ray.exceptions import RayError
        except ImportError as error:
            raise ModelError(f"Ray is not installed ({error}): {REMEDY}") from error
        self._ray, self._failure = ray, RayError
        try:
            ray.init(ignore_reinit_error=True, include_dashboard=False, log_to_driver=False, logging_level="error")
            member = ray.remote(num_cpus=settings.threads, max_restarts=TRIES, max_task_retries=TRIES)(Member)
            count = max(1, int(ray.cluster_resources().get("CPU", 1)) // settings.threads)
            self._members = [member.remote(settings.model_dump(mode="json", exclude_none=True)) for _ in range(count)]
            self.model_id, self.dimension = ray.get(self._members[0].told.remote())
        except (RayError, ConnectionError, ValueError) as error:
            raise ModelError(
                f"the Ray cluster at {os.environ.get('RAY_ADDRESS', 'this machine')} does not work ({_first(error)}): "
                "start it with ray start, set RAY_ADDRESS, or leave --engine ray out"
            ) from error

    def queries(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of questions, shape (texts, dimension)."""
        return self._embedded("queries", texts, None)

    def documents(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        """Unit vectors of documents, same shape, those of like length together."""
        return self._embedded("documents", texts, progress)

    def _embedded(self, kind: str, texts: Sequence[str], progress: Progress | None) -> Floats:
        from ray.util import ActorPool

        found = np.zeros((len(texts), self.dimension), np.float32)
        pool = ActorPool(self._members)
        pieces = list(_pieces(texts))
        try:
            for piece, vectors in pool.map_unordered(
                lambda member, piece: member.embedded.remote(kind, piece, [texts[i] for i in piece]), pieces
            ):
                found[piece] = vectors
                if progress:
                    progress(len(piece))
        except self._failure as error:
            raise ModelError(
                f"a member of the Ray cluster failed {TRIES} times ({_first(error)}): run the same command again, "
                "what was embedded is kept"
            ) from error
        return found


class Member:
    """One process of the cluster with the model loaded."""

    def __init__(self, settings: dict[str, Any]) -> None:
        """Open the model of the settings, as their JSON has them."""
        given = Settings(**settings)
        self._embedder = open_embedder(given, Home(given.home).prepare())

    def told(self) -> tuple[str, int]:
        """Name of the model and length of its vectors."""
        return self._embedder.model_id, self._embedder.dimension

    def embedded(self, kind: str, places: list[int], texts: list[str]) -> tuple[list[int], Floats]:
        """Vectors of some texts, and their places."""
        return places, getattr(self._embedder, kind)(texts)


def _pieces(texts: Sequence[str]) -> Iterator[list[int]]:
    by_length = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    yield from (by_length[first : first + PIECE] for first in range(0, len(by_length), PIECE))


def _first(error: Exception) -> str:
    return next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
