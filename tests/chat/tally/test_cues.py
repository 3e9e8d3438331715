"""A topic's own words say good or bad, and a negation turns them round."""

import pytest

from chat.tally.cues import Said, cues_of, said, turns
from chat.topics.topic import topic_of
from chat.topics.vocabulary import LANGUAGES

TOPIC = topic_of("does it grip in the wet?", "en")
assert TOPIC is not None
CUES = {code: cues_of(TOPIC.good[code], TOPIC.bad[code], code) for code in LANGUAGES}


@pytest.mark.parametrize(
    ("text", "language", "good", "bad"),
    [
        ("Accroche impeccable.", "fr", 1, 0),
        ("Je n'ai pas glissé une seule fois.", "fr", 1, 0),
        ("Ça glisse pas.", "fr", 1, 0),
        ("Les semelles glissent.", "fr", 0, 1),
        ("Never slipped.", "en", 1, 0),
        ("They slip on wet kerbs.", "en", 0, 1),
        ("No. They slip.", "en", 0, 1),
        ("It did not squeak on the kitchen floor or slip.", "en", 1, 0),
        ("Pas de bruit sur le carrelage de la cuisine ni de glissade, rien ne glisse.", "fr", 1, 0),
        ("Sie rutschen.", "de", 0, 0),
    ],
)
def test_cues_are_read_with_their_negations(text: str, language: str, good: int, bad: int) -> None:
    assert said(text, language, CUES) == Said(good, bad)


def test_only_sentences_on_the_topic_are_read_for_their_turn() -> None:
    text = "Juste la pompe, qui bloque. L'odeur est belle."
    assert turns(text, frozenset({"pomp"}), "fr").complaint
    assert not turns(text, frozenset({"odeur"}), "fr").complaint


def test_a_text_without_a_word_has_no_turn() -> None:
    assert not any(turns("", frozenset(), "en"))
