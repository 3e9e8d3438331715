"""How long work goes on, on a terminal."""

import sys
from collections.abc import Callable


class Bars:
    """Progress bars on stderr, with rate and time left."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def begin(self, stage: str, total: int) -> Callable[[int], None]:
        """A bar for one stage; `total` 0 means unknown."""
        from tqdm import tqdm

        unit = " pages" if "copy" in stage else " records"
        bar = tqdm(total=total or None, desc=stage, unit=unit, file=sys.stderr, disable=self._quiet, leave=True)

        def step(done: int) -> None:
            bar.update(done)
            if bar.total and bar.n >= bar.total:
                bar.close()

        return step
