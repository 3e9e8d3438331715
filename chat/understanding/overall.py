"""Questions on a product as a whole: what people make of it, or what they like, with no point named."""

import re
import tomllib
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from chat.understanding.intent_words import plain

FORMS: Final = Path(__file__).with_name("overall.toml")
BEFORE: Final = (
    r"\W*(?:(?:bonjour|bonsoir|salut|hello|hi|hey|alors|so|et|and|please|svp|s'il vous plait|franchement|honestly)\W+)*"
)
AFTER: Final = r"(?:\W+(?:svp|s'il vous plait|please|alors|then|merci|thanks))?\W*"
SAID: Final = re.compile(r"\W*(?:c'est|il est|elle est|ca)\b[^?]*")
"""A question only with its mark: "c'est bien" alone thanks for an answer."""


class Overall(Enum):
    """What is asked for: the good alone, or both sides."""

    LIKED = "liked"
    BOTH = "both"


def overall(question: str) -> Overall | None:
    """What a question on the whole asks for; `None` of any other."""
    text = plain(question)
    if SAID.fullmatch(text):
        return None
    return next((kind for kind, form in _forms().items() if form.fullmatch(text)), None)


@cache
def _forms() -> dict[Overall, re.Pattern[str]]:
    stored = tomllib.loads(FORMS.read_text(encoding="utf-8"))
    words = stored["words"]
    joined = {kind: "|".join(stored[kind.value]["forms"]) for kind in Overall}
    return {
        kind: re.compile(
            BEFORE + f"(?:{said.replace('{people}', words['people']).replace('{it}', words['it'])})" + AFTER
        )
        for kind, said in joined.items()
    }
