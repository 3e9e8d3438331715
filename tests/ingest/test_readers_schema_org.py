"""JSON-LD in pages as sites really write it."""

from pathlib import Path

import pytest

from data.errors import IngestError
from tests.ingest.exports import read, read_as, written

REVIEWS = """{
 "@context": "https://schema.org/", "@type": "Product", "name": "Armoire", "sku": "MT-150",
 "review": [
  {"@type": "Review", "@id": "https://a.example/p#avis-1", "author": {"@type": "Person", "name": "Marion"},
   "datePublished": "2023-06-18T10:51:26+02:00", "name": "Sol", "reviewBody": "Stable, l&#39;été.",
   "reviewRating": {"ratingValue": "8", "bestRating": "10"}, "inLanguage": "fr"},
  {"@type": "Review", "identifier": "avis-2", "author": "Vik", "reviewBody": "Wobbles.", "inLanguage": "en-GB",
   "reviewRating": {"ratingValue": 2}},
 ]
}"""


def page(*scripts: str) -> str:
    bodies = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return f'<!DOCTYPE html>\n<html lang="fr">\n<body>{bodies}<script>var x = 1;</script></body></html>'


@pytest.mark.parametrize("wrap", ["{}", "/*<![CDATA[*/\n{}\n/*]]>*/", "<!--\n{}\n-->", "{}\n// mis en cache", "{};"])
def test_reviews_in_a_page_are_read_through_comments_and_trailing_commas(tmp_path: Path, wrap: str) -> None:
    got = read_as(tmp_path, "p.html", page(wrap.replace("{}", REVIEWS)))
    first, second = got.records
    assert (first.product_id, first.text, first.rating) == ("MT-150", "Sol\nStable, l'été.", 4.0)
    assert (first.author, first.language, first.provenance.external_id) == ("Marion", "fr", "avis-1")
    assert (second.author, second.language, second.rating) == ("Vik", "en", 2.0)
    assert [product.id for product in got.products] == ["MT-150"]


def test_a_review_alone_finds_its_product_by_reference_and_its_language_by_the_page(tmp_path: Path) -> None:
    graph = """{"@graph": [
      {"@type": "Review", "reviewBody": "Bien.", "itemReviewed": {"@id": "#lit"}},
      {"@id": "#lit", "@type": "Product", "productID": "lit-90", "name": "Lit"},
      {"@type": "Review", "reviewBody": "Dur.", "itemReviewed": {"@type": "Product", "name": "Matelas Été"}}]}"""
    first, second = read_as(tmp_path, "p.html", page(graph)).records
    assert (first.product_id, first.language) == ("lit-90", "fr")
    assert second.product_id == "matelas-ete"


def test_a_broken_script_is_refused_with_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    got = read_as(tmp_path, "p.html", page('{"@type": "Review"', REVIEWS))
    assert len(got.records) == 2
    assert got.refusal.line == 3


def test_a_json_file_of_json_ld_is_told_by_its_keys(tmp_path: Path) -> None:
    assert len(read_as(tmp_path, "p.json", REVIEWS.replace("},\n ]", "}\n ]")).records) == 2


def test_a_video_with_its_transcript_is_a_record_without_times(tmp_path: Path) -> None:
    video = {"@type": "VideoObject", "@id": "#v1", "name": "Essai", "transcript": "Alors voilà.", "inLanguage": "fr"}
    record = read_as(tmp_path, "v.jsonld", {"@context": "x", **video}, product="P").record
    assert (record.text, record.cues, record.title, record.product_id) == ("Alors voilà.", (), "Essai", "P")


@pytest.mark.parametrize(
    "content", ["<html><body>rien</body></html>", page('{"@type": "BreadcrumbList"}'), "", "<" * 9000]
)
def test_a_page_without_anything_to_read_says_so(tmp_path: Path, content: str) -> None:
    with pytest.raises(IngestError):
        read(written(tmp_path, "p.html", content))
