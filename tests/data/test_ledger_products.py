"""Products are found by any of the names their exports use."""

import pytest

from data.errors import LedgerError, NotFoundError
from data.ledger import Counts, Ledger
from data.products import Fact, Product
from tests.data.sample_records import NARROW

SHOE = Product(
    id="chaussure-été",
    name={"fr": "Chaussure d’été", "en": "Summer shoe"},
    brand="Témoin",
    category="shoes",
    description={"fr": f"Légère{NARROW}!"},
    facts=(Fact({"fr": "Poids", "en": "Weight"}, {"fr": f"250{NARROW}g"}), Fact({"en": "Sole"}, {"en": "rubber"})),
    sizes=("36", "37½"),
    price="89.90",
    currency="EUR",
    availability="in_stock",
    delivery={"fr": "48 h"},
    returns={"en": "30 days"},
    warranty={"fr": "2 ans"},
    url="https://example.org/shoe",
    image="https://example.org/shoe.jpg",
    aliases=("SKU-1", "B00SHOE"),
)


def test_a_product_comes_back_equal_by_its_id_and_by_each_alias(ledger: Ledger) -> None:
    ledger.put_products([SHOE, Product("bag", {"en": "Bag"})])
    assert [ledger.product(name) for name in (SHOE.id, *SHOE.aliases)] == [SHOE] * 3
    assert [product.id for product in ledger.products()] == ["bag", SHOE.id]


def test_new_changed_and_unchanged_products_are_counted(ledger: Ledger) -> None:
    assert ledger.put_products([SHOE, Product("bag", {})]) == Counts(new=2)
    assert ledger.put_products([SHOE, Product("bag", {"fr": "Sac"}), Product("hat", {})]) == Counts(1, 1, 1)
    assert ledger.product("bag").name == {"fr": "Sac"}


def test_an_alias_a_product_gave_up_finds_it_no_longer(ledger: Ledger) -> None:
    ledger.put_products([Product("shoe", {}, aliases=("old", "same", "same"))])
    ledger.put_products([Product("shoe", {}, aliases=("new", "same"))])
    assert ledger.product("new").id == ledger.product("same").id == "shoe"
    with pytest.raises(NotFoundError):
        ledger.product("old")


def test_an_unknown_product_is_answered_with_the_nearest_ids(ledger: Ledger) -> None:
    ledger.put_products([SHOE, Product("sac-hiver", {}), Product("sac-été", {})])
    with pytest.raises(NotFoundError, match=r"'sac-ete': did you mean 'sac-été'"):
        ledger.product("sac-ete")
    with pytest.raises(NotFoundError, match=r"'SKU-2': did you mean 'SKU-1'\?"):
        ledger.product("SKU-2")


def test_an_unknown_product_unlike_any_other_is_said_to_be_so(ledger: Ledger) -> None:
    ledger.put_products([SHOE])
    for unknown in ("", "\0", "\ud800", "😀", "zzzzzzzzzz"):
        with pytest.raises(NotFoundError, match=r"no product has a similar id"):
            ledger.product(unknown)


def test_an_id_goes_before_an_alias(ledger: Ledger) -> None:
    ledger.put_products([Product("a", {}, aliases=("b",)), Product("b", {})])
    assert ledger.product("b").id == "b"


def test_an_alias_two_products_share_names_neither(ledger: Ledger) -> None:
    ledger.put_products([Product("a", {}, aliases=("x",)), Product("b", {}, aliases=("x",))])
    with pytest.raises(NotFoundError, match=r"alias 'x' is that of 2 products: ask for one of 'a', 'b'"):
        ledger.product("x")


def test_a_product_no_database_can_keep_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"product 'bag': details.name.fr holds U\+0000"):
        ledger.put_products([Product("bag", {"fr": "Sac\0"})])
