"""A row of products becomes a product, and its sheet as records: what the brand says, in each of its languages."""

import ast
import re
from collections.abc import Iterator

from data.identity import record_id
from data.products import Fact, Product, Texts
from data.records import Kind, Provenance, Record
from ingest.cleaning import clean_line
from ingest.readers.cells import UNDETERMINED, Cells, Scope, as_text, by_language, cells_of
from ingest.readers.rows import Row, found_at, is_empty
from ingest.refusals import RowRefusedError

LABELS = {
    "sizes": {"fr": "Tailles", "en": "Sizes"},
    "delivery": {"fr": "Livraison", "en": "Delivery"},
    "returns": {"fr": "Retours", "en": "Returns"},
    "warranty": {"fr": "Garantie", "en": "Warranty"},
}
COLON = {"fr": " : "}
FACT = re.compile(r"\s*([^:：\n]{1,80}?)\s*[:：]\s*(\S.*?)\s*", re.DOTALL)
SPLIT_FACTS = re.compile(r"\s*(?:\||\n|;(?=[^:;|]{1,80}[:：]))\s*")
SEPARATORS = (re.compile(r"\s*[|;\n]\s*"), re.compile(r"\s*,\s+"), re.compile(","))
"""Tried in order, so that "37,5 | 38" and "0,2 L, 1 L" keep their decimals."""
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
MAX_LIST = 20_000


def products(row: Row, scope: Scope) -> Iterator[Product | Record]:
    """The product, then one record of its description and one of its facts for each language.

    Raises:
        RowRefusedError: when it has neither id nor name.
    """
    cells = cells_of(row, scope)
    product = _product(cells)
    yield product
    for language in sorted({*product.description, *(code for fact in product.facts for code in fact.value)}):
        for part, text in (("description", product.description.get(language, "")), ("facts", sheet(product, language))):
            if text:
                yield _record(cells, product, part, language, text)


def _product(cells: Cells) -> Product:
    name = both_tongues(cells.texts("name"))
    identifier = cells.line("id") or cells.line("product")
    if not identifier:
        raise RowRefusedError("a product id was expected", column=cells.column("id"))
    markup = cells.scope.layout.markup
    return Product(
        id=identifier,
        name={code: " ".join(words.split()) for code, words in name.items()},
        brand=cells.line("brand"),
        category=" / ".join(cells.texts("category").values()).replace("\n", " / ") or None,
        description=both_tongues(cells.texts("description", markup)),
        facts=tuple(_facts(cells)),
        sizes=tuple(listed(cells.raw("sizes")[1])),
        price=cells.line("price"),
        currency=cells.line("currency"),
        availability=_availability(cells.line("availability")),
        delivery=both_tongues(cells.texts("delivery", markup)),
        returns=both_tongues(cells.texts("returns", markup)),
        warranty=both_tongues(cells.texts("warranty", markup)),
        url=cells.address("url"),
        image=cells.address("image"),
        aliases=tuple(alias for alias in listed(cells.raw("aliases")[1]) if alias != identifier),
    )


def _record(cells: Cells, product: Product, part: str, language: str, text: str) -> Record:
    vendor, number = cells.scope.layout.vendor, f"{product.id}/{part}/{language}"
    return Record(
        id=record_id(Kind.PRODUCT, vendor, number),
        kind=Kind.PRODUCT,
        product_id=product.id,
        text=text,
        provenance=Provenance(vendor, external_id=number),
        language=language,
        title=product.title(language),
        url=product.url,
    )


def sheet(product: Product, language: str) -> str:
    """The facts of a product in one language, one a line: "Matière : cuir pleine fleur."; price and stock excepted."""
    pairs = [(fact.name.get(language), fact.value.get(language)) for fact in product.facts]
    if product.sizes and not any(
        name and name.casefold().startswith(("taille", "pointure", "size")) for name, _ in pairs
    ):
        pairs.append((_label("sizes", language), ", ".join(product.sizes)))
    for field in ("delivery", "returns", "warranty"):
        pairs.append((_label(field, language), getattr(product, field).get(language)))
    colon = COLON.get(language, ": ")
    return "\n".join(_sentence(f"{name}{colon}{value}") for name, value in pairs if name and value)


def _label(field: str, language: str) -> str:
    return LABELS[field].get(language) or LABELS[field]["en"]


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def both_tongues(texts: Texts) -> Texts:
    """Texts with an unlabelled one beside a French one read as English, and the other way round."""
    if UNDETERMINED not in texts:
        return texts
    missing = [code for code in ("fr", "en") if code not in texts]
    if len(texts) == 1 or len(missing) != 1:
        return texts
    return {missing[0] if code == UNDETERMINED else code: words for code, words in texts.items()}


