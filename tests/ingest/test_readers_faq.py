"""FAQ in each of its layouts."""

from datetime import date
from pathlib import Path

import pytest

from data.errors import IngestError
from data.records import Kind
from tests.ingest.exports import read, read_as, written

MARKDOWN = """---
title: FAQ
updated: 2026-05-20
---

# creme-confort

langue : fr

## Laisse-t-elle un film gras ?

Un voile, **cinq** minutes :

- une [pression](https://a.example) suffit ;
- deux, c'est trop.

# creme-confort (fr / en)

Language: en

## Is it greasy?

A veil,
five minutes.

# Livraison

## Livrez-vous en Suisse ?

Oui.
"""


def test_a_markdown_faq_takes_product_language_and_date_from_what_stands_above(tmp_path: Path) -> None:
    french, english, shop = read_as(tmp_path, "faq.md", MARKDOWN).records
    assert french.title == "Laisse-t-elle un film gras ?"
    assert french.text == "Un voile, cinq minutes :\n- une pression suffit ;\n- deux, c'est trop."
    assert (french.product_id, french.language, french.published) == ("creme-confort", "fr", date(2026, 5, 20))
    assert (english.product_id, english.language, english.text) == ("creme-confort", "en", "A veil, five minutes.")
    assert (shop.product_id, shop.attributes) == ("shop", {"category": "Livraison"})
    assert {french.kind, english.kind} == {Kind.FAQ}
    assert french.by_brand


def test_a_markdown_faq_filed_under_product_names_finds_its_product(tmp_path: Path) -> None:
    names = {"fr": "Mixeur Rafale", "en": "Rafale blender"}
    written(tmp_path, "products.json", {"products": [{"id": "rafale", "name": names, "price": "9"}]})
    written(tmp_path, "faq_en.md", "# Rafale Blender\n\n## Hot soup?\n\nYes.\n")
    (faq,) = [record for record in read(tmp_path).records if record.kind is Kind.FAQ]
    assert (faq.product_id, faq.language) == ("rafale", "en")


@pytest.mark.parametrize(
    "text",
    [
        "**Taille-t-elle petit ?**\n\nNon.\n",
        "Q : Taille-t-elle petit ?\nR : Non.\n",
        "Q: Taille-t-elle petit ?\n\nA: Non.\n",
        "<details><summary>Taille-t-elle petit ?</summary>Non.</details>\n",
        "## Taille-t-elle petit ?\n\nNon.\n",
    ],
)
def test_questions_in_bold_in_pairs_and_in_summaries_are_read(tmp_path: Path, text: str) -> None:
    record = read_as(tmp_path, "faq.md", text, product="P").record
    assert (record.title, record.text) == ("Taille-t-elle petit ?", "Non.")


def test_prose_is_no_faq(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="no heading asks a question"):
        read_as(tmp_path, "notes.md", "# Notre histoire\n\nUn atelier.\n")


def test_a_hash_inside_a_code_block_is_no_heading(tmp_path: Path) -> None:
    record = read_as(tmp_path, "faq.md", "## Comment ?\n\n```\n# pas un titre ?\n```\nfin\n", product="P").record
    assert record.text == "# pas un titre ?\nfin"


def test_a_faq_table_is_read_and_two_brands_numbering_alike_do_not_collide(tmp_path: Path) -> None:
    table = "id,product_id,language,question,answer,updated_at\nfaq-01,{},fr,Taille ?,Oui.,2026-01-20\n"
    first = read_as(tmp_path, "a.csv", table.format("botte")).record
    second = read_as(tmp_path, "b.csv", table.format("veste")).record
    assert first.provenance.external_id == second.provenance.external_id == "faq-01"
    assert first.id != second.id


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "1", "product_id": "P", "question": {"fr": "Taille ?", "en": "Size?"}, "answer": {"fr": "Oui.", "en": "Yes."}},
        {"id": "1", "product_id": "P", "question_fr": "Taille ?", "answer_fr": "Oui.", "question_en": "Size?", "answer_en": "Yes."},
    ],
)  # fmt: skip
def test_an_entry_in_two_languages_gives_one_record_each(tmp_path: Path, entry: dict[str, object]) -> None:
    records = read_as(tmp_path, "faq.json", [entry]).records
    assert [(r.language, r.title, r.text) for r in records] == [("fr", "Taille ?", "Oui."), ("en", "Size?", "Yes.")]
    assert records[0].id != records[1].id


def test_an_entry_without_answer_is_refused(tmp_path: Path) -> None:
    got = read_as(tmp_path, "faq.csv", "product_id,question,answer\nP,Taille ?,\n")
    assert got.refusal.column == "answer"
    assert "a question and its answer" in got.refusal.reason


def test_a_faq_page_in_json_ld_is_read_with_its_lists_and_without_its_scripts(tmp_path: Path) -> None:
    page = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": ["fr", "en"],
        "mainEntity": [
            {
                "@type": "Question",
                "@id": "https://a.example/faq#q1",
                "name": "Fixer au mur ?",
                "inLanguage": "fr",
                "acceptedAnswer": {
                    "@type": "Answer",
                    "text": "<p>Oui :</p><ul><li>deux équerres ;</li></ul><script>alert(1)</script>&eacute;",
                },
                "about": {"@type": "Product", "@id": "armoire-lison"},
            },
            {"@type": "Question", "name": "Belgique ?", "acceptedAnswer": {"@type": "Answer", "text": "Oui."}},
        ],
    }
    first, second = read_as(tmp_path, "faq.jsonld", page).records
    assert (first.product_id, first.language, first.text) == ("armoire-lison", "fr", "Oui :\n- deux équerres ;\né")
    assert second.product_id == "shop"


def test_a_faq_page_that_only_points_at_its_questions_still_owns_them(tmp_path: Path) -> None:
    question = {
        "@type": "Question",
        "@id": "#q1",
        "name": "Seul ?",
        "acceptedAnswer": {"@type": "Answer", "text": "Oui."},
    }
    page = {"@graph": [{"@type": ["WebPage", "FAQPage"], "mainEntity": [{"@id": "#q1"}]}, question]}
    record = read_as(tmp_path, "page.jsonld", page).record
    assert (record.kind, record.title, record.text) == (Kind.FAQ, "Seul ?", "Oui.")
