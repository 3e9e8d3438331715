"""Products as the brand describes them; texts are kept per language ("fr", "en")."""

from dataclasses import dataclass, field

Texts = dict[str, str]
"""A text by ISO 639-1 language code; the product speaks "fr" and "en", either may be missing."""


def in_language(texts: Texts, language: str) -> str | None:
    """The text in `language`, else in any language there is, else `None`."""
    return texts.get(language) or next(iter(texts.values()), None)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a product sheet, such as material or weight, by language."""

    name: Texts
    value: Texts


@dataclass(frozen=True, slots=True)
class Product:
    """What the brand says of one product; `aliases` are the other ids its exports use (SKU, handle, ASIN)."""

    id: str
    name: Texts
    brand: str | None = None
    category: str | None = None
    description: Texts = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    sizes: tuple[str, ...] = ()
    price: str | None = None
    currency: str | None = None
    availability: str | None = None
    delivery: Texts = field(default_factory=dict)
    returns: Texts = field(default_factory=dict)
    warranty: Texts = field(default_factory=dict)
    url: str | None = None
    image: str | None = None
    aliases: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """The product's name for a reader of `language`; its id when it has no name."""
        return in_language(self.name, language) or self.id