def _facts(cells: Cells) -> list[Fact]:
    """The facts a row lists, else those of its columns."""
    declared = cells.fields.get("facts", ())
    if isinstance(declared, tuple):
        listing = list(_facts_in(cells.raw("facts")[1], cells.language()))
    else:
        texts = {code: _only(cells, names).raw("facts")[1] for code, names in declared.items()}
        listing = list(_facts_by_language(texts))
    return listing or list(_column_facts(cells))


def _column_facts(cells: Cells) -> Iterator[Fact]:
    for column, labels in cells.scope.layout.fact_columns.items():
        value = found_at(cells.row.values, column)
        values = {code or cells.language(): joined(each) for code, each in by_language(value).items()}
        values = {code: words for code, words in both_tongues(values).items() if not is_empty(words)}
        if values:
            yield Fact({code: labels.get(code) or labels.get("en", column) for code in values}, values)


def _only(cells: Cells, columns: tuple[str, ...]) -> Cells:
    return Cells(cells.row, cells.scope, {"facts": columns}, {})


def _facts_in(value: object, language: str) -> Iterator[Fact]:
    """Facts from a list of names and values, an object, or a text of "name: value" lines."""
    if isinstance(value, str):
        yield from _facts_by_language({language: value})
    elif isinstance(value, dict):
        if tongues := {code: text for code, text in by_language(value).items() if code}:
            yield from _facts_by_language(tongues)
        else:
            yield from (fact for name, each in value.items() if (fact := _fact(name, each, language)))
    elif isinstance(value, list):
        for entry in value:
            if isinstance(entry, dict):
                fact = _fact(entry.get("name"), entry.get("value", entry.get("valueReference")), language)
                yield from [fact] if fact else []
            elif isinstance(entry, str):
                yield from _facts_by_language({language: entry})


def _fact(name: object, value: object, language: str) -> Fact | None:
    names, values = (
        {code or language: joined(each) for code, each in by_language(side).items()} for side in (name, value)
    )
    if set(names) != set(values) and len(values) == 1:  # a value such as "320 g" is the same in every language
        values = dict.fromkeys(names, next(iter(values.values())))
    both = [code for code in names if names[code] and values.get(code)]
    return Fact({code: names[code] for code in both}, {code: values[code] for code in both}) if both else None


def _facts_by_language(texts: dict[str, object]) -> Iterator[Fact]:
    """Facts from texts such as "Matière: cuir | Poids: 320 g", the n-th of each language being the same fact."""
    cut = {
        code: [found for line in SPLIT_FACTS.split(as_text(text)) if (found := FACT.fullmatch(line))]
        for code, text in texts.items()
    }
    if len({len(lines) for lines in cut.values()}) == 1:
        together = [dict(zip(cut, found, strict=True)) for found in zip(*cut.values(), strict=True)]
    else:
        together = [{code: found} for code, lines in cut.items() for found in lines]
    for pairs in together:
        yield Fact({c: clean_line(f[1]) for c, f in pairs.items()}, {c: clean_line(f[2]) for c, f in pairs.items()})


def listed(value: object) -> list[str]:
    """A value as a list of short texts: JSON lists, Python lists written as text, or texts split at `|`, `;` or `,`."""
    if isinstance(value, str):
        value = _python_list(value) or _split(value.strip())
    if not isinstance(value, (list, tuple)):
        value = [] if value is None else [value]
    words = (clean_line(as_text(each)) for each in value)
    return list(dict.fromkeys(word for word in words if word))


def joined(value: object) -> str:
    """A value as one short text, the elements of a list with commas between them; a text is never cut."""
    if isinstance(value, str):
        value = _python_list(value) or value
    return ", ".join(listed(value)) if isinstance(value, list) else clean_line(as_text(value))


def _split(text: str) -> list[str]:
    return next((parts for separator in SEPARATORS if len(parts := separator.split(text)) > 1), [text])


def _python_list(text: str) -> list[object] | None:
    text = text.strip()
    if not (text.startswith("[") and text.endswith("]") and len(text) < MAX_LIST):
        return None
    try:
        found = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def _availability(text: str | None) -> str | None:
    """`in_stock` for "https://schema.org/InStock" as for "in stock"."""
    if not text:
        return None
    return re.sub(r"[\s-]+", "_", HUMP.sub("_", text.rstrip("/").rsplit("/", 1)[-1])).casefold()
