"""Characters no database of ours can keep: NUL, which PostgreSQL refuses, and halves of surrogate pairs."""

from typing import Final

REPLACEMENT: Final = "\ufffd"
UNKEEPABLE: Final = dict.fromkeys([0, *range(0xD800, 0xE000)], REPLACEMENT)


def keepable(text: str) -> str:
    """Replace each such character by �; the length stays the same."""
    return text if text.isascii() and "\0" not in text else text.translate(UNKEEPABLE)


def first_unkeepable(text: str) -> int | None:
    """Where the first such character stands, in code points; `None` when the text can be kept."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return min(error.start, text.find("\0") % (len(text) + 1))
    return text.index("\0") if "\0" in text else None
