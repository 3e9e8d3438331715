"""Progress of a measurement, on stderr."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from retrieval.embedder import Progress

T = TypeVar("T")


class Bars:
    """A bar a stage; what a build tells of itself goes here."""

    def begin(self, stage: str, total: int) -> Progress:
        """A bar for one stage of `total` steps."""
        from tqdm import tqdm

        bar = tqdm(total=total, desc=stage, file=sys.stderr, mininterval=1.0)

        def step(done: int) -> None:
            bar.update(done)
            if bar.n >= total:
                bar.close()

        return step


def watched(items: Iterable[T], stage: str, total: int) -> Iterator[T]:
    """The same items, one step of a bar each."""
    step = Bars().begin(stage, total)
    for item in items:
        yield item
        step(1)
