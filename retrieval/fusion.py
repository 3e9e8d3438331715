"""One score from several: z-scored dense similarities and the lexical score over its maximum.

Measured against reciprocal rank fusion and plain sums on five public sets in both languages; see
docs/decisions/0004-fusion-and-centring.md.
"""

import numpy as np
from numpy.typing import NDArray

from retrieval.vectors import Floats, z_scores

LEXICAL = 2.0
"""Weight of the lexical score where two dense ones stand beside it: as much as both."""


def fuse(dense: list[NDArray[np.floating]], lexical: NDArray[np.floating]) -> Floats:
    """Fused scores, same length as each input: sum over `dense` of z(scores), plus LEXICAL × lexical / max(lexical)."""
    total = np.zeros(lexical.shape, np.float32)
    for scores in dense:
        total += z_scores(scores)
    top = float(lexical.max()) if lexical.size else 0.0
    return total + (LEXICAL * lexical / top).astype(np.float32) if top > 0 else total


def ranking(scores: NDArray[np.floating]) -> NDArray[np.intp]:
    """Indices from best to worst; ties keep their order, so the same input gives the same ranking."""
    return np.argsort(-scores, kind="stable")
