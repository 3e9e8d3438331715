"""The products a ledger knows, read once for each of its revisions."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar, cast

from data.errors import NotFoundError
from data.ledger import Ledger
from data.products import Product
from data.records import Kind

REMEMBERED = 512
"""Things kept of the revision being served."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shelves:
    """Products with a sheet by id, and the number of served records by product and kind, as of one revision."""

    revision: int
    sheets: Mapping[str, Product]
    counts: Mapping[str, Mapping[Kind, int]]


class Catalogue:
    """Follows the ledger: what it says is never older than the ledger's last change. Safe between threads."""

    def __init__(self, ledger: Ledger) -> None:
        """`ledger` is read at the first question and after each change."""
        self._ledger, self._lock = ledger, Lock()
        self._shelves: Shelves | None = None
        self._remembered: OrderedDict[tuple[str, ...], Any] = OrderedDict()

    def shelves(self) -> Shelves:
        """Sheets and counts of the ledger's present revision."""
        revision = self._ledger.revision()
        with self._lock:
            if self._shelves is None or self._shelves.revision != revision:
                sheets = {product.id: product for product in self._ledger.products()}
                self._shelves = Shelves(revision, sheets, self._ledger.counts())
                self._remembered.clear()
            return self._shelves

    def remembered(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """What `make` gives, made once for each revision of the ledger; the keys asked for last are kept."""
        revision = self.shelves().revision
        with self._lock:
            if key in self._remembered:
                self._remembered.move_to_end(key)
                return cast(T, self._remembered[key])
        made = make()
        with self._lock:
            if self._shelves is not None and self._shelves.revision == revision:
                self._remembered[key] = made
                while len(self._remembered) > REMEMBERED:
                    self._remembered.popitem(last=False)
        return made

    def known(self, product_id: str | None) -> str | None:
        """The id behind an id or alias, `None` for the whole shop (`NotFoundError` for what nothing is known of)."""
        shelves = self.shelves()
        if product_id is None or product_id in shelves.sheets:
            return product_id
        return self.remembered(("known", product_id), lambda: self._found(product_id))

    def _found(self, product_id: str) -> str:
        try:
            return self._ledger.product(product_id).id
        except NotFoundError:
            if product_id in self.shelves().counts:
                return product_id  # known by its records only
            raise

    def sheet(self, product_id: str | None) -> Product | None:
        """What the brand says of a product, if it says anything."""
        return self.shelves().sheets.get(product_id or "")

    def name(self, product_id: str, language: str) -> str:
        """A product's name for a reader of the language; its id when it has no sheet."""
        sheet = self.sheet(product_id)
        return sheet.title(language) if sheet else product_id

    def searched(self, product_id: str | None) -> dict[str, int]:
        """How many records of each kind there are to look through, most first."""
        counts = self.shelves().counts
        chosen = counts.values() if product_id is None else [counts.get(product_id, {})]
        total: dict[str, int] = {}
        for kinds in chosen:
            for kind, count in kinds.items():
                total[kind.value] = total.get(kind.value, 0) + count
        return dict(sorted(total.items(), key=lambda item: -item[1]))
