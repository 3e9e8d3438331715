"""Text that stays text: the console draws with Markdown, and what people wrote must never be read as any."""


def inert(text: str) -> str:
    """The same text for Markdown or HTML, every sign that could mean something written as a character reference.

    Letters, digits and spaces stay; line breaks become `<br>`.
    """
    return "<br>".join("".join(map(_inert, line)) for line in text.splitlines())


def _inert(character: str) -> str:
    return character if character.isalnum() or character == " " else f"&#{ord(character)};"
