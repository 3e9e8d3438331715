"""Which language a short text is written in; French and English are the product's own, others are kept and marked."""

import re
from copy import copy
from functools import cache
from typing import Any

from data.records import Record

OWN = ("fr", "en")
WORD = re.compile(r"[^\W\d_]+")
OTHERS = ("de", "es", "it", "nl", "pt")
SURE = 0.95
"""Probability from which another language than French or English is believed."""
WORDS_FOR_OTHERS = 4
WORDS_AGAINST_THE_SOURCE = 6
"""Below this many words what the source declares is believed."""
TELLTALE = {
    "fr": frozenset(
        """bonjour bjr bonsoir bsr salut slt coucou merci mrc oui non et ou le la les un une des pour avec sans ca ça
        pourquoi combien quelle quel comment qui est taille prix""".split()
    ),
    "en": frozenset(
        """hi hiya hello hey morning evening thanks thx thank cheers bye yes no and or the an for with without why how
        what which who is it its does do did can i my of to in are will would this that they there any size
        price""".split()
    ),
}
"""Words of greetings, of small talk and of grammar that letters alone do not place."""


@cache
def _classifiers() -> dict[tuple[str, ...], Any]:
    """One for our own languages, one for all we tell, from one reading of the model."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    every, found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True), dict[tuple[str, ...], Any]()
    for languages in (OWN, OWN + OTHERS):
        found[languages] = classifier = copy(every)
        classifier.set_languages(list(languages))
        classifier._full_model = None  # 28 MB of languages nobody will ask for
    return found


def detect(text: str) -> str:
    """ISO 639-1 code of a text; French or English unless another language is nearly certain; "und" without letters."""
    if not any(character.isalpha() for character in text):
        return "und"
    if len(text.split()) >= WORDS_FOR_OTHERS:
        language, probability = _classifiers()[OWN + OTHERS].classify(text)
        if language in OTHERS and probability >= SURE:
            return str(language)
    return str(_classifiers()[OWN].classify(text)[0])


def language_of(record: Record) -> str:
    """The language of a record: of its words when there are enough of them, else what its source declares."""
    declared = record.language
    if declared != "und" and len(record.text.split()) < WORDS_AGAINST_THE_SOURCE:
        return declared
    found = detect(record.text)
    return declared if found == "und" else found


SPACED = re.compile(r"\w[ \u00a0\u202f][?!]")
FEW_WORDS = 7
"""Pieces below which a question may hold nothing but names and words of both languages."""


def question_language(question: str, earlier: tuple[str, ...] = ()) -> str:
    """The language to answer in, "fr" or "en": from the question and, when it is short, from the earlier ones.

    In a short one the words that only one of the two has tell before anything else, then the space French puts before a
    question mark.
    """
    words = question.split()
    said = set(WORD.findall(question.lower()))
    told = [language for language, telling in TELLTALE.items() if said & telling]
    if len(words) < FEW_WORDS and len(told) == 1:
        return told[0]
    if len(words) < FEW_WORDS and not told and not earlier and SPACED.search(question):
        return "fr"
    asked = question if len(words) >= WORDS_FOR_OTHERS else " ".join([*earlier, question])
    return str(_classifiers()[OWN].classify(asked.lower())[0])
