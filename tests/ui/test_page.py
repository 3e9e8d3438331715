"""The demo shop's pages, without a browser."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from chat.warming import WarmingUpError
from tests.fakes_assistant import RECORDS, XSS, FakeAssistant
from ui.page.formats import drawing, price, stock
from ui.page.rendering import held
from ui.page.routes import FILES


def split_data(page: str) -> tuple[str, str]:
    """The page without the text of its JSON-LD, and that text."""
    found = re.search(r'(?<=<script type="application/ld\+json">).*?(?=</script>)', page, re.DOTALL)
    return (page.replace(found[0], ""), found[0]) if found else (page, "")


def test_the_shop_lists_every_product_with_its_drawing(shop: TestClient) -> None:
    page = shop.get("/?lang=fr").text
    assert "Crème Rosée" in page
    assert "34,00\u00a0€" in page
    assert '<img src="/shop/cream.svg" alt=""' in page
    assert '<img src="/shop/runner.svg" alt=""' in page
    assert 'href="/p/creme-rosee?lang=fr"' in page


def test_a_product_page_shows_what_the_brand_and_everybody_else_said(shop: TestClient) -> None:
    page = shop.get("/p/creme-rosee?lang=fr").text
    for words in (
        "Maison Fauvette", "En stock", "Une crème de jour souple", "50 ml, flacon pompe", "30 jours, flacon fermé.",
        "Convient-elle aux peaux sèches", "Elle va sous le maquillage", "Trois semaines de Rosée", "Enfin une crème",
        "4,2/5 de moyenne sur 5 notes", "7 personnes l'ont trouvé utile".replace("'", "&#39;"),
    ):  # fmt: skip
        assert words in page, words


def test_reviews_stand_in_order_with_both_dates_and_what_is_known_of_them(shop: TestClient) -> None:
    page = shop.get("/p/creme-rosee?lang=fr").text
    ids = re.findall(r'<article class="review" id="([^"]+)"', page)
    assert ids == [f"review-000000000000000{n}" for n in (1, 2, 3, 5, 4)]
    assert "Publié le 18 janvier 2026 · Expérience du 4 janvier 2026" in page
    assert "Publication : date non communiquée · Expérience : date non communiquée" in page
    for label in ("Avis vérifié", "Avis non vérifié", "Produit offert", "Traduit (original en allemand)", "En anglais"):
        assert f"<li>{label}</li>" in page
    assert "du plus récent au plus ancien" in page


def test_the_page_speaks_the_language_of_its_address_then_of_the_browser(shop: TestClient) -> None:
    english = shop.get("/p/creme-rosee?lang=en")
    assert '<html lang="en">' in english.text
    assert "Rosée Cream" in english.text
    assert "€34.00" in english.text
    assert "<li>In French</li>" in english.text
    assert english.headers["content-language"] == "en"
    assert '<html lang="en">' in shop.get("/", headers={"accept-language": "de, en-GB;q=0.8"}).text
    assert '<html lang="fr">' in shop.get("/?lang=xx", headers={"accept-language": ""}).text


def test_nothing_people_wrote_becomes_markup(shop: TestClient) -> None:
    page, _ = split_data(shop.get("/p/creme-rosee?lang=fr").text)
    assert "&lt;script&gt;window.hacked=1&lt;/script&gt;" in page
    assert "onmouseover" not in page  # no name: nobody signs
    assert re.findall(r"<script[^>]*>", page) == [
        '<script defer src="/widget/temoin.js">',
        '<script type="application/ld+json">',
    ]
    assert "javascript:" not in re.sub(r"\[cliquez\]\(javascript:alert\(1\)\)", "", page)
    assert "<img src=x" not in page


@pytest.mark.parametrize("field", ["title", "author", "text", "language", "id"])
@pytest.mark.parametrize("kind", range(len(RECORDS)))
def test_no_field_of_any_record_can_break_out(
    shop: TestClient, assistant: FakeAssistant, field: str, kind: int
) -> None:
    written: dict[str, Any] = {"product_id": "foulque-3", "id": f"extra-{kind}"} | {field: f"\"'>{XSS}"}
    hostile = replace(RECORDS[kind], **written)
    assistant.extra = (hostile,)
    page, data = split_data(shop.get("/p/foulque-3?lang=en").text)
    assert not set(data) & set("<>&")
    assert json.loads(data)["@graph"][0]["@type"] == "Product"
    assert "<script>" not in page
    assert "<img src=x" not in page
    assert re.findall(r'\son\w+="?[^&]', re.sub(r"&[^;]+;[^<]*", "", page)) == []


def test_pages_hold_no_inline_script_or_style_and_a_strict_policy(shop: TestClient) -> None:
    for path in ("/", "/p/creme-rosee", "/p/nowhere", "/avis", "/embed/frame?product=creme-rosee"):
        response = shop.get(path)
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        page = re.sub(r"&lt;.*?&gt;", "", split_data(response.text)[0])
        assert not re.search(r"<style|style=|<script>|\son\w+=", page)


def test_long_lists_are_paged(shop: TestClient, assistant: FakeAssistant) -> None:
    assistant.extra = tuple(replace(RECORDS[10], id=f"review-{n:016x}") for n in range(100, 123))
    first, last = shop.get("/p/foulque-3?lang=en"), shop.get("/p/foulque-3?lang=en&page=3")
    assert first.text.count('<article class="review"') == 10
    assert "Page 1 of 3" in first.text
    assert 'rel="next" href="?lang=en&amp;page=2#reviews"' in first.text
    assert last.text.count('<article class="review"') == 5
    assert 'rel="next"' not in last.text
    assert shop.get("/p/foulque-3?lang=en&page=999").text.count('<article class="review"') == 5
    for odd in ("0", "-1", "x", "9" * 500, "٣"):
        assert shop.get("/p/foulque-3", params={"page": odd}).status_code == 200


def test_an_unknown_product_is_a_page_not_found(shop: TestClient) -> None:
    response = shop.get("/p/%3Cscript%3E?lang=fr")
    assert response.status_code == 404
    assert "Cette page n&#39;existe pas" in response.text
    assert "<script>" not in response.text


def test_a_shop_that_is_not_ready_reloads_by_itself(shop: TestClient, assistant: FakeAssistant) -> None:
    class Warming(FakeAssistant):
        def product(self, product_id: str):  # type: ignore[no-untyped-def]  # as the fake has it
            raise WarmingUpError("loading")

    shop.app.state.assistant = Warming()  # type: ignore[attr-defined]  # the client's app is typed as any ASGI app
    for path in ("/?lang=fr", "/p/creme-rosee?lang=fr"):
        response = shop.get(path)
        assert (response.status_code, response.headers["refresh"]) == (503, "2")
        assert "La boutique ouvre" in response.text


def test_every_file_is_served_and_nothing_beside_them(shop: TestClient) -> None:
    assert len(FILES) > 10
    for name in FILES:
        assert shop.get(f"/shop/{name}").status_code == 200
    assert shop.get("/shop/cream.svg").headers["content-type"] == "image/svg+xml"
    for other in ("routes.py", "..%2Froutes.py", "%2e%2e/routes.py", "templates/product.html"):
        assert shop.get(f"/shop/{other}").status_code == 404


@pytest.mark.parametrize(
    ("amount", "currency", "french", "english"),
    [
        ("34.00", "EUR", "34,00\u00a0€", "€34.00"),
        ("1299", "GBP", "1\u202f299,00\u00a0£", "£1,299.00"),
        ("12.5", "CHF", "12,50\u00a0CHF", "12.50\u00a0CHF"),
        ("sur devis", "EUR", "sur devis EUR", "sur devis EUR"),
        ("9.90", None, "9,90", "9.90"),
        (None, None, "Prix non communiqué", "Price not given"),
    ],
)
def test_prices_are_written_as_their_readers_do(
    amount: str | None, currency: str | None, french: str, english: str
) -> None:
    assert (price(amount, currency, "fr"), price(amount, currency, "en")) == (french, english)


def test_stock_is_the_brands_word_in_the_readers_language() -> None:
    assert stock("https://schema.org/InStock", "fr") == "En stock"
    assert stock("out_of_stock", "en") == "Out of stock"
    assert stock("à venir", "fr") == "à venir"
    assert stock(None, "fr") is None


def test_a_category_nobody_drew_is_a_parcel() -> None:
    assert drawing("face-cream") == "cream"
    assert drawing("Kids_Shoes") == "straps"
    assert drawing("submarine") == drawing(None) == "parcel"


def test_machines_read_the_reviews_on_the_page_word_for_word(shop: TestClient) -> None:
    page, data = split_data(shop.get("/p/creme-rosee?lang=fr").text)
    product, questions = json.loads(data)["@graph"]
    assert (product["name"], product["brand"]["name"]) == ("Crème Rosée", "Maison Fauvette")
    assert product["offers"] == {
        "@type": "Offer", "price": "34.00", "priceCurrency": "EUR", "availability": "https://schema.org/InStock",
    }  # fmt: skip
    rated = product["aggregateRating"]
    assert (rated["ratingValue"], rated["ratingCount"], rated["reviewCount"]) == (4.2, 5, 5)
    written = {record.text for record in RECORDS if record.kind == "review" and record.product_id == "creme-rosee"}
    assert {review["reviewBody"] for review in product["review"]} == written
    assert product["review"][0]["author"]["name"] == "Claire"
    assert product["review"][0]["datePublished"] == "2026-01-18"
    assert "datePublished" not in product["review"][-1]
    asked = questions["mainEntity"][0]
    assert (questions["@type"], asked["name"]) == ("FAQPage", "Convient-elle aux peaux sèches ?")
    assert asked["acceptedAnswer"]["text"] in page


def test_page_data_and_records_say_no_surname(shop: TestClient, assistant: FakeAssistant) -> None:
    assistant.extra = (replace(RECORDS[0], id="review-signed", author="Solène Guérineau"),)
    page, data = split_data(shop.get("/p/creme-rosee?lang=fr").text)
    assert "Solène G." in page
    assert {"@type": "Person", "name": "Solène G."} in [
        one["author"] for one in json.loads(data)["@graph"][0]["review"]
    ]
    served = shop.get("/v1/records/review-signed").text
    assert "Solène G." in served
    assert "Guérineau" not in page + data + served


def test_three_answers_of_the_brand_stand_open_and_the_others_folded(
    shop: TestClient, assistant: FakeAssistant
) -> None:
    faq = next(record for record in RECORDS if record.kind == "faq")
    assistant.extra = tuple(
        replace(faq, id=f"faq-{n:016x}", product_id="foulque-3", title=f"Question {n} ?") for n in range(5)
    )
    page, data = split_data(shop.get("/p/foulque-3?lang=fr").text)
    words = re.sub(r"</?span[^>]*>", "", page)
    assert re.findall(r'<h3 lang="fr">(Question \d \?)</h3>', words) == ["Question 0 ?", "Question 1 ?", "Question 2 ?"]
    assert re.findall(r'<summary lang="fr">(Question \d \?)</summary>', words) == ["Question 3 ?", "Question 4 ?"]
    assert len(json.loads(data)["@graph"][1]["mainEntity"]) == 3


def test_the_shop_leads_with_something_for_skin_feet_and_home(shop: TestClient) -> None:
    page = shop.get("/?lang=en").text
    assert re.findall(r'class="card large" href="/p/([^?]+)', page) == ["creme-rosee", "foulque-3"]
    assert 'data-temoin-snippets data-product="creme-rosee foulque-3 "' in page


@pytest.mark.parametrize(
    ("availability", "shown", "schema"),
    [
        ("in_stock", "In stock", "InStock"),
        ("limited_availability", "Last pieces", "LimitedAvailability"),
        ("preorder", "Available to pre-order", "PreOrder"),
        ("out of stock", "Out of stock", "OutOfStock"),
        ("à venir", "à venir", None),
    ],
)
def test_machines_read_the_stock_people_read(
    shop: TestClient,
    assistant: FakeAssistant,
    monkeypatch: pytest.MonkeyPatch,
    availability: str,
    shown: str,
    schema: str | None,
) -> None:
    known = assistant.product("creme-rosee")
    other = replace(known, product=replace(known.product, availability=availability))
    monkeypatch.setattr(assistant, "product", lambda _: other)
    page, data = split_data(shop.get("/p/creme-rosee?lang=en").text)
    assert f">{shown}</span>" in page
    assert json.loads(data)["@graph"][0]["offers"].get("availability") == (schema and f"https://schema.org/{schema}")
    assert ('popovertarget="basket" disabled' in page) is (availability == "out of stock")


def test_every_record_has_a_place_on_its_products_page(shop: TestClient, assistant: FakeAssistant) -> None:
    assistant.extra = tuple(replace(RECORDS[10], id=f"review-{n:016x}") for n in range(100, 123))
    for record in (*RECORDS, *assistant.extra):
        response = shop.get(f"/r/{record.id}?lang=en", follow_redirects=False)
        assert response.status_code == 303
        address, _, place = response.headers["location"].partition("#")
        assert place == record.id
        assert record.kind == "product" or f'id="{place}"' in shop.get(address).text, record
    assert "page=3" in shop.get(f"/r/{assistant.extra[-1].id}", follow_redirects=False).headers["location"]
    assert shop.get("/r/review-nowhere").status_code == 404
    assert 'data-permalink="/r/{id}?lang=fr"' in shop.get("/p/creme-rosee?lang=fr").text


def test_the_brand_answers_in_the_pages_language_where_it_has_enough_to_say(
    shop: TestClient, assistant: FakeAssistant
) -> None:
    faq = next(record for record in RECORDS if record.kind == "faq")
    told = replace(faq, product_id="foulque-3")
    french = tuple(replace(told, id=f"faq-{n:016x}", title=f"Question {n} ?", language="fr") for n in range(3))
    english = tuple(replace(told, id=f"faq-{n:016x}", title=f"Question {n}?", language="en") for n in range(3, 5))
    assistant.extra = french + english
    assert "Question 3?" not in shop.get("/p/foulque-3?lang=fr").text
    assert "Question 0" in shop.get("/p/foulque-3?lang=en").text


def test_high_signs_of_the_brands_french_begin_no_line(shop: TestClient) -> None:
    assert held("Elle <b> va : oui ! « Non »") == (
        'Elle &lt;b&gt; <span class="held">va :</span> <span class="held">oui !</span> <span class="held">« Non »</span>'
    )
    assert held("Really? Yes: it does.") == "Really? Yes: it does."
    policy = shop.get("/avis?lang=fr").text
    assert not re.search(r" [;:?!»]", re.sub(r"</?\w[^>]*>", "", policy).partition("<main")[2])
    assert "publié\u00a0:" in policy


def test_how_reviews_are_treated_is_told_in_both_languages_from_the_rules(shop: TestClient) -> None:
    french, english = shop.get("/avis?lang=fr").text, shop.get("/avis?lang=en").text
    assert "<h1>Comment ces avis sont traités</h1>" in french
    assert "<h1>How these reviews are treated</h1>" in english
    rules = [re.findall(r"<li><strong>[^<]+</strong>.+?<code>(\w+)</code>", page) for page in (french, english)]
    assert rules[0] == rules[1]
    assert {"spam", "insult", "personal_data"} <= set(rules[0])
    assert "**" not in french + english
    assert "/avis?lang=fr" in shop.get("/p/creme-rosee?lang=fr").text


def test_the_panel_in_the_page_knows_its_questions_before_it_is_opened(shop: TestClient) -> None:
    page = shop.get("/p/creme-rosee?lang=en").text
    given = re.search(r'data-questions="([^"]+)"', page)
    assert given
    assert json.loads(given[1].replace("&#34;", '"'))[0] == "Is it good for dry skin?"
    assert 'data-support="mailto:' in page
