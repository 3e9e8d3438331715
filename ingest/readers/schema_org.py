"""schema.org JSON-LD, alone or inside a page: products, reviews, FAQ, questions and videos as rows."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.decoding import open_text
from ingest.readers.cells import as_text, language_code
from ingest.readers.json_stream import MAX_VALUE, decode
from ingest.readers.rows import Row
from ingest.refusals import FileRefusedError, Refusal, shown
from ingest.sources import Source

PRODUCTS = frozenset({"Product", "IndividualProduct", "ProductModel", "ProductGroup", "SomeProducts"})
REVIEWS = frozenset({"Review", "UserReview", "CriticReview", "EmployerReview"})
ABOUT = frozenset({"about", "itemReviewed"})
OTHER_PRODUCTS = frozenset({"isSimilarTo", "isRelatedTo", "isVariantOf", "isAccessoryOrSparePartFor"})
IDENTIFIERS = (
    "productID",
    "sku",
    "mpn",
    "gtin13",
    "gtin",
    "gtin14",
    "gtin12",
    "gtin8",
    "isbn",
    "asin",
    "productGroupID",
)
PAGE_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\blang\s*=\s*[\"']?([a-zA-Z-]{2,10})", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^<>]{0,500})>", re.IGNORECASE)
LINKED = re.compile(r"application/ld\+json", re.IGNORECASE)
NOT_JSON = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])|<!\[CDATA\[|\]\]>|<!--|-->', re.DOTALL)
SLUG = re.compile(r"[^a-z0-9]+")

Node = dict[str, object]


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """One node of a graph worth reading: `kind` is Product, Review, FAQPage, Question or VideoObject."""

    kind: str
    row: Row


def read_linked(source: Source, encoding: str | None = None) -> Iterator[LinkedRow | Refusal]:
    """Every product, review, FAQ entry, question and transcribed video of a JSON-LD file or of a page's JSON-LD.

    Raises:
        FileRefusedError: when it holds none, or is larger than a page.
    """
    with open_text(source.open, encoding) as stream:
        text = stream.read(MAX_VALUE + 1)
    if len(text) > MAX_VALUE:
        raise FileRefusedError(f"it is longer than {MAX_VALUE:,} characters: export reviews as JSON Lines or CSV")
    page = text.lstrip("\ufeff \t\r\n").startswith("<")
    language = language_code(found[1]) if page and (found := PAGE_LANGUAGE.search(text)) else None
    count = 0
    for line, script in _scripts(text) if page else [(1, text)]:
        try:
            rows = list(_rows(parse_linked(script), language, line if page else None))
        except RecursionError:
            yield Refusal(source.name, line, None, shown(script), "its JSON-LD is nested too deeply")
        except ValueError as error:
            if not page:
                raise FileRefusedError(str(error)) from error
            yield Refusal(source.name, line, None, shown(script), f"its JSON-LD cannot be read: {error}")
        else:
            count += len(rows)
            yield from rows
    if not count:
        raise FileRefusedError("it holds no schema.org Product, Review, FAQPage, Question or transcribed VideoObject")


def parse_linked(text: str) -> object:
    """JSON-LD as sites write it: strict JSON, else without comments, CDATA marks and trailing commas.

    Raises:
        ValueError: with a sentence, when that is still not JSON.
    """
    try:
        return decode(text)
    except ValueError:
        return decode(
            NOT_JSON.sub(lambda found: found[0] if found[0].startswith('"') else "", text).strip().rstrip(";")
        )


def _scripts(page: str) -> Iterator[tuple[int, str]]:
    """Line and content of each JSON-LD script of a page."""
    lower, at = page.lower(), 0
    while found := SCRIPT.search(page, at):
        at = lower.find("</script", found.end())
        at = len(page) if at < 0 else at
        if LINKED.search(found[1]):
            yield page.count("\n", 0, found.start()) + 1, page[found.end() : at]


def _rows(document: object, language: str | None, line: int | None) -> Iterator[LinkedRow]:
    index: dict[str, Node] = {}
    asked: set[str] = set()
    for node in _nodes(document):
        name = node.get("@id")
        if isinstance(name, str) and len(node) > len(index.get(name, ())):
            index[name] = node
        if "FAQPage" in types_of(node):
            asked |= {as_text(each.get("@id")) for each in listed(node.get("mainEntity")) if isinstance(each, dict)}
    for found in _Graph(index, frozenset(asked - {""})).walk(document, None, language):
        yield replace(found, row=replace(found.row, line=line))


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(inner, (dict, list)):
            yield from _nodes(inner)


@dataclass(frozen=True, slots=True)
class _Graph:
    """A document with its nodes by `@id`, and the ids of the questions its FAQ holds."""

    index: dict[str, Node]
    asked: frozenset[str]

    def walk(self, value: object, product: str | None, language: str | None) -> Iterator[LinkedRow]:
        """Rows below a value, which is about `product` and in `language` unless it says otherwise."""
        if isinstance(value, list):
            for each in value:
                yield from self.walk(each, product, language)
        if not isinstance(value, dict):
            return
        kinds, language = types_of(value), _language(value) or language
        product = self._about(value) or product
        left = ABOUT
        if kinds & PRODUCTS and "name" in value:
            product = product_key(value)
            yield LinkedRow("Product", _row(value, product, language, **{"@aliases": aliases_of(value, product)}))
            left = ABOUT | OTHER_PRODUCTS
        elif "FAQPage" in kinds:
            yield from self._faq(value, product, language)
            left = ABOUT | {"mainEntity"}
        elif (read := self._leaf(value, kinds, product, language)) is not None:
            yield from read
            return
        for key, inner in value.items():
            if key not in left:
                yield from self.walk(inner, product, language)

    def _faq(self, page: Node, product: str | None, language: str | None) -> Iterator[LinkedRow]:
        for listing in listed(page.get("mainEntity")):
            if isinstance(listing, dict):
                entry = self.index.get(as_text(listing.get("@id")), listing)
                tongue = _language(entry) or language
                yield LinkedRow("FAQPage", _row(entry, self._about(entry) or product, tongue))

    def _leaf(
        self, node: Node, kinds: frozenset[str], product: str | None, language: str | None
    ) -> list[LinkedRow] | None:
        """The row of a node that is read as a whole, `None` when it is none: what is inside is then looked at."""
        if kinds & REVIEWS:
            return [LinkedRow("Review", _row(node, product, language))]
        if "VideoObject" in kinds and node.get("transcript"):
            return [LinkedRow("VideoObject", _row(node, product, language))]
        if "Question" not in kinds:
            return None
        if as_text(node.get("@id")) in self.asked:
            return []
        answers = [*listed(node.get("acceptedAnswer")), *listed(node.get("suggestedAnswer"))]
        return [LinkedRow("Question", _row(node, product, language, **{"@answers": answers}))]

    def _about(self, node: Node) -> str | None:
        """Key of the product a node says it is about."""
        for key in ("itemReviewed", "about", "mainEntityOfPage"):
            for target in listed(node.get(key)):
                named = self.index.get(as_text(target.get("@id")), target) if isinstance(target, dict) else None
                if named and (key == "itemReviewed" or types_of(named) & PRODUCTS):
                    return product_key(named)
        return None


def types_of(node: Node) -> frozenset[str]:
    """The schema.org types of a node, without prefix."""
    return frozenset(re.split(r"[/#:]", as_text(each))[-1] for each in listed(node.get("@type")))


def product_key(node: Node) -> str | None:
    """The id of a product: its own identifiers first, then the end of its address, then its name as a slug."""
    for key in IDENTIFIERS:
        if text := as_text(node.get(key)).strip():
            return text
    for key in ("@id", "url"):
        address = as_text(node.get(key)).split("#")[0].split("?")[0].rstrip("/")
        if address:
            return address.rsplit("/", 1)[-1]
    name = unicodedata.normalize("NFKD", as_text(node.get("name"))).encode("ascii", "ignore").decode()
    return SLUG.sub("-", name.casefold()).strip("-") or None


def aliases_of(node: Node, key: str | None) -> list[str]:
    """Every other id a product goes by."""
    named = [as_text(node.get(name)) for name in IDENTIFIERS]
    named += [as_text(node.get(name)).split("#")[0].rstrip("/").rsplit("/", 1)[-1] for name in ("@id", "url")]
    for entry in listed(node.get("identifier")):
        named.append(as_text(entry.get("value") if isinstance(entry, dict) else entry))
    for variant in listed(node.get("hasVariant")):
        named += [as_text(variant.get(name)) for name in IDENTIFIERS] if isinstance(variant, dict) else []
    return list(dict.fromkeys(name for name in named if name and name != key))


def listed(value: object) -> list[object]:
    """A value as a list: JSON-LD writes one thing or several alike."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _row(node: Node, product: str | None, language: str | None, **more: object) -> Row:
    fragment = as_text(node.get("@id")).rpartition("#")[2]
    number = node.get("identifier") if isinstance(node.get("identifier"), (str, int)) else fragment
    told = {"@product": product, "@tongue": language, "@number": number, **more}
    return Row(None, {**node, **{key: value for key, value in told.items() if value is not None}})


def _language(node: Node) -> str | None:
    named = node.get("inLanguage")
    if isinstance(named, dict):
        named = named.get("alternateName") or named.get("name")
    return language_code(named) if isinstance(named, str) else None
