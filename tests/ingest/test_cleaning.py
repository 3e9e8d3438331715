"""Text as people meant it."""

import unicodedata

import pytest

from ingest.cleaning import INVISIBLE, clean_line, clean_text


def test_every_control_format_surrogate_and_private_character_is_invisible() -> None:
    """Newline and tab stay; the joiner's own rule decides for it."""
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") and character not in "\n\t":
            assert INVISIBLE.match(character), hex(code)


def test_letters_marks_signs_and_spaces_are_never_invisible() -> None:
    kept = "éœÀ’«»…€½²°\u202f\u00a0 ❤️🥵Яع中\u0301"
    assert clean_text(kept) == kept


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x00b\x1bc", "abc"),
        ("a\ud800b", "ab"),
        ("caché\u200b ici\u2060", "caché ici"),
        ("ok\U000e0049\U000e0067", "ok"),
        ("x\u202egnp.exe", "xgnp.exe"),
        ("une\r\ndeux\rtrois\u2028quatre", "une\ndeux\ntrois\nquatre"),
        ("  espaces  ", "espaces"),
        ("👩‍🚀 et 👨‍👩‍👧", "👩‍🚀 et 👨‍👩‍👧"),
        ("❤️‍🔥", "❤️‍🔥"),
        ("a\u200db", "ab"),
        ("Génial\u202f!", "Génial\u202f!"),
    ],
)
def test_what_nobody_sees_is_removed_and_what_is_written_stays(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_text_decoded_twice_is_repaired_also_inside_good_text() -> None:
    assert clean_text("Câ€™est trÃ¨s bien, j’adore") == "C’est très bien, j’adore"


@pytest.mark.parametrize(
    "text", ["Â", "Ã la carte", "São Paulo", "À bientôt", "naïve", "GRÂCE À ÇA", "Ça m'a coûté 5 £"]
)
def test_rare_but_right_letters_are_not_repaired(text: str) -> None:
    assert clean_text(text) == text


def test_a_line_has_no_line_ends() -> None:
    assert clean_line("un\ndeux\r\n") == "un deux"
