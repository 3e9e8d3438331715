"""The counted sentence: right in number, in grammar, in both languages, for every way voices can fall."""

import itertools
import re

import pytest

from chat.answer import Tally
from chat.counting import FEW, SAID, counted, few

ABOUT = {"fr": "de l'odeur", "en": "the smell"}


def tally(for_: int, against: int, mixed: int) -> Tally:
    return Tally("smell", for_, against, mixed, for_ + against + mixed)


def said(for_: int, against: int, mixed: int, language: str) -> str:
    return counted(tally(for_, against, mixed), ABOUT[language], language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_count_is_said_and_no_other_figure(language: str) -> None:
    for voices in itertools.product(range(5), repeat=3):
        if sum(voices) < 2:
            continue
        figures = sorted(int(n) for n in re.findall(r"\d+", said(*voices, language).replace("both", str(sum(voices)))))
        told = sorted([n for n in voices if n] + [sum(voices)])
        assert figures == (told if max(voices) < sum(voices) else [sum(voices)])


@pytest.mark.parametrize(
    ("voices", "french", "english"),
    [
        ((0, 1, 0), "Une seule personne parle de l'odeur, et elle n'en est pas contente.",
         "Only one customer mentions the smell, and is not happy."),
        ((11, 3, 0), "Selon les clients, avis plutôt favorable : 11 des 14 personnes qui parlent de l'odeur sont "
         "contentes sur ce point, 3 ne le sont pas.",
         "Customers are mostly happy on this point: 11 of the 14 who mention the smell are, 3 are not."),
        ((1, 4, 1), "Selon les clients, avis plutôt défavorable : 4 des 6 personnes qui parlent de l'odeur sont "
         "mécontentes sur ce point, 1 est contente et 1 est partagée.",
         "Customers are mostly unhappy on this point: 4 of the 6 who mention the smell are, 1 is happy and 1 is in "
         "two minds."),
        ((0, 1, 2), "Selon les clients, avis partagés : sur les 3 personnes qui parlent de l'odeur, 1 est mécontente "
         "et 2 sont partagées.",
         "Customers are divided on this point: of the 3 who mention the smell, 1 is unhappy and 2 are in two minds."),
    ],
)  # fmt: skip
def test_the_sentence_reads_as_a_person_would_say_it(voices: tuple[int, int, int], french: str, english: str) -> None:
    assert said(*voices, "fr") == french
    assert said(*voices, "en") == english


def test_a_topic_without_a_name_is_spoken_of_as_it() -> None:
    assert "qui en parlent" in counted(tally(3, 1, 0), None, "fr")
    assert "who speak of it" in counted(tally(3, 1, 0), None, "en")


def test_a_handful_is_said_to_be_one() -> None:
    assert few(tally(2, 1, 0), "fr") == "À savoir : seules 3 personnes en parlent."
    assert few(tally(2, 1, 0), "en") == "Good to know: only 3 people speak of it."
    assert few(tally(FEW, 1, 0), "fr") is None
    assert few(tally(1, 0, 0), "en") is None


def test_every_sentence_exists_in_both_languages() -> None:
    assert all(set(texts) == {"fr", "en"} and all(texts.values()) for texts in SAID.values())
