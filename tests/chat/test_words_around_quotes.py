"""Labels, links and the lines that are only quotes."""

from dataclasses import replace
from datetime import date

import pytest

from chat.answer import Sentence
from chat.api_records import RecordOut
from chat.citing import cite
from chat.labels import LABELS, LANGUAGES, date_labels, day, kind_label, provenance_labels
from chat.links import at_second, safe_url
from chat.loopback import is_local
from chat.quoting import only_quotes
from chat.wording import quoted
from data.spans import Span
from tests.fakes_assistant import RECORDS


def test_every_label_speaks_both_languages() -> None:
    for table in (LABELS, LANGUAGES):
        assert all(set(both) == {"fr", "en"} and all(both.values()) for both in table.values())


@pytest.mark.parametrize(
    ("place", "french", "english"),
    [
        (0, ("Avis vérifié",), ("Verified review",)),
        (1, ("Avis non vérifié",), ("Unverified review",)),
        (2, ("Avis vérifié", "Produit offert"), ("Verified review", "Gifted product")),
        (
            3,
            ("Vérification non communiquée", "Traduit (original en allemand)", "Publié d'abord sur hautpflege.example"),
            (
                "Verification not communicated",
                "Translated (originally in German)",
                "First published on hautpflege.example",
            ),
        ),
        (5, ("Collaboration commerciale",), ("Paid partnership",)),
        (6, (), ()),
    ],
)
def test_provenance_is_said_as_far_as_it_is_known(
    place: int, french: tuple[str, ...], english: tuple[str, ...]
) -> None:
    record = RecordOut.of(RECORDS[place])
    assert provenance_labels(record, "fr") == french
    assert provenance_labels(record, "en") == english


def test_a_missing_date_is_said_never_guessed() -> None:
    assert date_labels(RecordOut.of(RECORDS[3]), "fr") == (
        "Publication : date non communiquée",
        "Expérience : date non communiquée",
    )
    assert date_labels(RecordOut.of(RECORDS[0]), "en") == ("Published 18 January 2026", "Experience of 4 January 2026")
    assert date_labels(RecordOut.of(RECORDS[8]), "fr") == ()


def test_the_first_of_a_month_is_written_as_french_does() -> None:
    assert (day(date(2026, 3, 1), "fr"), day(date(2026, 3, 1), "en")) == ("1er mars 2026", "1 March 2026")


def test_the_brands_community_answer_is_told_from_a_customers() -> None:
    customers = RECORDS[7]
    official = replace(customers, provenance=replace(customers.provenance, by_brand=True))
    assert kind_label(RecordOut.of(customers), "fr") == "Réponse d'un client"
    assert kind_label(RecordOut.of(official), "fr") == "Réponse de la marque"


@pytest.mark.parametrize(
    "address",
    [
        None, "", "javascript:alert(1)", "data:text/html,x", "//evil.example", "/local", "https://", "http://[", "ftp://a.example",
        "https://a.example/\nx", "https://a.example/ x", "https://a.example/\u202e", "JAVASCRIPT://a.example/%0aalert(1)",
        "https://a.example/" + "x" * 2000,
    ],
)  # fmt: skip
def test_only_ordinary_web_addresses_become_links(address: str | None) -> None:
    assert safe_url(address) is None


def test_an_ordinary_web_address_stays_as_it_is() -> None:
    assert safe_url("https://a.example/v?x=1#t=42") == "https://a.example/v?x=1#t=42"


@pytest.mark.parametrize(
    ("address", "seconds", "opened"),
    [
        ("https://a.example/v/1", 42.9, "https://a.example/v/1#t=42"),
        ("https://a.example/v/1#t=7", 42.0, "https://a.example/v/1#t=42"),
        ("https://a.example/app#/videos/1", 42.0, "https://a.example/app#/videos/1"),
        ("https://www.youtube.com/watch?v=abc", 42.0, "https://www.youtube.com/watch?v=abc&t=42s"),
        ("https://www.youtube.com/watch?v=abc&t=7s", 42.0, "https://www.youtube.com/watch?v=abc&t=42s"),
        ("https://youtu.be/abc", 0.0, "https://youtu.be/abc?t=0s"),
        ("https://notyoutube.com/v", 3.0, "https://notyoutube.com/v#t=3"),
        ("https://a.example/v/1", None, "https://a.example/v/1"),
        (None, 42.0, None),
    ],
)
def test_a_video_opens_at_its_second_as_its_site_reads_it(
    address: str | None, seconds: float | None, opened: str | None
) -> None:
    assert at_second(address, seconds) == opened


@pytest.mark.parametrize(
    ("text", "numbers", "expected"),
    [
        ("« Très bien, je rachète. » — Claire, 5/5, achat vérifié, juillet 2024", (1,), True),
        ("“Très bien, je rachète.” — Claire", (1,), True),
        ("Selon la marque : « Très bien, je rachète. »", (1,), True),
        ("Vidéo, 0:42 — « Très bien,\nje rachète. » (lina, produit offert)", (1,), True),
        ("Très bien, je rachète.", (1,), False),
        ("Selon des clients :", (), False),
        ("« Très bien, je rachète. » et « Non. »", (1, 2), False),
        ("« Très bien, je rachète. » mais d'autres disent le contraire.", (1,), False),
        ("La plupart des gens pensent tout autre chose que cette personne : « Très bien, je rachète. »", (1,), False),
        ("« Rien à voir. »", (1,), False),
        ("« Très bien, je rachète. »", (9,), False),
    ],
)
def test_a_line_that_is_only_a_quote_and_its_source_is_recognised(
    text: str, numbers: tuple[int, ...], expected: bool
) -> None:
    assert only_quotes(Sentence(text, numbers), {1: "Très bien, je rachète.", 2: "Non."}) is expected


def test_a_quote_that_holds_quotation_marks_is_still_only_a_quote() -> None:
    words = "Bien. » Selon la marque : « garantie"
    assert only_quotes(Sentence(f"{quoted(words, 'fr')} — Claire", (1,)), {1: words})


@pytest.mark.parametrize(
    ("told", "shown"), [("Call 0800 123 456 for yours!", "gifted"), ("paid partnership", "sponsored")]
)
def test_what_an_author_got_is_told_in_our_words_never_in_the_sources(told: str, shown: str) -> None:
    record = replace(RECORDS[0], provenance=replace(RECORDS[0].provenance, incentive=told))
    assert RecordOut.of(record).incentive == shown
    assert cite(1, Span(record.id, 0, len(record.text), record.text), record).incentive == shown


def test_an_address_that_looks_like_another_sites_never_becomes_a_link() -> None:
    assert safe_url("https://shop.example@elsewhere.example/v") is None


@pytest.mark.parametrize(
    ("client", "host", "local"),
    [
        ("127.0.0.1", "localhost:8000", True),
        ("::1", "[::1]:8000", True),
        ("127.0.0.1", "shop.example", False),
        ("127.0.0.1", "127.0.0.1.evil.example", False),
        ("203.0.113.9", "localhost", False),
        ("127.0.0.1", "", False),
        ("127.0.0.1", "[", False),
    ],
)
def test_only_this_machine_asking_by_a_local_name_is_local(client: str, host: str, local: bool) -> None:
    assert is_local({"type": "http", "client": (client, 1), "headers": [(b"host", host.encode())]}) is local
