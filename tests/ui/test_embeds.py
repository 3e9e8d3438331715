"""What other sites embed: customers' words as data and as HTML, and the frame, without a browser."""

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from tests.fakes_assistant import RECORDS, XSS, FakeAssistant, cite


def test_words_for_a_listing_page_are_exact_and_say_where_they_come_from(shop: TestClient) -> None:
    response = shop.get("/embed/snippets", params={"product": ["creme-rosee"], "lang": "en"})
    first = response.json()["snippets"][0]
    assert first["quote"] == "«\u00a0J'ai la peau très sèche et plus aucun tiraillement au bout de deux jours.\u00a0»"
    assert (first["by"], first["language"], first["product"]) == ("Claire · 5/5", "fr", "Rosée Cream")
    assert first["marks"] == ["Verified review", "Published 18 January 2026", "Experience of 4 January 2026"]
    assert "rating plays no part" in response.json()["criteria"]
    assert response.headers["access-control-allow-origin"] == "*"


def test_only_reviews_are_shown_each_voice_once_whatever_their_rating(shop: TestClient) -> None:
    found = shop.get("/embed/snippets", params={"product": ["creme-rosee"], "lang": "fr"}).json()["snippets"]
    assert [snippet["by"] for snippet in found] == ["Claire · 5/5", "Marion · 3/5"]


def test_the_same_words_as_html_are_escaped_and_carry_their_language(
    shop: TestClient, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = replace(RECORDS[4], text="<img src=x onerror=alert(1)> Une phrase assez longue pour être citée.")
    monkeypatch.setattr(
        assistant, "evidence", lambda *_: (replace(cite(1, hostile, hostile.text), author=hostile.author),)
    )
    page = shop.get("/embed/snippets.html", params={"product": ["creme-rosee"], "lang": "fr"}).text
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img" not in page
    assert '<blockquote lang="fr">' in page
    assert re.search(r"<div data-temoin-snippets lang=\"fr\"", page)
    assert "&lt;b onmouseover" in page


@pytest.mark.parametrize("address", ["/embed/snippets", "/embed/snippets.html"])
def test_a_product_nobody_knows_and_too_many_are_refused(shop: TestClient, address: str) -> None:
    assert shop.get(address, params={"product": ["nowhere"]}).status_code == 404
    assert shop.get(address).status_code == 422
    assert shop.get(address, params={"product": ["creme-rosee"] * 4}).status_code == 422


def test_the_frame_may_stand_in_this_site_and_in_those_the_settings_list(shop: TestClient) -> None:
    policy = shop.get("/embed/frame").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self'")
    # the client's app is typed as any ASGI app
    shop.app.state.shop_origins = frozenset({"https://shop.example"})  # type: ignore[attr-defined]
    try:
        policy = shop.get("/embed/frame").headers["content-security-policy"]
        assert policy.endswith("frame-ancestors 'self' https://shop.example")
    finally:
        # the client's app is typed as any ASGI app
        shop.app.state.shop_origins = frozenset()  # type: ignore[attr-defined]


def test_nothing_given_to_the_frame_becomes_markup(shop: TestClient) -> None:
    page = shop.get("/embed/frame", params={"product": f'"{XSS[:60]}'.replace("/", ""), "support": f'">{XSS}'}).text
    assert page.count("<script") == 1
    assert "<img" not in page
