"""The clauses that speak of a topic are found, and the search for an opinion widens only when they hold none."""

from chat.stance.topic import judged, named, on_topic
from chat.stance.weighing import Weigher

WEIGHER = Weigher({"+praise": 1.0, "+blame": -1.0, "+turn": -0.5})


def read(text: str, *topic: str, language: str = "fr") -> str:
    """The judged part of a text."""
    weighed = WEIGHER.weigh(text, language)
    chosen = judged(weighed, on_topic(weighed, named(topic, language)))
    return text[weighed[chosen[0]].piece.start : weighed[chosen[-1]].piece.end].strip()


def test_the_clause_of_the_topic_is_read_alone_when_it_holds_an_opinion() -> None:
    text = "Le tissu est doux, mais la fermeture coince. La couleur est belle."
    assert read(text, "fermeture") == "mais la fermeture coince."
    assert read(text, "tissu") == "Le tissu est doux,"
    assert read(text, "couleurs") == "La couleur est belle."


def test_a_clause_without_an_opinion_is_read_with_its_side_then_its_sentence_then_all() -> None:
    assert read("La fermeture, elle, coince, mais on s'y fait.", "fermeture") == "La fermeture, elle, coince,"
    assert read("Pour la semelle : mais quelle solidité !", "semelle") == "Pour la semelle : mais quelle solidité !"
    assert read("La semelle en gomme. Elle est robuste.", "semelle") == "La semelle en gomme. Elle est robuste."


def test_a_phrase_is_looked_for_whole_before_its_words() -> None:
    text = "Bonne sur sol sec, mauvaise sur sol mouillé."
    assert read(text, "sol mouillé") == "mauvaise sur sol mouillé."
    assert read(text, "sol mouille") == "mauvaise sur sol mouillé."


def test_a_text_that_does_not_name_the_topic_is_read_whole() -> None:
    text = "Nice colour, but the zip sticks."
    assert read(text, "weight", language="en") == text
    assert read(text, language="en") == text


def test_a_text_without_words_has_nothing_to_read() -> None:
    assert judged(WEIGHER.weigh("…", "fr"), []) == []
