"""Which figure of one country is which of another for a product, learnt from what its brand and customers write."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from chat.sizing.folding import folded
from chat.sizing.roles import SAME
from chat.sizing.scales import Scale, Size, mentions
from data.records import Record

CHART = re.compile(r"(\d{2}(?:[.,]5)?)\s?=\s?uk\s?(\d{1,2}(?:[.,]5)?)(?:\s?=\s?us\s?(\d{1,2}(?:[.,]5)?))?")
ENOUGH = 3
FIGURES = (Scale.UK, Scale.US, Scale.PLAIN)


@dataclass(frozen=True, slots=True)
class Equivalents:
    """European figures by British, American or unnamed ones; several where charts of men and women differ.

    `units` is how much a figure grows from one size to the next: two for most clothes, else one.
    """

    european: Mapping[Size, tuple[float, ...]] = field(default_factory=dict)
    units: Mapping[Scale, float] = field(default_factory=dict)

    def known(self, sizes: Collection[Size]) -> dict[Scale, tuple[float, ...]]:
        """The values of a size on every scale it can be told on."""
        values: dict[Scale, tuple[float, ...]] = {}
        for size in sizes:
            values.setdefault(size.scale, (size.value,))
        for size in sizes:
            if size in self.european:
                values.setdefault(Scale.EU, self.european[size])
        return values

    def apart(self, some: Collection[Size], others: Collection[Size]) -> float | None:
        """How many sizes the first are above the others, nearest first; `None` where no scale is shared.

        A figure without a country is compared with a British or American one as if it were of that country.
        """
        first, second = self.known(some), self.known(others)
        for scale in Scale:
            if scale in first and scale in second:
                gap = min((a - b for a in first[scale] for b in second[scale]), key=abs)
                return gap / self.units.get(scale, 1.0)
        for bare, named in ((first, second), (second, first)):
            for scale in (Scale.UK, Scale.US):
                if Scale.PLAIN in bare and scale in named:
                    gap = bare[Scale.PLAIN][0] - named[scale][0]
                    return gap if bare is first else -gap
        return None


def equivalents(records: Iterable[Record], units: Mapping[Scale, float] | None = None) -> Equivalents:
    """What the texts of one product call the same size, charts ("38 = UK 5") and asides ("UK 6 (39)") alike."""
    found: dict[Size, Counter[float]] = defaultdict(Counter)
    for record in records:
        for foreign, european in _pairs(record.text, record.language):
            found[foreign][european] += 1
    return Equivalents({size: tuple(sorted(values)) for size, values in found.items()}, units or {})


def units_of(values: Mapping[Scale, Collection[float]], *, shoes: bool) -> dict[Scale, float]:
    """Two for scales of clothes on which every size named is even ("4 or 6", "38 ou 40"), from three different ones."""
    if shoes:
        return {}
    return {
        scale: 2.0
        for scale, named in values.items()
        if scale is not Scale.LETTER and len(set(named)) >= ENOUGH and not any(value % 2 for value in named)
    }


@lru_cache(maxsize=20_000)
def _pairs(text: str, language: str) -> tuple[tuple[Size, float], ...]:
    """What a text calls the same size; remembered, as charts and reviews are read with every question on sizes."""
    return tuple(_paired(text, language))


def _paired(text: str, language: str) -> Iterable[tuple[Size, float]]:
    plain = folded(text)
    for match in CHART.finditer(plain):
        european = _value(match[1])
        yield Size(Scale.UK, _value(match[2])), european
        if match[3]:
            yield Size(Scale.US, _value(match[3])), european
    told = mentions(text, language)
    for one, other in pairwise(told):
        if SAME.match(plain[one.end : other.start]):
            for foreign, european_size in ((one.size, other.size), (other.size, one.size)):
                if foreign.scale in FIGURES and european_size.scale is Scale.EU:
                    yield foreign, european_size.value


def _value(written: str) -> float:
    return float(written.replace(",", "."))
