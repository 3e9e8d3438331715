"""What a shopper says of their body and usual size, in both languages."""

import pytest

from chat.sizing.body import Body, body_of, merged
from chat.sizing.measuring import measured
from chat.sizing.scales import Scale, Size, mentions, size_of, written

EU, UK, US, LETTER, PLAIN = Scale.EU, Scale.UK, Scale.US, Scale.LETTER, Scale.PLAIN
M, S, L = Size(LETTER, 0), Size(LETTER, -1), Size(LETTER, 1)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("je fais 1m62 et du 38", "fr", Body(height_cm=162, usual=(Size(EU, 38),))),
        ("j'ai le pied très large, 43 d'habitude", "fr", Body(foot_width="wide", usual=(Size(EU, 43),))),
        ("g le pied fin, 39 dhabitude, c vrai pour moi aussi ?", "fr", Body(foot_width="narrow", usual=(Size(EU, 39),))),
        ("1,75 m, 70 kg, M partout", "fr", Body(height_cm=175, weight_kg=70, usual=(M,))),
        ("Cou-de-pied fort, je chausse du 38 ½", "fr", Body(instep="high", usual=(Size(EU, 38.5),))),
        ("je fais un 90C et je mets du S", "fr", Body(bust_band=34, bust_cup="c", usual=(S,))),
        ("5 pieds 11, 175 livres, je suis un médium", "fr", Body(height_cm=180.3, weight_kg=79.4, usual=(M,))),
        ("I have wide feet, usually a 9. Which size?", "en", Body(foot_width="wide", usual=(Size(PLAIN, 9),))),
        ("Wide feet, UK 9.5 usually", "en", Body(foot_width="wide", usual=(Size(UK, 9.5),))),
        ("women's US 8, average width", "en", Body(foot_width="medium", usual=(Size(US, 8),))),
        ("6'1, 190 lb, large in everything", "en", Body(height_cm=185.4, weight_kg=86.2, usual=(L,))),
        ("I'm 5'3 and 9 stone, normally a small", "en", Body(height_cm=160, weight_kg=57.2, usual=(S,))),
        ("34DD, 5 ft 6, pear shaped", "en", Body(height_cm=167.6, bust_band=34, bust_cup="dd", shape="pear")),
        ("size 41, broad feet - same size or go up?", "en", Body(foot_width="wide", usual=(Size(EU, 41),))),
    ],
)  # fmt: skip
def test_what_a_shopper_says_is_understood(text: str, language: str, expected: Body) -> None:
    assert body_of(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Combien pèse le sac ? 2 kg ?", "fr"),
        ("Do they last 40 km?", "en"),
        ("140 or 160?", "en"),
        ("J'ai une alcôve de 152 cm de large et 2m30 de haut", "fr"),
        ("Our ceiling is 2.08 m", "en"),
        ("livré en 48 h pour 39 € ?", "fr"),
        ("is it good for 12-year-old skin, I paid $45", "en"),
        ("noté 4/5, vu le 12/10", "fr"),
    ],
)
def test_other_figures_are_no_bodies(text: str, language: str) -> None:
    assert not body_of(text, language).usual
    assert body_of(text, language).height_cm is None


def test_a_size_only_asked_about_is_not_the_usual_one() -> None:
    assert body_of("Je chausse du 48, est-ce que le 47 pourrait m'aller ?", "fr").usual == (Size(EU, 48),)
    assert body_of("43 or 44?", "en").usual == ()


def test_somebody_between_two_sizes_has_both() -> None:
    assert body_of("Je suis pile entre 38 et 39", "fr").usual == (Size(EU, 38), Size(EU, 39))


def test_large_is_a_size_in_english_and_a_width_in_french() -> None:
    assert [one.size for one in mentions("I ordered a large.", "en")] == [L]
    assert mentions("le pied large", "fr") == ()


def test_words_that_only_look_like_sizes_are_none() -> None:
    assert mentions("there is a small hole, it's small and s'il te plaît j'aime le M&M's", "en") == ()


def test_what_is_said_of_others_or_under_a_condition_is_not_ones_own() -> None:
    assert measured("If you have wide feet, beware. Ma mère, 1m62, en est ravie.", "fr") == ()


def test_facts_stand_where_they_say_they_do() -> None:
    text = "Déçue ! Je mesure 1,62 m et j’ai le pied étroit."
    found = {text[fact.start : fact.end]: fact.name for fact in measured(text, "fr")}
    assert found == {"1,62 m": "height_cm", "pied étroit": "foot_width"}


def test_the_newer_word_counts_and_the_older_fills_in() -> None:
    older, newer = Body(height_cm=162, usual=(S,)), Body(usual=(M,))
    assert merged(newer, older) == Body(height_cm=162, usual=(M,))


def test_columns_and_sizes_are_read_and_written() -> None:
    assert [size_of(text) for text in ("38", "UK 9.5", "US W 8", "M", "?")] == [
        Size(EU, 38), Size(UK, 9.5), Size(US, 8), M, None,
    ]  # fmt: skip
    assert [str(size) for size in (Size(EU, 38.5), Size(UK, 9), L)] == ["38.5", "UK 9", "L"]
    assert written(LETTER, 0.5) is None
    assert written(LETTER, 40) is None
