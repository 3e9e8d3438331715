"""A text is cut where its opinion may turn, and nowhere inside a number."""

from itertools import pairwise

import pytest

from chat.stance.clauses import pieces


def cut(text: str) -> list[str]:
    return [text[piece.start : piece.end].strip() for piece in pieces(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Jolie, mais fragile.", ["Jolie,", "mais fragile."]),
        ("Pretty but fragile!", ["Pretty", "but fragile!"]),
        ("Tout est bien sauf la fermeture", ["Tout est bien", "sauf la fermeture"]),
        ("Pèse 1,5 kg et coûte 12.90 euros", ["Pèse 1,5 kg et coûte 12.90 euros"]),
        ("Le son est bon et la batterie est nulle", ["Le son est bon", "et la batterie est nulle"]),
        ("Parfaite. Par contre l'odeur...", ["Parfaite.", "Par contre l'odeur..."]),
        ("  ...  ", []),
        ("", []),
    ],
)
def test_pieces_end_at_pauses_and_before_words_of_contrast(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_pieces_know_their_sentence_and_their_side_of_each_contrast() -> None:
    told = [(one.segment, one.sentence, one.side, one.turned) for one in pieces("Jolie, légère, mais fragile. Déçue.")]
    assert told == [(0, 0, 0, False), (0, 0, 0, False), (1, 0, 1, True), (2, 1, 1, False)]


def test_a_word_that_only_begins_like_a_contrast_cuts_nothing() -> None:
    assert cut("La maison butane sautée") == ["La maison butane sautée"]


def test_pieces_cover_every_word_in_order() -> None:
    text = "Bien (vraiment bien) : solide — jolie ; mais chère, hélas !"
    found = pieces(text)
    assert "".join(text[one.start : one.end] for one in found) == text
    assert all(one.end == other.start for one, other in pairwise(found))
