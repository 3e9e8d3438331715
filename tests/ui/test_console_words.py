"""What the console says of files and people, in the language of who reads it."""

import re
from html import unescape
from pathlib import Path

import pytest

from chat.intent import Intent
from data.privacy.found import PersonalKind
from ingest import verifying
from ui.console.data_shown import failed, held, held_rows, report, verification
from ui.console.page_script import page_script
from ui.console.phrases import FAILURES, FINDINGS, in_language
from ui.console.words_client import GRADIO
from ui.console.words_dashboard import said
from ui.console.words_data import PERSONAL
from ui.console.words_trace import intent_name, trace_name, trace_told

TOLD = {"dry_run": True, "read": 4, "new": 2, "changed": 0, "unchanged": 0, "duplicate": 0, "refused": 2, "retired": 0,
        "products": 0, "hidden": {"phone": 1, "birth_date": 2}, "held": {"spam": 1, "campaign": 4}, "skipped": [],
        "generation": None}  # fmt: skip


def test_every_kind_of_personal_data_has_a_name_in_both_languages() -> None:
    assert set(PERSONAL) == set(PersonalKind)
    assert all(both["fr"] and both["en"] and both["fr"] != both["en"] for both in PERSONAL.values())


def test_a_report_names_rules_and_personal_data_as_its_reader_does() -> None:
    rules = {"spam": "Publicité", "campaign": "Campagne"}
    french, english = (unescape(report(TOLD, "avis.csv", rules, spoken)) for spoken in ("fr", "en"))
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
        (
            "d.zip: the archive holds 6,000 files: at most 5,000 were expected",
            "d.zip : l'archive contient 6,000 fichiers",
        ),
        ("e.zip: it unpacks to more than 100 times its size: not an export people made", "e.zip : décompressé"),
        (
            "f.json: it holds no rows with columns or keys: a CSV header, JSON objects or another",
            "f.json : aucune ligne",
        ),
        ("c.csv: no column tells the product (such as product_id, sku): pass --product ID", "le champ Produit"),
    ],
)
def test_why_a_file_could_not_be_read_is_said_in_french_too(english: str, french: str) -> None:
    assert french in in_language(english, FAILURES, "fr").replace("\u00a0", " ")
    assert in_language(english, FAILURES, "en") == english
    assert "<strong>" in failed({"error": english}, "fr")


STAGES = {
    "question": ["first question", "stands alone", "leads on from the question before", "points back to the question before",
                 "one of those named before", "says nothing of what is asked", "too short to stand alone"],
    "intent": ["model: off_topic 0.61, order_support 0.20", "pattern of show_me", "no pattern", "asks how it runs",
               "pattern of price in the last message", "on no product's page; else objection: pattern of objection"],
    "product": ["named in the message"],
    "profile": ["nothing told", "foot_width wide, household children, child_age 3"],
    "evidence": ["16 spans", "dense and lexical scores of span and passage, fused"],
    "reading": ["6 answer", "question and span read together"],
    "gate": ["best 0.95", "answered from 0.62, nearly from 0.55; proofs from 0.27"],
    "tally": ["9 for · 5 against · 2 mixed", "topic greasy_film: every review of cream, one voice an author",
              "topic of the words asked: every review of cream, one voice an author"],
    "answerable": ["answered from 0.64, nearly from 0.4"],
    "comparison": ["lower bound of the share in favour", "named in the question, and the page's own"],
    "selection": ["5 shown", "one a voice, both sides", "near, none answers",
                  "the surest voices of each side, a moment, the brand"],
    "complaints": ["4 shown of 31", "most surely against, one a voice, no two alike"],
    "size": ["too_few", "leaning", "clear", "nobody", "22 voices counted, 27 others; height_cm 155.0, usual size 43"],
    "people like the shopper": ["2 alike, 0 not"],
    "writing": ["2 sentences of the model", "every sentence held", "dropped “All love it”: holds a total, which only "
                "counting may say"],
}  # fmt: skip
"""Every stage of an answer, with what it tells, as answers on the sample brought it up."""


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_of_an_answer_is_told_in_french_without_an_internal_name(stage: str) -> None:
    assert trace_name(stage, "fr") != stage or stage == "question"
    for told in STAGES[stage]:
        french, english = trace_told(told, "fr"), trace_told(told, "en")
        assert french not in (told, english)
        assert not re.search(r"[a-z]_[a-z]|\.0\b", french + english)


@pytest.mark.parametrize("intent", list(Intent))
def test_every_intent_has_a_name_in_both_languages(intent: Intent) -> None:
    assert all("_" not in intent_name(intent.value, language) for language in ("fr", "en"))
    assert trace_told(intent.value, "fr") == intent_name(intent.value, "fr")


def test_what_a_verification_finds_and_what_mends_it_are_said_in_the_readers_language() -> None:
    found = {"sound": False, "findings": [{"count": 2, "what": "backups are damaged", "ids": [],
             "remedy": "python -m ingest backup, then delete the damaged ones"}]}  # fmt: skip
    french = unescape(verification(found, "fr"))
    assert "2 × sauvegardes abîmées → python -m ingest backup, puis supprimez celles qui sont abîmées" in french
    assert "2 × backups are damaged → python" in unescape(verification(found, "en"))


def test_every_finding_of_a_verification_has_its_french() -> None:
    source = Path(verifying.__file__).read_text(encoding="utf-8")
    told = re.findall(r'_finding\(\s*"([^"]+)"', source) + re.findall(r'^            "([a-z ]+)": self', source, re.M)
    assert len(told) > 10
    assert [one for one in told if in_language(one, FINDINGS, "fr") == one] == []


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
    assert "BACK." not in script
    assert "La connexion est revenue." in script
