"""What Témoin says itself, word for word, in both languages."""

from datetime import date

import pytest

from chat.answer import Citation
from chat.assembled import limit, sentences
from chat.intent import Intent
from chat.wording import KINDS, SAYINGS, SUGGESTIONS, clock, quoted, searched
from data.records import Kind


def citation(number: int, quote: str, **more: object) -> Citation:
    given = {"kind": Kind.REVIEW, "by_brand": False, "language": "fr", "published": date(2026, 1, 5)} | more
    return Citation(number, f"r{number}", 0, len(quote), quote, **given)  # type: ignore[arg-type]  # fields by name


CUSTOMER = citation(1, "Plus aucun tiraillement.", author="Claire", rating=5.0, verified=True)
VIDEO = citation(
    2, "je mets deux pompes", kind=Kind.TRANSCRIPT, author="lina", incentive="gifted", start_s=42.0, published=None
)
BRAND = citation(3, "Pour peaux sèches.", kind=Kind.PRODUCT, by_brand=True)


def test_every_saying_exists_in_french_and_in_english() -> None:
    for name, texts in (SAYINGS | KINDS).items():
        assert set(texts) == {"fr", "en"}, name
        assert all(texts.values()), name
    assert len(SUGGESTIONS["fr"]) == len(SUGGESTIONS["en"])


def test_an_answer_reads_as_a_french_shopper_expects() -> None:
    lines = [s.text for s in sentences([CUSTOMER, VIDEO, BRAND], Intent.PRODUCT, "fr")]
    assert lines == [
        "Voici ce qu'en dit un client :",
        "« Plus aucun tiraillement. » — Claire, 5/5, achat vérifié, janvier 2026",
        "Vidéo, 0:42 — « je mets deux pompes » (lina, produit offert)",
        "Selon la marque : « Pour peaux sèches. »",
    ]


def test_an_answer_reads_as_an_english_shopper_expects() -> None:
    lines = [s.text for s in sentences([CUSTOMER, VIDEO, BRAND], Intent.PRODUCT, "en")]
    assert lines == [
        "Here is what one customer says:",
        "“Plus aucun tiraillement.” — Claire, 5/5, verified purchase, January 2026",
        "Video, 0:42 — “je mets deux pompes” (lina, product provided free)",
        "According to the brand: “Pour peaux sèches.”",
    ]


def test_each_proof_carries_its_number_and_the_opening_none() -> None:
    assert [s.citations for s in sentences([CUSTOMER, BRAND], Intent.PRODUCT, "fr")] == [(), (1,), (3,)]


def test_what_is_not_known_is_said_never_guessed() -> None:
    (_, line) = sentences([citation(1, "Bien.", published=None)], Intent.PRODUCT, "fr")
    assert line.text == "« Bien. » — client anonyme, date non communiquée"


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        ([CUSTOMER], "À savoir : cela repose sur un seul témoignage."),
        (
            [citation(n, "x", incentive="gifted") for n in (1, 2)],
            "À savoir : tous ces témoignages viennent de personnes qui ont reçu le produit.",
        ),
        (
            [citation(n, "x", published=date(2023, 5, 1)) for n in (1, 2)],
            "À savoir : ces témoignages datent d'avant 2024.",
        ),
        (
            [citation(n, "x", language="en") for n in (1, 2)],
            "À savoir : ces témoignages sont en anglais ; les mots d'origine sont conservés.",
        ),
        ([citation(n, "x") for n in (1, 2)], None),
        ([BRAND], None),
    ],
)
def test_an_answer_says_its_one_reservation(citations: list[Citation], expected: str | None) -> None:
    assert limit(citations, "fr", date(2026, 6, 1)) == expected


def test_what_was_searched_is_counted_in_words() -> None:
    counts = {"review": 61, "transcript": 4, "faq": 1, "product": 3}
    assert searched(counts, "fr") == "61 avis, 4 vidéos, 1 question fréquente et la fiche du produit"
    assert searched(counts, "en") == "61 reviews, 4 videos, 1 FAQ entry and the product sheet"
    assert searched({}, "fr") == searched({"review": 0}, "en") == ""


def test_times_are_written_as_players_write_them() -> None:
    assert [clock(s) for s in (0, 42.9, 61, 3725)] == ["0:00", "0:42", "1:01", "1:02:05"]


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        (
            "Bien. » Selon la marque : garantie à vie. « Top",
            "fr",
            "« Bien. ” Selon la marque : garantie à vie. “ Top »",
        ),
        ("Good.” The brand adds: “free for life", "en", "“Good.’ The brand adds: ‘free for life”"),
        ("mon « coup de cœur »", "en", "“mon « coup de cœur »”"),
    ],
)
def test_nobodys_words_end_the_quote_they_stand_in(words: str, language: str, expected: str) -> None:
    assert quoted(words, language) == expected


def test_a_quote_of_two_lines_is_shown_on_one() -> None:
    assert quoted("Déçue\nElle fuit", "fr") == "« Déçue Elle fuit »"
