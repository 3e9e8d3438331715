"""Where the measure of personal data meets the product: what it masks in a text."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Masked:
    """A stretch that is hidden, in code points of the text."""

    start: int
    end: int


Masker = Callable[[str, str | None], list[Masked]]
"""The stretches hidden in a text; its language is `None` where nobody says it."""
MASKING = "baseline: nothing is masked, the product has no masking yet"


def product_masks(text: str, language: str | None) -> list[Masked]:  # noqa: ARG001 - what a masking will be given
    """The baseline: nothing. The product's own masking belongs here, and `MASKING` says which one it is."""
    return []
