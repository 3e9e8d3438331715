"""Spans hold every word of a record exactly once, are short enough to be quoted, and end where sentences end."""

import itertools
import re
import time
from dataclasses import replace
from random import Random

import pytest

from data.records import Cue, Kind, Record
from data.spans import Span
from ingest.chunking import LONGEST, MOST_SECONDS, cut
from tests.records_for_tests import review

SMS = (
    "franchement je m attendais pas a ca la creme elle est top ma peau est toute douce depuis que je la mets le soir "
    "mais le pot il est minuscule on en a pour 3 semaines a peine donc pour le prix c est abuse ma soeur elle a la "
    "meme et elle dit pareil que moi sauf que elle a la peau grasse et que du coup ca brille un peu sur le front le "
    "midi je la rachete quand meme parce que j ai rien trouve de mieux en pharmacie et que l odeur elle me rappelle "
    "ma grand mere voila vous savez tout bisous les filles et bon courage pour choisir entre les deux formats car c "
    "est pas simple du tout quand on voit les photos sur le site"
)
TEXTS = {
    "french abbreviations": "M. Dupont, qui mesure 1,82 m, l'a prise en 4.5 cm. Mme Martin aussi ! Env. 3 kg, p.ex. ici.",
    "english abbreviations": "Dr. Smith vs. Mr. Jones, e.g. in the U.S. army. It weighs approx. 3.5 kg. See p. 4.",
    "decimals and versions": "Le pied fait 4.5 cm de haut. Version 2.0.1 reçue. Prix : 12.99 €. Note 4.5/5.",
    "ellipses": "Bof... Je ne sais pas… On verra bien ... peut-être. Hmm…\nEnfin…",
    "emoji": "😍😍😍 Trop belle !!! 👍🏽 Ma fille l'adore 👩‍👩‍👧 … \n❤️ Merci ❤️",
    "shouting": 'NUL!!!!! NUL?!?! Jamais reçu!!! "Colis perdu." (Sic.) «Désolé.» Voilà.',
    "french quotes": "Elle m'a dit : « C'est parfait. » Puis : « Trop petit ! » J'ai donc gardé la première.",
    "sms": SMS,
    "one long word": "Regardez " + "a" * 400 + " et dites-moi.",
    "two words just too long": "b" * 40 + " " + "c" * 250,
    "a long word first": "d" * 300 + " " + "e" * 30,
    "crlf": "Titre\r\nPremière ligne.\r\nDeuxième ligne\r\n\r\nFin.\r\n",
    "old line ends": "Title\rFirst line.\rSecond\u2028Third\x0bFourth\x85Fifth",
    "odd spaces": "\u00a0Très\u202fbien\u00a0!\u2003Oui\u00a0; non.\u3000Fin\t\t. \u200bvoilà ",
    "no words": "\n \t\n",
    "nothing": "",
    "a list": "- léger\n- solide\n- pas cher\n\n1. ouvrir\n2. poser\n3. fermer",
    "long sentence": ", ".join(["la fermeture est solide et le tissu ne retient pas l'eau"] * 12) + ".",
    "long sentence of clauses": " ".join(["I love it but the strap is too short for me"] * 12) + ".",
    "dashes": "—".join(["the zip"] * 60),
    "short sentences": "Nul. Cassé. Renvoyé. Remboursé. Merci. Au revoir. Jamais plus.",
    "arabic": "هذا المنتج رائع جدا. أنصح به الجميع! " * 12,
    "no spaces at all": "とても良い商品です。" * 60,
    "url": "Voir https://exemple.fr/a.b.c?d=e.f pour la photo. Oui.",
}


def spans_of(text: str, **more: object) -> list[Span]:
    return cut(review(1, text, **more))


def words_in(text: str, spans: list[Span]) -> list[int]:
    """For each word of a text, in how many spans it is whole; the bullet of a list is no word."""
    words = [match.span() for match in re.finditer(r"\S+", text) if match[0] not in ("-", "•", "*")]
    return [sum(span.start <= start and end <= span.end for span in spans) for start, end in words]


