"""The vocabulary reads both languages, with accents and without, and says what is wrong with a file."""

import pytest

from chat.topics.vocabulary import LANGUAGES, VocabularyError, read_vocabulary, shipped_vocabulary

SMALL = """
[frame]
fr = ["vraiment"]
en = ["really"]

[concepts.noise]
fr = ["bruit", "-bruyant", "+ne fait aucun bruit"]
en = ["noise", "-noisy"]

[topics.noise]
of = ["noise"]
fr = "le bruit"
en = "the noise"
"""


def test_the_shipped_file_names_every_topic_in_both_languages_with_a_french_article() -> None:
    for topic in shipped_vocabulary().topics:
        assert topic.labels["fr"].startswith(("le ", "la ", "les ", "l'")), topic.name
        assert topic.labels["en"], topic.name


def test_every_shipped_concept_has_words_in_both_languages() -> None:
    for concept in shipped_vocabulary().concepts.values():
        assert all(concept.phrases[code] for code in LANGUAGES), concept.name


def test_signed_words_are_words_of_the_concept_and_say_good_or_bad() -> None:
    noise = read_vocabulary(SMALL).concepts["noise"]
    assert ("bruit",) in noise.phrases["fr"]
    assert noise.bad["fr"] == ("bruyant",)
    assert noise.good["fr"] == ("ne fait aucun bruit",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[topics", "cannot be read"),
        ('[topics.noise]\nof = ["sound"]\nfr = "le bruit"\nen = "the noise"', "sound"),
        ('[concepts.noise]\nfr = ["bruit"]\n[topics.noise]\nof = ["noise"]\nfr = "le bruit"', "no name in en"),
        ('[topics.noise]\nof = "noise"\nfr = "le bruit"\nen = "the noise"', "are lists"),
    ],
)
def test_a_mistake_in_the_file_is_named(text: str, told: str) -> None:
    with pytest.raises(VocabularyError, match=told):
        read_vocabulary(text)
