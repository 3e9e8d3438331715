"""Characters that no database can keep are found and replaced."""

import pytest

from data.characters import first_unkeepable, keepable


@pytest.mark.parametrize(
    ("text", "place", "kept"),
    [
        ("", None, ""),
        ("été 👩🏽‍🔬\u202f!", None, "été 👩🏽‍🔬\u202f!"),
        ("a\0b\0", 1, "a\ufffdb\ufffd"),
        ("é\udc00", 1, "é\ufffd"),
        ("\ud83d\0", 0, "\ufffd\ufffd"),
        ("\0\ud83d", 0, "\ufffd\ufffd"),
    ],
)
def test_the_first_such_character_is_found_and_all_are_replaced(text: str, place: int | None, kept: str) -> None:
    assert first_unkeepable(text) == place
    assert keepable(text) == kept
