"""Products, and the brand's own word as records."""

from pathlib import Path

import pytest

from data.records import Kind
from tests.ingest.exports import Read, read, read_as, written

NATIVE = {
    "id": "botte",
    "brand": "Pas",
    "category": "boots",
    "name": {"fr": "Botte", "en": "Boot"},
    "description": {"fr": "Une botte.", "en": "A boot."},
    "facts": [
        {"name": {"fr": "Matière", "en": "Material"}, "value": {"fr": "cuir pleine fleur", "en": "full-grain leather"}},
        {"name": {"fr": "Poids", "en": "Weight"}, "value": "0,2 kg"},
    ],
    "sizes": ["36", "37,5"],
    "price": "189.00",
    "currency": "EUR",
    "availability": "in_stock",
    "delivery": {"fr": "48 h.", "en": "48 hours."},
    "returns": {"fr": "30 jours", "en": "30 days"},
    "warranty": {"fr": "2 ans", "en": "2 years"},
    "url": "https://a.example/botte",
    "aliases": ["B0", "841"],
}
TABLE = (
    "\ufeffid,brand,name_fr,name_en,description_fr,description_en,facts_fr,facts_en,sizes,price,currency,availability,"
    "delivery_fr,delivery_en,returns_fr,returns_en,warranty_fr,warranty_en,url,aliases,category\n"
    'botte,Pas,Botte,Boot,Une botte.,A boot.,"Matière: cuir pleine fleur | Poids: 0,2 kg",'
    '"Material: full-grain leather | Weight: 0,2 kg",'
    '"36|37,5",189.00,EUR,in_stock,48 h.,48 hours.,30 jours,30 days,2 ans,2 years,https://a.example/botte,B0|841,boots\n'
)


def sheets(got: Read) -> dict[str, str]:
    return {str(record.provenance.external_id): record.text for record in got.records}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.json", [NATIVE]),
        ("p2.json", {"products": [NATIVE]}),
        ("p3.json", {"products": {"botte": NATIVE}}),
        ("p.jsonl", NATIVE),
        ("p.csv", TABLE),
    ],
)
def test_the_native_layouts_say_the_same(tmp_path: Path, name: str, content: object) -> None:
    got = read_as(tmp_path, name, content)
    (product,) = got.products
    assert (product.id, product.name, product.price) == ("botte", {"fr": "Botte", "en": "Boot"}, "189.00")
    assert product.facts[0].value == {"fr": "cuir pleine fleur", "en": "full-grain leather"}
    assert product.facts[1].value == {"fr": "0,2 kg", "en": "0,2 kg"}
    assert (product.sizes, product.aliases) == (("36", "37,5"), ("B0", "841"))
    assert sheets(got) == {
        "botte/description/fr": "Une botte.",
        "botte/description/en": "A boot.",
        "botte/facts/fr": "Matière : cuir pleine fleur.\nPoids : 0,2 kg.\nTailles : 36, 37,5.\n"
        "Livraison : 48 h.\nRetours : 30 jours.\nGarantie : 2 ans.",
        "botte/facts/en": "Material: full-grain leather.\nWeight: 0,2 kg.\nSizes: 36, 37,5.\n"
        "Delivery: 48 hours.\nReturns: 30 days.\nWarranty: 2 years.",
    }
    assert {record.kind for record in got.records} == {Kind.PRODUCT}
    assert all("189" not in record.text for record in got.records)


def test_a_schema_org_product_is_the_same_product(tmp_path: Path) -> None:
    def both(french: str, english: str) -> list[dict[str, str]]:
        return [{"@language": "fr", "@value": french}, {"@language": "en", "@value": english}]

    node = {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": "https://a.example/p/lison",
        "sku": "MT-100",
        "productID": "lison",
        "name": "Armoire",
        "alternateName": {"@language": "en", "@value": "Wardrobe"},
        "description": both("<p>Épicéa.</p>", "Spruce."),
        "brand": {"@type": "Brand", "name": "Tilleul"},
        "additionalProperty": [
            {"@type": "PropertyValue", "name": both("Fond", "Back"), "value": both("4 mm", "4 mm ply")}
        ],
        "identifier": [{"@type": "PropertyValue", "propertyID": "alias", "value": "B0LIS"}],
        "offers": {
            "price": "549.00",
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
            "shippingDetails": {"description": both("6 jours", "6 days")},
        },
    }
    got = read_as(tmp_path, "p.jsonld", node)
    (product,) = got.products
    assert (product.id, product.brand, product.availability) == ("lison", "Tilleul", "in_stock")
    assert product.name == {"fr": "Armoire", "en": "Wardrobe"}
    assert product.description["fr"] == "Épicéa."
    assert {"MT-100", "B0LIS"} <= set(product.aliases)
    assert sheets(got)["lison/facts/fr"] == "Fond : 4 mm.\nLivraison : 6 jours."


def test_products_come_before_every_record_and_lend_their_id_to_aliases_and_names(tmp_path: Path) -> None:
    written(tmp_path, "a_reviews.csv", "sku,rating,text\n841,5,Bien\nB0,4,Doux\nBOTTE,3,Bof\nAutre,2,Non\n")
    written(tmp_path, "z_products.json", [NATIVE])
    got = read(tmp_path)
    assert got.items[0] in got.products
    reviews = [record.product_id for record in got.records if record.kind is Kind.REVIEW]
    assert reviews == ["botte", "botte", "botte", "Autre"]


def test_a_records_id_does_not_depend_on_which_products_are_known(tmp_path: Path) -> None:
    path = written(tmp_path, "a_reviews.csv", "sku,rating,text\n841,5,Bien\n")
    alone = read(path).record
    written(tmp_path, "z_products.json", [NATIVE])
    together = [record for record in read(tmp_path).records if record.kind is Kind.REVIEW]
    assert [record.id for record in together] == [alone.id]


def test_a_product_told_twice_is_kept_once_at_its_fullest(tmp_path: Path) -> None:
    written(
        tmp_path,
        "a.json",
        [{"id": "841", "name": "Botte 37", "price": "1"}, {"id": "botte", "name": "B", "price": "2"}],
    )
    written(tmp_path, "b.json", [NATIVE])
    assert [(product.id, product.price) for product in read(tmp_path).products] == [("botte", "189.00")]


def test_lists_written_as_python_text_are_read_as_lists(tmp_path: Path) -> None:
    row = {
        "id": "P1",
        "product_id": "P1",
        "source_type": "product",
        "lang": "en",
        "text": "",
        "meta": {"product_name": "Mask", "brand_name": "C", "ingredients": "['Aqua, Kaolin', 'Glycerin']", "price_usd": "42.0"},
    }  # fmt: skip
    got = read_as(tmp_path, "products.jsonl", row)
    assert got.products[0].facts[0].value == {"en": "Aqua, Kaolin, Glycerin"}
    assert sheets(got) == {"P1/facts/en": "Ingredients: Aqua, Kaolin, Glycerin."}


def test_a_product_without_id_is_refused(tmp_path: Path) -> None:
    got = read_as(tmp_path, "p.json", [NATIVE, {**NATIVE, "id": ""}])
    assert len(got.products) == 1
    assert got.refusal.column == "id"
