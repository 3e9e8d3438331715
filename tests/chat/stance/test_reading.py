"""Words of the lists are heard with their negations, in both languages alike."""

import pytest

from chat.stance.lexicon import SENSES, entries, lexicon, sense
from chat.stance.reading import LISTED, features, tokens


def listed(text: str, language: str) -> list[str]:
    return [one.removeprefix(LISTED) for one in features(tokens(text), language) if one.startswith(LISTED)]


@pytest.mark.parametrize(
    ("french", "english", "heard"),
    [
        ("Très bonne", "Very good", ["praise"]),
        ("Elle n'est pas bonne", "It isn't good", ["not praise"]),
        ("Jamais décevante", "Never unreliable", ["not blame"]),
        ("Inutile", "Useless", ["blame_much"]),
        ("Aucun regret", "No regrets", ["praise_much"]),
        ("Pas encore", "Not yet", ["unsettled"]),
        ("Malheureusement", "Unfortunately", ["turn"]),
        ("Bleue", "Blue", []),
        ("GÉNIAL", "AMAZING", ["praise_much"]),
    ],
)
def test_both_languages_are_heard_alike(french: str, english: str, heard: list[str]) -> None:
    assert (listed(french, "fr"), listed(english, "en")) == (heard, heard)


def test_french_negation_turns_the_verb_before_it_too() -> None:
    assert "fr:not chante" in features(tokens("Elle ne chante pas"), "fr")
    assert "fr:not chante" in features(tokens("elle chante pas"), "fr")
    assert "fr:not chante" in features(tokens("Elle ne chante plus"), "fr")
    assert "fr:chante" in features(tokens("Elle chante plus"), "fr")


def test_typographic_apostrophes_and_missing_accents_change_nothing() -> None:
    assert tokens("Ça n’est pas génial") == tokens("ca n'est pas genial")
    assert tokens("It doesn’t work") == ["it", "does", "n't", "work"]


def test_the_longest_phrase_is_taken_whole() -> None:
    assert listed("rien à redire", "fr") == ["praise_much"]
    assert listed("not to mention", "en") == []
    assert [one for one in features(tokens("not disappointed"), "en") if "disappointed" in one] == [
        "en:not_disappointed"
    ]


def test_lists_hold_no_empty_entry_and_no_accent() -> None:
    """An entry that folding changes would never be found."""
    for language in ("fr", "en"):
        known = lexicon(language)
        assert known.turns
        assert set(known.words.values()) <= set(SENSES)
        assert all(word.isascii() for word in (*known.words, *known.stems))
        assert all(len(stem) > 1 for stem in known.stems)
    assert entries("pas mal, ,bon*") == [("pas", "mal"), ("bon*",)]


def test_an_exact_word_goes_before_a_stem() -> None:
    assert sense("cheap", "en") != sense("cheaply", "en")
    assert sense("xylophone", "fr") is None
