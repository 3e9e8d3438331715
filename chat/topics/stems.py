"""Stems of single words, remembered: the same words come again in every span."""

import re
from functools import lru_cache

from retrieval.lexical import words

TOKEN = re.compile(r"\w+|[.,;:!?()…]")


@lru_cache(maxsize=100_000)
def stem(token: str, language: str) -> str:
    """The folded stem of a content word, "" for any other word or sign.

    A French verb in the plural ("accrochent"), which the stemmer leaves as it is, gets the stem of its singular.
    """
    if language == "fr" and len(token) > 6 and token.lower().endswith("ent"):
        token = f"{token[:-3]}e"
    return next(iter(words(token, language)), "")


def stems(text: str, language: str) -> list[str]:
    """The stems of a text's content words, in order."""
    return [found for token in TOKEN.findall(text) if (found := stem(token, language))]
