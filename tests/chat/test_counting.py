"""The counted sentence: right in number, in grammar, in both languages, for every way voices can fall."""

import itertools
import re

import pytest

from chat.answer import Tally
from chat.counting import FEW, SAID, SMALL, counted, counted_shortly, few

ABOUT = {"fr": "de l'odeur", "en": "of the smell"}


def tally(for_: int, against: int, mixed: int) -> Tally:
    return Tally("smell", for_, against, mixed, for_ + against + mixed)


def said(for_: int, against: int, mixed: int, language: str) -> str:
    return counted(tally(for_, against, mixed), ABOUT[language], language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_count_is_said_and_no_other_figure(language: str) -> None:
    for voices in itertools.product(range(7), repeat=3):
        if sum(voices) <= FEW:
            continue
        figures = sorted(int(n) for n in re.findall(r"\d+", said(*voices, language)))
        told = sorted([n for n in voices if n] + [sum(voices)])
        assert figures == (told if max(voices) < sum(voices) else [sum(voices)])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sides_of_two_or_three_are_not_counted(language: str) -> None:
    for voices in ((1, 0, 0), (0, 2, 0), (2, 1, 0), (1, 1, 1)):
        assert re.findall(r"\d+", said(*voices, language)) == ([] if sum(voices) == 1 else [str(sum(voices))])


@pytest.mark.parametrize(
    ("voices", "french", "english"),
    [
        ((0, 1, 0), "Je n'ai trouvé qu'un client qui parle de l'odeur :", "I found only one customer who speaks of the smell:"),
        ((1, 1, 1), "Je n'ai trouvé que 3 clients qui parlent de l'odeur :", "I found only 3 customers who speak of the smell:"),
        ((11, 3, 0), "Selon les clients, avis plutôt favorable : 11 des 14 personnes qui parlent de l'odeur sont "
         "contentes sur ce point, 3 ne le sont pas.",
         "Customers are mostly happy on this point: 11 of the 14 who speak of the smell are, 3 are not."),
        ((1, 4, 1), "Selon les clients, avis plutôt défavorable : 4 des 6 personnes qui parlent de l'odeur sont "
         "mécontentes sur ce point, 1 est contente et 1 est partagée.",
         "Customers are mostly unhappy on this point: 4 of the 6 who speak of the smell are, 1 is happy and 1 is in "
         "two minds."),
        ((0, 2, 3), "Selon les clients, avis partagés : sur les 5 personnes qui parlent de l'odeur, 2 sont mécontentes "
         "et 3 sont partagées.",
         "Customers are divided on this point: of the 5 who speak of the smell, 2 are unhappy and 3 are in two minds."),
    ],
)  # fmt: skip
def test_the_sentence_reads_as_a_person_would_say_it(voices: tuple[int, int, int], french: str, english: str) -> None:
    assert said(*voices, "fr") == french
    assert said(*voices, "en") == english


def test_a_topic_without_a_name_is_spoken_of_as_it() -> None:
    assert "qui en parlent" in counted(tally(3, 1, 0), None, "fr")
    assert "who speak of it" in counted(tally(3, 1, 0), None, "en")


def test_a_handful_is_said_to_be_one() -> None:
    assert few(tally(3, 1, 0), "fr") == "À savoir : seules 4 personnes en parlent."
    assert few(tally(3, 1, 0), "en") == "Good to know: only 4 people speak of it."
    assert few(tally(SMALL, 1, 0), "fr") is None
    assert few(tally(FEW, 0, 0), "en") is None


def test_every_sentence_exists_in_both_languages() -> None:
    assert all(set(texts) == {"fr", "en"} and all(texts.values()) for texts in SAID.values())


@pytest.mark.parametrize(
    ("voices", "french", "english"),
    [
        (
            (8, 3, 0),
            "8 contentes et 3 mécontentes parmi les 11 personnes qui en parlent",
            "8 happy and 3 unhappy among the 11 people who speak of it",
        ),
        ((1, 0, 0), "une seule personne en parle, contente", "only one person speaks of it, happy"),
        (
            (0, 0, 2),
            "2 partagées parmi les 2 personnes qui en parlent",
            "2 in two minds among the 2 people who speak of it",
        ),
        ((0, 0, 0), "personne n'en parle", "nobody speaks of it"),
    ],
)
def test_a_count_can_stand_in_a_line(voices: tuple[int, int, int], french: str, english: str) -> None:
    assert counted_shortly(tally(*voices), "fr") == french
    assert counted_shortly(tally(*voices), "en") == english
