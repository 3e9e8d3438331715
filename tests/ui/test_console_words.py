"""What the console says of files and people, in the language of who reads it."""

import re
from html import unescape

import pytest

from data.privacy.found import PersonalKind
from ui.console.data_shown import failed, held, held_rows, report
from ui.console.page_script import page_script
from ui.console.phrases import FAILURES, in_language
from ui.console.words_client import GRADIO
from ui.console.words_dashboard import said
from ui.console.words_data import PERSONAL

TOLD = {"dry_run": True, "read": 4, "new": 2, "changed": 0, "unchanged": 0, "duplicate": 0, "refused": 2, "retired": 0,
        "products": 0, "hidden": {"phone": 1, "birth_date": 2}, "held": {"spam": 1, "campaign": 4}, "skipped": [],
        "generation": None}  # fmt: skip


def test_every_kind_of_personal_data_has_a_name_in_both_languages() -> None:
    assert set(PERSONAL) == set(PersonalKind)
    assert all(both["fr"] and both["en"] and both["fr"] != both["en"] for both in PERSONAL.values())


def test_a_report_names_rules_and_personal_data_as_its_reader_does() -> None:
    french, english = (unescape(report(TOLD, "avis.csv", spoken)) for spoken in ("fr", "en"))
    assert "téléphones\u00a0: 1 · dates de naissance\u00a0: 2" in french
    assert "Publicité\u00a0: 1" in french
    assert "telephones: 1 · dates of birth: 2" in english
    assert not re.search("phone: 1|spam|campaign", french)


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (
            "a.csv: its layout is unknown (columns found: foo, bar); the nearest known layout is amazon_2018, which "
            "also needs asin, overall: write a mapping and pass it with --mapping FILE",
            "a.csv : colonnes inconnues (foo, bar).",
        ),
        ("b.json: its JSON breaks at line 1: ',' was expected", "b.json : son JSON se casse à la ligne 1."),
        ("c.csv: no column tells the product (such as product_id, sku): pass --product ID", "le champ Produit"),
    ],
)
def test_why_a_file_could_not_be_read_is_said_in_french_too(english: str, french: str) -> None:
    assert french in in_language(english, FAILURES, "fr").replace("\u00a0", " ")
    assert in_language(english, FAILURES, "en") == english
    assert "<strong>" in failed({"error": english}, "fr")


def test_what_is_held_on_somebody_is_counted_and_named() -> None:
    found = {"total": 1, "traces": {"records": 1}, "mentioned": 1, "backups": [],
             "records": [{"id": "review-1", "kind": "review", "source": "s", "product_id": "p", "text": "t"}]}  # fmt: skip
    assert "1 contribution d'une autre personne emploie ce nom et reste." in unescape(held(found, "fr"))
    assert held_rows(found, "fr") == [["review-1", "Avis client", "s", "p", "t"]]


def test_thousands_stand_apart_as_either_language_writes_them() -> None:
    figures = {"reviews": 736, "videos": 40, "french": 551, "english": 520, "undated": 156}
    assert said("content_told", "fr", records=1091, **figures).startswith("1\u202f091 contenus")
    assert said("content_told", "en", records=1091, **figures).startswith("1,091 pieces")


def test_what_gradio_says_by_itself_has_our_words() -> None:
    script = page_script()
    for said_in_english in GRADIO:
        assert f'"{said_in_english}"' in script
    assert "SAID" not in script
