"""Where the measure of personal data meets the product: what it masks in a text."""

from collections.abc import Callable
from dataclasses import dataclass

from data.privacy import VERSION, personal_data


@dataclass(frozen=True, slots=True)
class Masked:
    """A stretch that is hidden, in code points of the text."""

    start: int
    end: int


Masker = Callable[[str, str | None], list[Masked]]
"""The stretches hidden in a text; its language is `None` where nobody says it."""
MASKING = f"the product's own rules, version {VERSION}"


def product_masks(text: str, language: str | None) -> list[Masked]:  # noqa: ARG001 - the rules read both languages
    """What an import hides in a customer's text."""
    return [Masked(found.start, found.end) for found in personal_data(text)]
