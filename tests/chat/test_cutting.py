"""Quotes are cut at clause borders, and never so that they say the contrary."""

import pytest

from chat.citing import cite
from chat.cutting import LONGEST, closes_inside, inside_sentence, opens_inside, shortened
from data.spans import Span
from retrieval.lexical import words
from tests.records_for_tests import review

RAMBLING = (
    "Je l'ai reçue un mardi sous la pluie et je l'ai portée tout de suite parce que je n'avais rien d'autre, "
    "elle tient bien au vent; la capuche, elle, ne tient pas du tout sur un casque, contrairement à ce que dit la fiche, "
    "ce qui est dommage pour un modèle vendu aux cyclistes de tous les jours."
)


def cut(text: str, wanted: str = "", language: str = "fr", longest: int = LONGEST) -> str:
    start, end = shortened(text, set(words(wanted, language)), language, longest)
    return text[start:end]


def test_a_quote_that_fits_is_left_whole() -> None:
    assert cut("Très bien.") == "Très bien."


@pytest.mark.parametrize("longest", [60, 100, 160, 240])
def test_a_cut_quote_is_part_of_the_text_and_fits(longest: int) -> None:
    quote = cut(RAMBLING, "capuche casque", longest=longest)
    assert quote in RAMBLING
    assert 0 < len(quote) <= longest


def test_the_part_that_speaks_of_the_question_is_kept_with_its_negation() -> None:
    quote = cut(RAMBLING, "la capuche sur un casque", longest=80)
    assert quote == "la capuche, elle, ne tient pas du tout sur un casque"


def test_a_clause_under_a_negation_is_never_quoted_alone() -> None:
    text = "I don't think, whatever the others say about the rain here, that it keeps you dry on a long ride home."
    assert not cut(text, "dry long ride", "en", 60).startswith("that it keeps")


def test_what_takes_it_back_is_not_cut_off() -> None:
    text = "The zip is smooth and the pockets are deep, but the zip broke after a week of very gentle use by my mother."
    quote = cut(text, "smooth zip", "en", 70)
    assert quote != "The zip is smooth and the pockets are deep"


def test_a_sentence_that_takes_back_the_one_before_stays_with_it() -> None:
    text = "Le tissu est superbe et très doux. Mais il bouloche en une semaine, surtout aux manches et sous les bras."
    assert cut(text, "tissu doux", longest=70) != "Le tissu est superbe et très doux."


def test_a_text_without_borders_is_cut_between_words_and_not_on_a_negation() -> None:
    text = "word " * 20 + "not good " + "word " * 20
    quote = cut(text, "", "en", len("word " * 20 + "not"))
    assert quote.endswith("word")
    assert text[len(quote)] == " "


def test_a_quote_knows_where_it_was_cut() -> None:
    text = "One sentence. Another one; and more of it."
    assert not opens_inside(text, 0)
    assert not opens_inside(text, 14)
    assert opens_inside(text, 27)
    assert closes_inside(text, 25)
    assert not closes_inside(text, 13)
    assert not closes_inside(text, len(text))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("on attendait depuis une heure et personne ne venait, nous sommes partis sans payer", "fr"),
        ("we had been waiting for an hour and nobody came, so we left without paying", "en"),
    ],
)
def test_a_quote_of_a_span_cut_out_of_a_long_sentence_shows_that_it_was_cut(text: str, language: str) -> None:
    comma = text.index(",") + 1
    record = review(1, text, language=language)
    first, last = ((0, comma), (comma + 1, len(text)))
    before, after = (cite(1, Span(record.id, a, b, text[a:b]), record) for a, b in (first, last))
    assert (before.cut_before, before.cut_after) == (False, True)
    assert (after.cut_before, after.cut_after) == (True, False)


def test_sentences_lines_and_lists_are_no_cuts() -> None:
    text = "Belle robe\nElle taille bien. Très douce 👍 Je recommande\n- lavage facile"
    assert not any(inside_sentence(text, text.index(word)) for word in ("Elle", "Très", "Je", "- lavage"))
    assert not any(inside_sentence(text, text.index(mark)) for mark in ("\nElle", " Très", "\n- lavage"))
    assert inside_sentence(text, text.index("taille"))