def assert_sound(text: str) -> None:
    spans = spans_of(text)
    assert all(span.text == text[span.start : span.end] for span in spans)
    assert set(words_in(text, spans)) <= {1}
    assert all(first.end <= second.start for first, second in itertools.pairwise(spans))
    assert all(span.text == span.text.strip() != "" for span in spans)
    assert all(len(span.text) <= LONGEST or len(span.text.split()) == 1 for span in spans)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_word_is_in_exactly_one_span_whose_text_is_the_records(text: str) -> None:
    assert_sound(text)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_text_is_made_of_no_word_is_lost_or_said_twice(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a game, not a secret
    parts = [word for text in TEXTS.values() for word in re.findall(r"\S+|\s+", text)]
    assert_sound("".join(dice.choice(parts) + dice.choice(["", " ", " ", "\n", ". "]) for _ in range(80)))


def test_a_record_without_words_has_no_span() -> None:
    assert spans_of("") == spans_of(" \n\t ") == []


@pytest.mark.parametrize(
    "text",
    [
        "M. Dupont et Mme Martin la trouvent trop lourde pour la randonnée.",
        "Elle fait env. 4.5 cm de plus que l'ancienne, p.ex. sous le genou.",
        "It is approx. 3.5 kg, e.g. as heavy as a cat, says Dr. Smith of the clinic.",
    ],
)
def test_an_abbreviation_or_a_decimal_ends_no_sentence(text: str) -> None:
    assert [span.text for span in spans_of(text)] == [text]
    longer = (
        f"{text} " + "Une seconde phrase assez longue pour rester toute seule dans son morceau à elle, je crois. " * 2
    )
    assert spans_of(longer)[0].text == text


def test_a_span_holds_one_to_three_sentences() -> None:
    assert [span.text for span in spans_of(TEXTS["short sentences"])] == [
        "Nul. Cassé. Renvoyé.",
        "Remboursé. Merci. Au revoir.",
        "Jamais plus.",
    ]


def test_long_sentences_stand_alone() -> None:
    one = "The zip of the outer pocket has held for two winters of daily commuting."
    two = "The strap, on the other hand, frayed at the buckle after the first month."
    assert [span.text for span in spans_of(f"{one} {two}")] == [one, two]


def test_the_title_is_a_span_of_its_own() -> None:
    spans = spans_of("Très bien\nElle tient chaud. Je la garde.")
    assert [span.text for span in spans] == ["Très bien", "Elle tient chaud. Je la garde."]


def test_each_line_of_a_list_is_a_span_without_its_bullet() -> None:
    assert [span.text for span in spans_of(TEXTS["a list"])] == [
        *("léger", "solide", "pas cher"),
        *("1. ouvrir", "2. poser", "3. fermer"),
    ]


def test_a_text_without_punctuation_is_cut_between_clauses_into_quotable_pieces() -> None:
    spans = spans_of(SMS)
    assert len(SMS) >= 600
    assert all(60 <= len(span.text) <= LONGEST for span in spans)
    assert any(span.text.startswith(("mais ", "donc ", "sauf ", "car ")) for span in spans)


@pytest.mark.parametrize("piece", ["mot ", "A. ", "no. ", "a, "])
def test_a_very_long_line_is_cut_in_time_that_grows_with_its_length(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    spans = spans_of(text)
    assert time.process_time() - started < 2
    assert sum(len(span.text.split()) for span in spans) == len(text.split())


def test_an_unanswered_question_has_no_span_and_an_answered_one_has() -> None:
    asked = review(1, "Is it waterproof?", kind=Kind.QUESTION)
    assert cut(replace(asked, attributes={"unanswered": "yes"})) == []
    assert [span.text for span in cut(asked)] == ["Is it waterproof?"]


def video(*cues: tuple[float, float, str]) -> Record:
    """A transcript of cues (start, end, words)."""
    text, placed = "", []
    for start_s, end_s, words in cues:
        start = len(text) + bool(text)
        text = f"{text} {words}" if text else words
        placed.append(Cue(start, start + len(words), start_s, end_s))
    return review(1, text, kind=Kind.TRANSCRIPT, cues=tuple(placed))


def seconds(span: Span) -> float:
    assert span.start_s is not None
    assert span.end_s is not None
    return span.end_s - span.start_s


def test_a_transcript_is_cut_into_ten_to_twenty_seconds_at_the_end_of_a_sentence() -> None:
    record = video(
        *((at, at + 4, f"Sentence {at} ends here." if at % 12 else "and it goes on") for at in range(0, 120, 4))
    )
    spans = cut(record)
    assert all(10 <= seconds(span) <= 20 for span in spans[:-1])
    assert all(span.text.endswith(".") for span in spans)
    assert set(words_in(record.text, spans)) == {1}
    assert all(span.text == record.text[span.start : span.end] for span in spans)


@pytest.mark.parametrize("seed", range(20))
def test_no_moment_is_longer_than_twenty_seconds_unless_one_cue_is(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a game, not a secret
    at, cues = 0.0, []
    for _ in range(40):
        length = dice.choice([0.5, 2, 4, 7, 19, 26])
        cues.append((at, at + length, dice.choice(["so the zip", "it closes.", "Voilà !", "et hop", "oh…"])))
        at += length + dice.choice([0, 0, -0.3, 1.5, 40])
    record = video(*cues)
    spans = cut(record)
    assert set(words_in(record.text, spans)) == {1}
    for span in spans:
        inside = [cue for cue in record.cues if span.start <= cue.start < span.end]
        assert seconds(span) <= MOST_SECONDS or len(inside) == 1
        assert span.start_s == inside[0].start_s
        assert span.end_s == max(cue.end_s for cue in inside)


def test_a_transcript_without_times_is_cut_like_a_text() -> None:
    (span,) = cut(review(1, "I wear a 39 and it fits.", kind=Kind.TRANSCRIPT))
    assert (span.start_s, span.end_s) == (None, None)
