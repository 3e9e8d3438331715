"""A lexicon tells which texts of one language hold a stem."""

from retrieval.lexical import Lexicon

LEXICON = Lexicon(["La pompe fuit.", "The pump leaks.", "Deux pompes.", "Rien."], ["fr", "en", "fr", "fr"])


def test_the_places_of_a_stem_are_those_of_its_language_in_order() -> None:
    assert LEXICON.holding("pomp", "fr").tolist() == [0, 2]
    assert LEXICON.holding("pump", "en").tolist() == [1]
    assert LEXICON.holding("pump", "fr").tolist() == []


def test_a_stem_nobody_uses_stands_nowhere() -> None:
    assert LEXICON.holding("couvercl", "fr").tolist() == []
    assert Lexicon([], []).holding("pump", "en").tolist() == []
