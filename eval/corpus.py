"""The ledger as a question set sees it: products by any of their ids, records by what a person can name them by."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.errors import EvalError
from data.ledger import Ledger
from data.products import Product
from data.records import Kind, Record

EXTERNAL, FRAGMENT = "ext:", "text:"
LISTED = 5
"""Records told where a name fits more than one."""
HOW_TO_NAME = (
    "a record is named by its id, by ext: and the id its export gives it, or by text: and a fragment only it holds; "
    "a record that waits for moderation or was refused is no evidence"
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Served records and the copies of them; a copy stands for the record that is kept.

    `names` gives a product's id by id or alias, `kept` the served record's id by the id of it or of a copy.
    """

    names: Mapping[str, str]
    records: Mapping[str, Record]
    kept: Mapping[str, str]
    named: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, products: Iterable[Product], records: Iterable[Record], copies: Mapping[str, str]) -> "Corpus":
        """A corpus from products, records (the copies included) and the kept record's id by its copy's."""
        names: dict[str, str] = {}
        for product in products:
            names |= dict.fromkeys(product.aliases, product.id) | {product.id: product.id}
        known = {record.id: record for record in records}
        kept = {record_id: copies.get(record_id, record_id) for record_id in known}
        named = defaultdict[str, set[str]](set)
        for record in known.values():
            names.setdefault(record.product_id, record.product_id)
            for name in _names(record):
                named[name].add(record.id)
        return cls(names, known, kept, {name: frozenset(ids) for name, ids in named.items()})

    def resolve(self, ref: str, near: Sequence[str] = ()) -> str:
        """The id of the one served record a reference names.

        `near` are the products it is likely to be about; they decide where it names several records.

        Raises:
            EvalError: when it names none, or more than one.
        """
        found = {self.kept[record_id] for record_id in self._matches(ref)}
        closer = {record_id for record_id in found if self.records[record_id].product_id in near}
        found = closer if len(found) > 1 and closer else found
        if len(found) == 1:
            return found.pop()
        if found:
            told = ", ".join(sorted(found)[:LISTED]) + (" …" if len(found) > LISTED else "")
            raise EvalError(f"{ref!r} names {len(found)} records: {told}")
        raise EvalError(f"{ref!r} names no served record")

    def sheet(self, record_id: str) -> list[str]:
        """The records of the product sheet a record is a part of, itself among them; no ids for another record.

        A sheet is kept as its description and its facts, in each language: whoever names one of them means the sheet.
        """
        named = self.records[record_id]
        if named.kind is not Kind.PRODUCT:
            return []
        parts = (r for r in self.records.values() if r.kind is Kind.PRODUCT and r.product_id == named.product_id)
        return sorted({self.kept[part.id] for part in parts})

    def _matches(self, ref: str) -> Iterable[str]:
        if ref.startswith(FRAGMENT):
            words = ref.removeprefix(FRAGMENT)
            return [i for i, record in self.records.items() if words in record.text or words in (record.title or "")]
        if ref.startswith(EXTERNAL):
            name = ref.removeprefix(EXTERNAL)
            return self.named.get(name) or self.named.get(name.rpartition("#")[2], frozenset())
        return [ref] if ref in self.records else []


def read_corpus(ledger: Ledger) -> Corpus:
    """Everything a set may refer to."""
    copies = ledger.duplicates()
    hidden = ledger.records_among(copies, served_only=False).values()
    return Corpus.of(ledger.products(), [*ledger.records(), *hidden], copies)


def _names(record: Record) -> set[str]:
    return {name for name in (record.provenance.external_id, record.url) if name}
